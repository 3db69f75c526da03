package io.curlew.testserver.junit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Certificates for tests of TLS, issued on the fly by their own certificate authority:
 *
 * <pre>{@code
 * TestCertificates certificates = TestCertificates.create();
 * TestServer server = TestServer.builder().sslContext(certificates.server()).build().start();
 * SocketIoClient client = SocketIoClient.builder(server.uri()).sslContext(certificates.client()).build();
 * }</pre>
 *
 * <p>All of them are valid for {@code localhost} and {@code 127.0.0.1}, unless the method says otherwise. Creating one
 * takes some milliseconds; the first takes longer. Immutable, and safe for use by many threads.
 */
public final class TestCertificates {
    private static final Duration DAY = Duration.ofDays(1);

    private final X509Bundle authority;

    private TestCertificates(X509Bundle authority) {
        this.authority = authority;
    }

    /** Creates an authority with a new key. */
    public static TestCertificates create() {
        return new TestCertificates(made(() -> new CertificateBuilder()
                .subject("CN=Curlew test authority")
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned()));
    }

    /**
     * Returns a context for a server with a valid certificate. It trusts clients that use
     * {@link #clientWithCertificate}, and refuses all others with
     * {@link io.curlew.testserver.TestServer.Builder#requireClientCertificate}.
     */
    public SSLContext server() {
        return server(TestCertificates::forThisHost);
    }

    /** Returns a context for a server with the certificate of another host, {@code elsewhere.example}. */
    public SSLContext serverOfAnotherHost() {
        return server(certificate -> certificate.addSanDnsName("elsewhere.example"));
    }

    /** Returns a context for a server whose certificate expired yesterday. */
    public SSLContext serverThatExpired() {
        Instant now = Instant.now();
        return server(certificate -> forThisHost(certificate)
                .notBefore(now.minus(DAY.multipliedBy(2)))
                .notAfter(now.minus(DAY)));
    }

    private SSLContext server(UnaryOperator<CertificateBuilder> names) {
        CertificateBuilder certificate = new CertificateBuilder().subject("CN=Curlew test server");
        return context(issued(names.apply(certificate.addExtendedKeyUsageServerAuth())));
    }

    /** Returns a context for a client that trusts this authority and has no certificate. */
    public SSLContext client() {
        return context(new KeyManager[0], trustManager());
    }

    /** Returns a context for a client that trusts this authority and has a certificate issued by it. */
    public SSLContext clientWithCertificate() {
        X509Bundle certificate =
                issued(new CertificateBuilder().subject("CN=Curlew test client").addExtendedKeyUsageClientAuth());
        return context(certificate);
    }

    /**
     * Returns a trust manager that trusts only this authority, for clients that need one in addition to the
     * {@link #client} context.
     */
    public X509TrustManager trustManager() {
        TrustManager manager = authority.toTrustManager();
        if (manager instanceof X509TrustManager trust) {
            return trust;
        }
        throw new IllegalStateException("The JDK has no trust manager for X.509");
    }

    /**
     * Returns the certificate of the authority as PEM, for clients that read their trusted certificates from a file.
     */
    public String authorityPem() {
        return authority.getCertificatePEM();
    }

    private static CertificateBuilder forThisHost(CertificateBuilder certificate) {
        return certificate
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .addSanIpAddress("::1");
    }

    private X509Bundle issued(CertificateBuilder certificate) {
        return made(() -> certificate.ecp256().buildIssuedBy(authority));
    }

    private SSLContext context(X509Bundle own) {
        return context(made(() -> own.toKeyManagerFactory().getKeyManagers()), trustManager());
    }

    private static SSLContext context(KeyManager[] keys, X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException("The JDK has no TLS", noTls);
        }
    }

    private static <T> T made(Callable<T> step) {
        try {
            return step.call();
        } catch (Exception failed) {
            throw new IllegalStateException("Can't make a certificate", failed);
        }
    }
}
