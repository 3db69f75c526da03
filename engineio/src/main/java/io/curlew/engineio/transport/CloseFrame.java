package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.Utf8;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/** What a close frame says (RFC 6455, section 5.5.1). */
record CloseFrame(int code, String reason) {
    /** Stands for a frame without a code (section 7.4.1), and is never sent. */
    static final int NO_STATUS = 1005;

    private static final int CODE_BYTES = 2;
    /** The last of those for private use (section 7.4.2); Netty's check knows no last one. */
    private static final int MAX_CODE = 4999;

    /** @throws BrokenFrameException if the payload is not a code and a text, or the code must not be sent */
    static CloseFrame of(byte[] payload) {
        if (payload.length == 0) {
            return new CloseFrame(NO_STATUS, "");
        }
        int code = payload.length < CODE_BYTES ? 0 : (payload[0] & 0xFF) << Byte.SIZE | (payload[1] & 0xFF);
        if (!WebSocketCloseStatus.isValidStatusCode(code) || code > MAX_CODE) {
            throw broken(WebSocketCloseStatus.PROTOCOL_ERROR, "a close frame has a code that must not be sent");
        }
        if (Utf8.firstInvalid(payload, CODE_BYTES, payload.length) >= 0) {
            throw broken(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "a close frame's reason must be well-formed UTF-8");
        }
        return new CloseFrame(code, new String(payload, CODE_BYTES, payload.length - CODE_BYTES, UTF_8));
    }

    /** Returns what a close frame with that code carries. */
    static byte[] payload(int code) {
        return code == NO_STATUS ? new byte[0] : new byte[] {(byte) (code >> Byte.SIZE), (byte) code};
    }

    private static BrokenFrameException broken(WebSocketCloseStatus status, String rule) {
        return new BrokenFrameException(status, rule, null);
    }
}
