package io.curlew.cli;

import io.curlew.engineio.client.EngineSocketBuilder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Whom to trust, and who we are. */
final class TlsOptions {
    private final Parameter<Optional<Path>> cacert = Parameter.option(
                    "--cacert=FILE",
                    "Trust the certificates in this PEM file and what they have signed, and nobody else.")
            .file()
            .optional(TlsOptions::existingFile);

    private final Parameter<Optional<Path>> cert = Parameter.option(
                    "--cert=FILE", "This side's certificate chain, in PEM; the key may stand in the same file.")
            .file()
            .optional(TlsOptions::existingFile);

    private final Parameter<Optional<Path>> key = Parameter.option(
                    "--key=FILE", "The key of --cert (PKCS #8, in PEM) when it stands in a file of its own.")
            .file()
            .optional(TlsOptions::existingFile);

    private final Parameter<Boolean> insecure = Parameter.option(
                    "-k, --insecure", "Take any certificate from anybody: for tests only.")
            .flag();

    void addTo(Usage usage) {
        usage.options(OptionGroup.TLS, cacert, cert, key, insecure);
    }

    void applyTo(EngineSocketBuilder builder) {
        if (key.get().isPresent()) {
            Path chain = cert.get().orElseThrow(() -> new IllegalArgumentException("--key needs --cert"));
            builder.sslContext(PemTls.client(chain, key.get().get(), trust()));
            return;
        }
        builder.tls(tls -> {
            cacert.get().ifPresent(tls::trust);
            cert.get().ifPresent(tls::clientKey);
            if (insecure.get()) {
                tls.insecureTrustAll();
            }
        });
    }

    private PemTls.Trust trust() {
        if (insecure.get()) {
            return new PemTls.Anybody();
        }
        return cacert.get().<PemTls.Trust>map(PemTls.Authorities::new).orElseGet(PemTls.JvmTrust::new);
    }

    /** Without the file the usage is wrong, whatever the server would say. */
    static Path existingFile(String name) {
        try {
            Path file = Path.of(name);
            if (Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException noName) {
            // there can be no such file
        }
        throw new WrongUsage("there is no file " + name + " to read");
    }
}
