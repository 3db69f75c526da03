package io.curlew.engineio.transport;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which certificates to trust, and which to present.
 *
 * @param trust whose certificates are good
 * @param key this side's own certificate and its key
 */
public record TlsConfig(Trust trust, Optional<TlsFile> key) {

    /** Whose certificates are good. */
    public sealed interface Trust {
        /** Whomever the JVM trusts. */
        record Jvm() implements Trust {}

        /** Only the certificates in a file, and those that they have signed. */
        record Authorities(TlsFile file) implements Trust {}

        /** Anybody, under any name. Each client has its own, so that each warns. */
        final class Anybody implements Trust {
            private final AtomicBoolean used = new AtomicBoolean();

            /** Returns whether it was never used before. */
            boolean firstUse() {
                return used.compareAndSet(false, true);
            }
        }
    }

    /** Returns whether certificates, and whose they are, matter at all. */
    boolean verifies() {
        return !(trust instanceof Trust.Anybody);
    }
}
