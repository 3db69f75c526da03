package io.curlew.cli;

import io.curlew.engineio.client.EngineSocketBuilder;
import java.nio.file.Path;
import java.util.Optional;

/** Whom to trust, and who we are. */
final class TlsOptions {
    private final Parameter<Optional<Path>> cacert = Parameter.option(
                    "--cacert=FILE", "Trust only the certificates in this PEM file, and those that they have signed.")
            .file();

    private final CertificateOptions own = new CertificateOptions("The certificate chain of the client,");

    private final Parameter<Boolean> insecure = Parameter.option(
                    "-k, --insecure", "Accept any certificate. For tests only.")
            .flag();

    void addTo(Usage usage) {
        usage.options(OptionGroup.TLS, cacert, insecure);
        own.addTo(usage);
    }

    void applyTo(EngineSocketBuilder builder) {
        Optional<Path> chain = own.chain();
        if (own.key().isPresent()) {
            builder.sslContext(PemTls.context(chain.orElseThrow(), own.key().get(), trust()));
            return;
        }
        builder.tls(tls -> {
            cacert.get().ifPresent(tls::trust);
            chain.ifPresent(tls::clientKey);
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
}
