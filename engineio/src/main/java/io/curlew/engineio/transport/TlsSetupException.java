package io.curlew.engineio.transport;

/** TLS can't be set up as configured. The message names the file at fault, and never a password. */
final class TlsSetupException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsSetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
