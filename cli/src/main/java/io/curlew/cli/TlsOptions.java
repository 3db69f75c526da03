package io.curlew.cli;

import io.curlew.engineio.client.EngineSocketBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whom to trust, and who we are. */
final class TlsOptions {
    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "Trust the certificates in this PEM file and what they have signed, and nobody else.")
    private Optional<Path> cacert;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "This side's certificate chain, in PEM; the key may stand in the same file.")
    private Optional<Path> cert;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            converter = ExistingFile.class,
            description = "The key of --cert (PKCS #8, in PEM) when it stands in a file of its own.")
    private Optional<Path> key;

    @Option(
            names = {"-k", "--insecure"},
            description = "Take any certificate from anybody: for tests only.")
    private boolean insecure;

    void applyTo(EngineSocketBuilder builder) {
        if (key.isPresent()) {
            Path chain = cert.orElseThrow(() -> new IllegalArgumentException("--key needs --cert"));
            builder.sslContext(PemTls.client(chain, key.get(), trust()));
            return;
        }
        builder.tls(tls -> {
            cacert.ifPresent(tls::trust);
            cert.ifPresent(tls::clientKey);
            if (insecure) {
                tls.insecureTrustAll();
            }
        });
    }

    private PemTls.Trust trust() {
        if (insecure) {
            return new PemTls.Anybody();
        }
        return cacert.<PemTls.Trust>map(PemTls.Authorities::new).orElseGet(PemTls.JvmTrust::new);
    }

    /** Without the file the usage is wrong, whatever the server would say. */
    static final class ExistingFile implements ITypeConverter<Path> {
        @Override
        public Path convert(String name) {
            Path file = Path.of(name);
            if (!Files.isReadable(file)) {
                throw new TypeConversionException("there is no file " + name + " to read");
            }
            return file;
        }
    }
}
