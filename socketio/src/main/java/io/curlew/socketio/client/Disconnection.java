package io.curlew.socketio.client;

import io.curlew.socketio.protocol.DisconnectReason;
import java.util.Optional;

/**
 * A namespace is no longer connected.
 *
 * @param reason why, in the words of the reference implementation
 * @param cause the failure behind it, when there is one; often an {@link
 *     io.curlew.engineio.protocol.TransportException} with close code or HTTP status
 * @param willReconnect whether the client tries to connect again by itself
 */
public record Disconnection(DisconnectReason reason, Optional<Throwable> cause, boolean willReconnect) {}
