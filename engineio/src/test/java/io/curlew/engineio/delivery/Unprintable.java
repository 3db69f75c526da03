package io.curlew.engineio.delivery;

/** An exception of a program that throws again when it is asked what it is about. */
final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
        throw new IllegalStateException("an exception without a message, on purpose");
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
