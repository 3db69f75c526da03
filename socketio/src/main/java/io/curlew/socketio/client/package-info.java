/** The Socket.IO client: namespaces, events and acks over one connection. */
package io.curlew.socketio.client;
