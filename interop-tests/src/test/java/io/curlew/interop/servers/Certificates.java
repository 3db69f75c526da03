package io.curlew.interop.servers;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files with an authority, and with what it issued for a server on 127.0.0.1 and for a client: key and chain. */
record Certificates(Path authority, Path server, Path client) {

    static Certificates writeTo(Path directory) throws Exception {
        X509Bundle authority = new CertificateBuilder()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle server = new CertificateBuilder()
                .subject("CN=server")
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
        X509Bundle client = new CertificateBuilder().subject("CN=client").buildIssuedBy(authority);
        return new Certificates(
                Files.writeString(directory.resolve("authority.pem"), authority.getCertificatePEM()),
                Files.writeString(directory.resolve("server.pem"), keyAndChain(server)),
                Files.writeString(directory.resolve("client.pem"), keyAndChain(client)));
    }

    private static String keyAndChain(X509Bundle bundle) {
        return bundle.getPrivateKeyPEM() + bundle.getCertificatePathPEM();
    }
}
