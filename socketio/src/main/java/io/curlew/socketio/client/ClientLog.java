package io.curlew.socketio.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a client logs: under the name of the class that programs know, whichever of its parts has something to say. */
final class ClientLog {
    static final Logger LOG = LoggerFactory.getLogger("io.curlew.socketio.client.SocketIoClient");

    private ClientLog() {}
}
