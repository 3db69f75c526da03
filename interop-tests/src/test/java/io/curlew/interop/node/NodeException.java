package io.curlew.interop.node;

/** A script failed, or did not answer in time. */
public final class NodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
