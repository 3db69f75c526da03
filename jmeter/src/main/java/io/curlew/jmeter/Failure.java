package io.curlew.jmeter;

import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.ConnectFailedException;

/** A step that failed, for a reason that the client does not know of. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code what a report groups failures by */
    Failure(String code, String message) {
        super(message);
        this.code = code;
    }

    static Failure badParameter(String name, String wanted) {
        return new Failure("BAD_PARAMETER", "Parameter " + name + " is not " + wanted);
    }

    static String code(Throwable failure) {
        if (failure instanceof Failure own) {
            return own.code;
        }
        if (failure instanceof ConnectFailedException connect) {
            return connect.reason().name();
        }
        return failure instanceof AckException ack
                ? ack.reason().name()
                : failure.getClass().getSimpleName();
    }
}
