package io.curlew.engineio.protocol;

import java.util.Optional;
import java.util.Set;

/**
 * The content of an Engine.IO server's refusal of a request, for example {@code {"code":1,"message":"Session ID
 * unknown"}}.
 *
 * @param code the reference server's number: 0 unknown transport, 1 unknown sid, 2 bad handshake method, 3 bad request,
 *     4 forbidden, 5 unsupported protocol version
 * @param message the server's message
 */
public record ServerError(int code, String message) {
    private static final int MAX_BODY = 4096;
    private static final Set<String> FIELDS = Set.of("code", "message");

    /** Reads the body of an error answer; empty if it is not such an object. */
    public static Optional<ServerError> parse(byte[] body) {
        if (body.length > MAX_BODY) {
            return Optional.empty();
        }
        try {
            JsonObject object = JsonObject.parse(body, FIELDS);
            long code = object.wholeNumber("code", 0, Integer.MAX_VALUE);
            return Optional.of(new ServerError((int) code, object.string("message")));
        } catch (ProtocolException notAnErrorObject) {
            return Optional.empty();
        }
    }

    /**
     * Shows text from the peer escaped and shortened, as {@link PeerText} does; {@link #message} returns it unchanged
     * and in full.
     */
    @Override
    public String toString() {
        return "ServerError[" + code + ", " + PeerText.sentence(message) + "]";
    }
}
