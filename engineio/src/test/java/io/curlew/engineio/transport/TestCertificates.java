package io.curlew.engineio.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate made for one test run. */
final class TestCertificates {
    static final char[] PASSWORD = "changeit".toCharArray();

    /** The key store with certificate and key. */
    final Path p12;

    private final KeyStore keys;

    private TestCertificates(KeyStore keys, Path p12) throws Exception {
        this.keys = keys;
        this.p12 = p12;
        try (OutputStream out = Files.newOutputStream(p12)) {
            keys.store(out, PASSWORD);
        }
    }

    /**
     * Makes one.
     *
     * @param names for example {@code dns:localhost,ip:127.0.0.1}
     */
    static TestCertificates forNames(Path directory, String names) throws Exception {
        return selfSigned(directory, named(names));
    }

    /** Makes one of a subject, whose name is as RFC 2253 writes it. */
    static TestCertificates ofSubject(Path directory, String subject) throws Exception {
        return selfSigned(directory, new CertificateBuilder().subject(subject));
    }

    /** Makes one that an authority has signed, and that is good. */
    static TestCertificates signed(Path directory) throws Exception {
        return signed(directory, named("dns:localhost"));
    }

    /** Makes one that was good from ten days ago to five days ago, signed by an authority that is still good. */
    static TestCertificates expired(Path directory, String names) throws Exception {
        return signed(directory, named(names).notBefore(inDays(-10)).notAfter(inDays(-5)));
    }

    /** Makes one that will be good from tomorrow on, signed by an authority that is good. */
    static TestCertificates notYetValid(Path directory, String names) throws Exception {
        return signed(directory, named(names).notBefore(inDays(1)).notAfter(inDays(6)));
    }

    /** Makes one that may not be a server's, but for its names. */
    static TestCertificates forClientsOnly(Path directory, String names) throws Exception {
        return signed(directory, named(names).addExtendedKeyUsageClientAuth());
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private static CertificateBuilder named(String names) {
        CertificateBuilder certificate = new CertificateBuilder().subject("CN=curlew test");
        for (String name : names.split(",", -1)) {
            String value = name.substring(name.indexOf(':') + 1);
            var unused =
                    name.startsWith("dns:") ? certificate.addSanDnsName(value) : certificate.addSanIpAddress(value);
        }
        return certificate;
    }

    private static TestCertificates selfSigned(Path directory, CertificateBuilder certificate) throws Exception {
        X509Bundle made = certificate.setIsCertificateAuthority(true).buildSelfSigned();
        return new TestCertificates(holding(made, made.getCertificate()), directory.resolve("keys.p12"));
    }

    private static TestCertificates signed(Path directory, CertificateBuilder certificate) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=curlew authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle made = certificate.buildIssuedBy(authority);
        KeyStore keys = holding(made, made.getCertificate(), authority.getCertificate());
        // Without the authority's key, for a server would show either of two certificates that it has a key for.
        keys.setCertificateEntry("ca", authority.getCertificate());
        return new TestCertificates(keys, directory.resolve("keys.p12"));
    }

    private static KeyStore holding(X509Bundle made, Certificate... chain) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("server", made.getKeyPair().getPrivate(), PASSWORD, chain);
        return keys;
    }

    SSLContext server() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Accepts only those that show the client's certificate. */
    ServerSocketFactory serverFor(TestCertificates client) throws Exception {
        return serverFor(client, "TLSv1.3");
    }

    /** Speaks one version, and accepts only those that show the client's certificate. */
    ServerSocketFactory serverFor(TestCertificates client, String version) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), client.trust().getTrustManagers(), null);
        return new TunedSockets(context, socket -> {
            socket.setNeedClientAuth(true);
            socket.setEnabledProtocols(new String[] {version});
        });
    }

    /** The certificate to trust, as text. */
    String certificatePem() throws Exception {
        String alias = keys.containsAlias("ca") ? "ca" : "server";
        return pem("CERTIFICATE", keys.getCertificate(alias).getEncoded());
    }

    /** The key as text. */
    String keyPem() throws Exception {
        return pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
    }

    /** The key as text, locked. */
    String keyPem(char[] password) throws Exception {
        String algorithm = "PBEWithSHA1AndDESede";
        SecretKey lock = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, lock);
        byte[] locked = cipher.doFinal(keys.getKey("server", PASSWORD).getEncoded());
        return pem("ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(cipher.getParameters(), locked).getEncoded());
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }

    private TrustManagerFactory trust() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        return managers;
    }

    SSLContext trustingClient() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust().getTrustManagers(), null);
        return context;
    }
}
