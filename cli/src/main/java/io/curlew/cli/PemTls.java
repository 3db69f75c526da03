package io.curlew.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS contexts of a certificate and a key that stand in two PEM files: a server's, and a client's that says who it is.
 */
final class PemTls {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final char[] IN_MEMORY = new char[0];

    private PemTls() {}

    /**
     * @param trust whose certificates are believed, where the other side has to show one
     * @throws IllegalArgumentException when a file does not hold what it should; names it, and repeats nothing of it
     */
    static SSLContext context(Path chain, Path key, Trust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(chain, key), trust.managers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "cannot use the certificate in " + chain + " with the key in " + key + ": not PEM, or no pair", e);
        }
    }

    private static KeyManager[] keyManagers(Path chain, Path key) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry("key", privateKey(key), IN_MEMORY, certificates(chain).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static Key privateKey(Path file) throws GeneralSecurityException, IOException {
        Matcher pem = KEY.matcher(Files.readString(file));
        if (!pem.find()) {
            throw new IllegalArgumentException("there is no unencrypted PKCS #8 key (BEGIN PRIVATE KEY) in " + file);
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                // the encoding names its algorithm, and the JDK has no reader that asks it
            }
        }
        throw new IllegalArgumentException("the kind of key in " + file + " is not supported: only " + ALGORITHMS);
    }

    /** A key may stand beside them, which the JDK's reader of files takes for a broken certificate. */
    private static List<Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> found = new ArrayList<>();
        Matcher pem = CERTIFICATE.matcher(Files.readString(file));
        while (pem.find()) {
            byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
            found.add(factory.generateCertificate(new ByteArrayInputStream(encoded)));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate (BEGIN CERTIFICATE) in " + file);
        }
        return found;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }

    /** Whose certificates are believed. */
    sealed interface Trust {
        TrustManager @Nullable [] managers() throws GeneralSecurityException, IOException;
    }

    /** Whom the JVM trusts. */
    record JvmTrust() implements Trust {
        @Override
        public TrustManager @Nullable [] managers() {
            return null; // so SSLContext has it
        }
    }

    /** Those in a PEM file, and what they have signed. */
    record Authorities(Path pem) implements Trust {
        @Override
        public TrustManager[] managers() throws GeneralSecurityException, IOException {
            KeyStore store = emptyStore();
            int count = 0;
            for (Certificate certificate : certificates(pem)) {
                store.setCertificateEntry("authority " + count++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        }
    }

    /** Anybody, whatever the host. */
    record Anybody() implements Trust {
        @Override
        public TrustManager[] managers() {
            return new TrustManager[] {new TrustAll()};
        }
    }

    /** An extended one: of any other the JDK checks the host name itself. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
