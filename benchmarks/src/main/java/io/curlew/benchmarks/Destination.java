package io.curlew.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where a contestant connects to, and how.
 *
 * @param pem the server's certificate, if it has one
 */
record Destination(String url, String transport, Optional<Path> pem) {

    /** Reads what {@link #arguments} wrote. */
    static Destination of(List<String> arguments) {
        return new Destination(
                arguments.get(0),
                arguments.get(1),
                arguments.stream().skip(2).findFirst().map(Path::of));
    }

    /** Returns it for a command line. */
    List<String> arguments() {
        return pem.isPresent() ? List.of(url, transport, pem.get().toString()) : List.of(url, transport);
    }

    /** Returns what trusts that certificate and no other. */
    static TrustManagerFactory trusting(Path pem) {
        try (InputStream certificate = Files.newInputStream(pem)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            return trust;
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
