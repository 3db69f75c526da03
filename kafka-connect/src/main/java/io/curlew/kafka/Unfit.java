package io.curlew.kafka;

/** Data that the configured rules can't make a record, or an event, of. The message never holds the data. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    Unfit(String message) {
        super(message);
    }

    Unfit(String message, Throwable cause) {
        super(message, cause);
    }
}
