package io.curlew.cli;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Who a server says it is. */
final class ServerTlsOptions {
    private final Parameter<Optional<Path>> cert = Parameter.option(
                    "--cert=FILE",
                    "Serve https and wss with this certificate chain, in PEM; the key may stand in the same file.")
            .file()
            .optional(TlsOptions::existingFile);

    private final Parameter<Optional<Path>> key = Parameter.option(
                    "--key=FILE", "The key of --cert (PKCS #8, in PEM) when it stands in a file of its own.")
            .file()
            .optional(TlsOptions::existingFile);

    void addTo(Usage usage) {
        usage.options(OptionGroup.TLS, cert, key);
    }

    /**
     * Returns the context that was asked for.
     *
     * @throws IllegalArgumentException when a file does not hold what it should
     */
    Optional<SSLContext> context() {
        if (key.get().isPresent() && cert.get().isEmpty()) {
            throw new IllegalArgumentException("--key needs --cert");
        }
        return cert.get().map(chain -> PemTls.server(chain, key.get().orElse(chain)));
    }
}
