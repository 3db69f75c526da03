package io.curlew.cli;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/** Who a server says it is. */
final class ServerTlsOptions {
    @Option(
            names = "--cert",
            paramLabel = "FILE",
            converter = TlsOptions.ExistingFile.class,
            description =
                    "Serve https and wss with this certificate chain, in PEM; the key may stand in the same file.")
    private Optional<Path> cert;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            converter = TlsOptions.ExistingFile.class,
            description = "The key of --cert (PKCS #8, in PEM) when it stands in a file of its own.")
    private Optional<Path> key;

    /**
     * Returns the context that was asked for.
     *
     * @throws IllegalArgumentException when a file does not hold what it should
     */
    Optional<SSLContext> context() {
        if (key.isPresent() && cert.isEmpty()) {
            throw new IllegalArgumentException("--key needs --cert");
        }
        return cert.map(chain -> PemTls.server(chain, key.orElse(chain)));
    }
}
