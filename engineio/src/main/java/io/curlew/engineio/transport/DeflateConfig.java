package io.curlew.engineio.transport;

/**
 * How a WebSocket compresses its messages (RFC 7692).
 *
 * @param threshold messages with fewer bytes than this are sent as they are
 * @param level how hard to try, from 1 (fast) to 9 (small)
 * @param contextTakeover whether both sides may compress a message with what they know of earlier ones, which makes it
 *     smaller and costs memory between messages
 */
public record DeflateConfig(int threshold, int level, boolean contextTakeover) {

    /** Returns what the handshake offers. */
    String offer() {
        return contextTakeover
                ? "permessage-deflate"
                : "permessage-deflate; client_no_context_takeover; server_no_context_takeover";
    }
}
