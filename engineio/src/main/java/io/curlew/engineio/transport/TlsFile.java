package io.curlew.engineio.transport;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of certificates or keys, read anew for each connection, so that a renewed one counts from the next on.
 *
 * @param format how it is written
 * @param path where it is
 * @param password opens it, or the key in it
 */
public record TlsFile(Format format, Path path, Optional<String> password) {

    /** How certificates and keys are written down. */
    public enum Format {
        /** Base64 between lines of dashes. */
        PEM,
        /** A key store; one of the JVM's older kind is understood too. */
        PKCS12
    }

    /** The path, and nothing of the password. */
    @Override
    public String toString() {
        return path.toString();
    }
}
