package io.curlew.testserver;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for 127.0.0.1, made for one test. */
final class TestCertificate {
    private static final String PASSWORD = "changeit";

    private final KeyStore keys = KeyStore.getInstance("PKCS12");

    private TestCertificate(X509Bundle made) throws Exception {
        keys.load(null, null);
        keys.setKeyEntry("server", made.getKeyPair().getPrivate(), PASSWORD.toCharArray(), new Certificate[] {
            made.getCertificate()
        });
    }

    static TestCertificate create() throws Exception {
        return new TestCertificate(new CertificateBuilder()
                .subject("CN=test")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned());
    }

    SSLContext server() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    SSLContext client() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
