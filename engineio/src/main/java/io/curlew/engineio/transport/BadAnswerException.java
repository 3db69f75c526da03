package io.curlew.engineio.transport;

/** An answer that is not the HTTP which this side can or will read. Its message quotes nothing of the answer. */
final class BadAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    BadAnswerException(String what) {
        super(what);
    }
}
