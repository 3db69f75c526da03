package io.curlew.engineio.loop;

/**
 * A message was rejected because too much is waiting to be sent. Nothing of it was sent. The exception's message names
 * the limit.
 */
public final class BufferFullException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message names the limit. */
    public BufferFullException(String message) {
        super(message);
    }
}
