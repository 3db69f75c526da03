package io.curlew.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Who this side of a TLS connection says it is. */
final class CertificateOptions {
    private final Parameter<Optional<Path>> chain;

    private final Parameter<Optional<Path>> key = Parameter.option(
                    "--key=FILE", "The key for --cert (PKCS #8, in PEM), if it is in a separate file.")
            .file();

    /** @param use what the help says of the certificate chain */
    CertificateOptions(String use) {
        chain = Parameter.option("--cert=FILE", use + " in PEM; the file may also contain the key.")
                .file();
    }

    void addTo(Usage usage) {
        usage.options(OptionGroup.TLS, chain, key);
    }

    /**
     * Returns the file of the certificate chain.
     *
     * @throws IllegalArgumentException when there is a key to it, but no chain
     */
    Optional<Path> chain() {
        if (key.get().isPresent() && chain.get().isEmpty()) {
            throw new IllegalArgumentException("--key needs --cert");
        }
        return chain.get();
    }

    /** Returns the file of the key, if that is another. */
    Optional<Path> key() {
        return key.get();
    }
}
