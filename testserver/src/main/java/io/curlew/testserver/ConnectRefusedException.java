package io.curlew.testserver;

import java.util.Optional;

/** A middleware throws this to refuse a client, which receives it as a CONNECT_ERROR. */
public final class ConnectRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Object> data;

    /** @param message what the client reads */
    public ConnectRefusedException(String message) {
        super(message);
        this.data = Optional.empty();
    }

    /**
     * @param message what the client reads
     * @param data anything that encodes as JSON, sent as {@code data}
     */
    public ConnectRefusedException(String message, Object data) {
        super(message);
        this.data = Optional.of(data);
    }

    /** Returns the value that is sent as {@code data}. */
    public Optional<Object> data() {
        return data;
    }
}
