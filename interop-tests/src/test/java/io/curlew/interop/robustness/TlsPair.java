package io.curlew.interop.robustness;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The two sides of TLS: a server on 127.0.0.1 with a certificate of its own, and a client that trusts it. */
record TlsPair(SSLContext server, SSLContext client) {

    static TlsPair selfSigned() {
        try {
            X509Bundle keys = new CertificateBuilder()
                    .subject("CN=test")
                    .setIsCertificateAuthority(true)
                    .addSanIpAddress("127.0.0.1")
                    .buildSelfSigned();
            SSLContext client = SSLContext.getInstance("TLS");
            client.init(null, keys.toTrustManagerFactory().getTrustManagers(), null);
            return new TlsPair(server(keys), client);
        } catch (Exception unavailable) {
            throw new IllegalStateException(unavailable);
        }
    }

    private static SSLContext server(X509Bundle keys) throws Exception {
        KeyStore store = keys.toKeyStore(new char[0]);
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
