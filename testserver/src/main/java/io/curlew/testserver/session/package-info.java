/** The server's state machines, without I/O like the client's. */
package io.curlew.testserver.session;
