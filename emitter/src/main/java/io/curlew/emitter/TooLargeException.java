package io.curlew.emitter;

/** An answer takes more than there is room for: a limit was exceeded, and nothing is wrong with the answer. */
final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param limit how much there was room for, in characters or bytes of JSON */
    TooLargeException(long limit) {
        super("more than " + limit + " characters of JSON");
    }
}
