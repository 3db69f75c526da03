package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate made for one test run, by the JDK's own tool. */
final class TestCertificates {
    static final char[] PASSWORD = "changeit".toCharArray();

    /** The key store with certificate and key. */
    final Path p12;

    private final KeyStore keys;

    private TestCertificates(KeyStore keys, Path p12) {
        this.keys = keys;
        this.p12 = p12;
    }

    /**
     * Makes one.
     *
     * @param names in keytool's form, for example {@code dns:localhost,ip:127.0.0.1}
     */
    static TestCertificates forNames(Path directory, String names) throws Exception {
        Path file = directory.resolve("keys.p12");
        String san = "SAN=" + names;
        keytool(file, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=curlew test", "-ext", san);
        return load(file);
    }

    /** Makes one of a subject, whose name is as RFC 2253 writes it. */
    static TestCertificates ofSubject(Path directory, String subject) throws Exception {
        Path file = directory.resolve("keys.p12");
        keytool(file, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", subject);
        return load(file);
    }

    /** Makes one that an authority has signed, and that is good. */
    static TestCertificates signed(Path directory) throws Exception {
        return signed(directory, "-ext SAN=dns:localhost");
    }

    /** Makes one that was good from ten days ago to five days ago, signed by an authority that is still good. */
    static TestCertificates expired(Path directory, String names) throws Exception {
        return signed(directory, "-startdate -10d -validity 5 -ext SAN=" + names);
    }

    /** Makes one that will be good from tomorrow on, signed by an authority that is good. */
    static TestCertificates notYetValid(Path directory, String names) throws Exception {
        return signed(directory, "-startdate +1d -validity 5 -ext SAN=" + names);
    }

    /** Makes one that may not be a server's, but for its names. */
    static TestCertificates forClientsOnly(Path directory, String names) throws Exception {
        return signed(directory, "-ext EKU=clientAuth -ext SAN=" + names);
    }

    /** Makes one that an authority has signed, with these options. */
    private static TestCertificates signed(Path directory, String options) throws Exception {
        Path file = directory.resolve("keys.p12");
        Path request = directory.resolve("request");
        Path signed = directory.resolve("signed");
        keytool(file, "-genkeypair", "-alias", "ca", "-keyalg", "EC", "-dname", "CN=curlew authority", "-ext", "bc:c");
        keytool(file, "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=curlew test");
        keytool(file, "-certreq", "-alias", "server", "-file", request.toString());
        String files = " -infile " + request + " -outfile " + signed;
        keytool(file, ("-gencert -alias ca " + options + files).split(" ", -1));
        keytool(file, "-importcert", "-alias", "server", "-file", signed.toString());
        TestCertificates made = load(file);
        // Without the authority's key, for a server would show either of two certificates that it has a key for.
        Certificate authority = made.keys.getCertificate("ca");
        made.keys.deleteEntry("ca");
        made.keys.setCertificateEntry("ca", authority);
        return made;
    }

    private static void keytool(Path file, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        String password = new String(PASSWORD);
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", password, "-keystore", file.toString()));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    private static TestCertificates load(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return new TestCertificates(keys, file);
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
