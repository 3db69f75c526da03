package io.curlew.testserver;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Json;
import java.util.Optional;

/**
 * A namespace refused a client: see {@link TestServer#awaitRefusal()}.
 *
 * @param namespace the namespace that it wanted to join
 * @param message the message that it received
 * @param auth its auth data; may contain credentials
 * @param request the request that opened its connection
 */
public record Refusal(String namespace, String message, Optional<Json> auth, HandshakeRequest request) {

    /** Returns how many bytes this keeps in memory, about. */
    long memory() {
        long ofAuth = auth.map(json -> (long) json.size()).orElse(0L);
        return Memory.of(namespace) + Memory.of(message) + ofAuth + request.memory();
    }

    /** Omits the auth data. */
    @Override
    public String toString() {
        return PeerText.name(namespace) + ": " + PeerText.sentence(message);
    }
}
