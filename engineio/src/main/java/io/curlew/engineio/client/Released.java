package io.curlew.engineio.client;

/**
 * Messages that no longer wait to be sent: they were written, or dropped when the session closed.
 *
 * @param messages how many
 * @param bytes the sizes of their data, added up
 */
public record Released(int messages, long bytes) {
    Released plus(Released more) {
        return new Released(messages + more.messages, bytes + more.bytes);
    }
}
