package io.curlew.engineio.loop;

/**
 * A message was refused because too much waits to be sent already. Nothing of it was sent. The message says which
 * limit.
 */
public final class BufferFullException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Makes one that says which limit. */
    public BufferFullException(String message) {
        super(message);
    }
}
