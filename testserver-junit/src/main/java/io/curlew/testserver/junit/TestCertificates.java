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
 * Certificates for tests of TLS, issued on the fly by a certification authority of their own:
 *
 * <pre>{@code
 * TestCertificates certificates = TestCertificates.create();
 * TestServer server = TestServer.builder().sslContext(certificates.server()).build().start();
 * SocketIoClient client = SocketIoClient.builder(server.uri()).sslContext(certificates.client()).build();
 * }</pre>
 *
 * <p>All of them are valid for {@code localhost} and {@code 127.0.0.1}, unless the method says otherwise. Making one
 * takes some milliseconds; the first takes longer. Immutable, and safe for use by many threads.
 */
public final class TestCertificates {
    private static final Duration DAY = Duration.ofDays(1);

    private final X509Bundle authority;

    private TestCertificates(X509Bundle authority) {
        this.authority = authority;
    }

    /** Makes an authority with a new key. */
    public static TestCertificates create() {
        return new TestCertificates(made(() -> new CertificateBuilder()
                .subject("CN=Curlew test authority")
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned()));
    }

    /**
     * Returns what a server needs whose certificate is in order. It trusts the clients with a
     * {@link #clientWithCertificate}, and refuses all others with
     * {@link io.curlew.testserver.TestServer.Builder#requireClientCertificate}.
     */
    public SSLContext server() {
        return server(TestCertificates::forThisHost);
    }

    /** Returns what a server needs that shows the certificate of another host, {@code elsewhere.example}. */
    public SSLContext serverOfAnotherHost() {
        return server(certificate -> certificate.addSanDnsName("elsewhere.example"));
    }

    /** Returns what a server needs whose certificate ended yesterday. */
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

    /** Returns what a client needs that trusts this authority, and has no certificate of its own. */
    public SSLContext client() {
        return context(new KeyManager[0], trustManager());
    }

    /** Returns what a client needs that trusts this authority and shows a certificate that it has issued. */
    public SSLContext clientWithCertificate() {
        X509Bundle certificate =
                issued(new CertificateBuilder().subject("CN=Curlew test client").addExtendedKeyUsageClientAuth());
        return context(certificate);
    }

    /** Returns what trusts this authority alone: some clients ask for it beside the {@link #client} context. */
    public X509TrustManager trustManager() {
        TrustManager manager = authority.toTrustManager();
        if (manager instanceof X509TrustManager trust) {
            return trust;
        }
        throw new IllegalStateException("The JDK has no trust manager for X.509");
    }

    /** Returns the authority's certificate as PEM: for clients that want a file with what they trust. */
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
