/** The Engine.IO client: connect, send, listen, close. */
package io.curlew.engineio.client;
