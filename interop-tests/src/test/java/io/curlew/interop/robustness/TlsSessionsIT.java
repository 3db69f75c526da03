package io.curlew.interop.robustness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.fault.Direction;
import io.curlew.testserver.fault.FaultProxy;
import io.curlew.testserver.fault.ProxyConnection;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions over TLS, from end to end. */
class TlsSessionsIT {
    private static X509Bundle keys;
    private static SSLContext clientSide;
    private static EngineTestServer server;

    @BeforeAll
    static void start() throws Exception {
        keys = new CertificateBuilder()
                .subject("CN=test")
                .setIsCertificateAuthority(true)
                .addSanIpAddress("127.0.0.1")
                .buildSelfSigned();
        server = TestServer.builder().sslContext(serverSide(keys)).buildEngine();
        server.onConnection(connection -> connection.onMessage(connection::send))
                .start();
        clientSide = SSLContext.getInstance("TLS");
        clientSide.init(null, keys.toTrustManagerFactory().getTrustManagers(), null);
    }

    private static SSLContext serverSide(X509Bundle keys) throws Exception {
        KeyStore store = keys.toKeyStore(new char[0]);
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void messagesPass(Transports transports) {
        Mailbox<String> messages = new Mailbox<>("message");
        EngineSocket socket = EngineSocket.builder(server.uri())
                .sslContext(clientSide)
                .transports(transports.types().toArray(TransportType[]::new))
                .onData(data -> messages.put(data.text()))
                .build();
        socket.connect().join();
        socket.send("secret text");
        assertThat(messages.take()).isEqualTo("secret text");
        socket.close();
    }

    @Test
    @Tag("A57")
    void anUpgradeKeepsToTheSchemeOfItsSession() {
        try (FaultProxy proxy = FaultProxy.to(server.uri()).recording().start()) {
            Mailbox<TransportType> upgrades = new Mailbox<>("upgrade");
            EngineSocket socket = EngineSocket.builder(proxy.uri())
                    .sslContext(clientSide)
                    .header("X-Canary", "canary")
                    .onUpgrade(upgrades::put)
                    .build();
            socket.connect().join();
            assertThat(upgrades.take()).isEqualTo(TransportType.WEBSOCKET);
            socket.close();
            assertThat(proxy.connections()).hasSizeGreaterThan(1);
            for (ProxyConnection connection : proxy.connections()) {
                String sent = new String(connection.recorded(Direction.TO_SERVER), ISO_8859_1);
                // A TLS record of a handshake, and never a word of HTTP.
                assertThat(sent).startsWith("\u0016\u0003").doesNotContain("canary", "GET ", "Upgrade");
            }
        }
    }

    @Test
    @Tag("A56")
    void aCertificateThatNobodyVouchesForIsRefusedBeforeAnyRequest() {
        EngineSocket socket = EngineSocket.builder(server.uri()).buildWebSocket();
        var unused = socket.connect();
        assertThat(socket.closed().join().cause())
                .hasValueSatisfying(why -> assertThat(why).hasRootCauseInstanceOf(GeneralSecurityException.class))
                .containsInstanceOf(TransportException.class);
    }

    @Test
    void filesAreReadIntoBoringSslWhereItIsThere(@TempDir Path directory) throws Exception {
        assertThat(SslContext.defaultClientProvider()).isEqualTo(SslProvider.OPENSSL);
        Path ca = Files.writeString(directory.resolve("ca.pem"), keys.getCertificatePathPEM());
        Mailbox<String> messages = new Mailbox<>("message");
        EngineSocket socket = EngineSocket.builder(server.uri())
                .tls(tls -> tls.trust(ca))
                .onData(data -> messages.put(data.text()))
                .build();
        socket.connect().join();
        socket.send("hello");
        assertThat(messages.take()).isEqualTo("hello");
        socket.close();
    }

    @Test
    @Tag("A56")
    void boringSslChecksTheHostsNameToo(@TempDir Path directory) throws Exception {
        Path ca = Files.writeString(directory.resolve("ca.pem"), keys.getCertificatePathPEM());
        EngineSocket socket = EngineSocket.builder(
                        "https://localhost:" + server.uri().getPort())
                .tls(tls -> tls.trust(ca))
                .buildWebSocket();
        var unused = socket.connect();
        assertThat(socket.closed().join().cause())
                .hasValueSatisfying(why -> assertThat(why).hasStackTraceContaining("localhost"));
    }
}
