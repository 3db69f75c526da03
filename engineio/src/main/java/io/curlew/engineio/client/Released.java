package io.curlew.engineio.client;

/**
 * Messages that no longer wait to be sent because they were written, or dropped when the session closed.
 *
 * @param messages the number of messages
 * @param bytes the total size of their data
 */
public record Released(int messages, long bytes) {
    Released plus(Released more) {
        return new Released(messages + more.messages, bytes + more.bytes);
    }
}
