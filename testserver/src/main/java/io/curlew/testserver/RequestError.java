package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Why a request is refused, with the reference server's numbers and words. */
enum RequestError {
    UNKNOWN_TRANSPORT(0, "Transport unknown"),
    UNKNOWN_SID(1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),
    BAD_REQUEST(3, "Bad request"),
    UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version");

    private final int code;
    private final String message;

    RequestError(int code, String message) {
        this.code = code;
        this.message = message;
    }

    String message() {
        return message;
    }

    byte[] json() {
        return text().getBytes(UTF_8);
    }

    String text() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
