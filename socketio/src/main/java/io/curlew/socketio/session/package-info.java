/** State machines for namespaces, acks, buffers, retries, recovery and reconnection. */
package io.curlew.socketio.session;
