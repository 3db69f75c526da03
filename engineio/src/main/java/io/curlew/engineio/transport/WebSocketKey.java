package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The question that only a WebSocket server answers right (RFC 6455, sections 4.1 and 4.2.2). It keeps caches from
 * answering and guards no secret, so it needs no secure random numbers.
 *
 * @param value as it stands in Sec-WebSocket-Key
 */
record WebSocketKey(String value) {
    private static final int SIZE = 16;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static WebSocketKey random() {
        byte[] nonce = new byte[SIZE];
        ThreadLocalRandom.current().nextBytes(nonce);
        return new WebSocketKey(Base64.getEncoder().encodeToString(nonce));
    }

    /** Returns what must stand in Sec-WebSocket-Accept. */
    String accept() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((value + GUID).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-1", impossible);
        }
    }
}
