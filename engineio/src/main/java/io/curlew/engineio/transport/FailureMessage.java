package io.curlew.engineio.transport;

/** What something that was thrown says of itself. */
final class FailureMessage {
    private FailureMessage() {}

    /** Returns its message, or where it has none the name of its class. Throws what it throws when it is asked. */
    static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
