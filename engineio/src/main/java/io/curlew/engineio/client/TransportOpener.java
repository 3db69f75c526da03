package io.curlew.engineio.client;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.Transport;
import io.curlew.engineio.transport.TransportListener;
import java.util.Optional;

/** Makes the transports of one socket. */
@FunctionalInterface
interface TransportOpener {
    Transport create(TransportType type, Optional<String> sid, TransportListener listener);

    /** Returns scheme, host and port that the application was asked for; empty before it has answered. */
    default Optional<String> suppliedServer() {
        return Optional.empty();
    }
}
