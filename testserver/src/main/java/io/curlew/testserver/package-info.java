/** An embeddable, scriptable Engine.IO and Socket.IO server for tests. */
package io.curlew.testserver;
