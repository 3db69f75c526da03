package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.node.NeedsNode;
import io.curlew.interop.node.NodeProcess;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Node.js, and what is put before it, refuses, told in the message of the failure. */
@Tag("N19")
@NeedsNode
class ReasonsIT {
    private static NodeProcess node;
    private static X509Bundle keys;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        node = NodeProcess.start("gates.mjs");
        keys = new CertificateBuilder()
                .subject("CN=test")
                .setIsCertificateAuthority(true)
                .addSanIpAddress("127.0.0.1")
                .buildSelfSigned();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static int port(Object listening) {
        return (Integer) ((Map<?, ?>) listening).get("port");
    }

    private static String tls(String version) throws Exception {
        Object listening = node.ask(
                "tls",
                Map.of(
                        "key", keys.getPrivateKeyPEM(),
                        "cert", keys.getCertificatePathPEM(),
                        "version", version));
        return "https://127.0.0.1:" + port(listening);
    }

    private static Throwable failure(EngineSocket socket) {
        try {
            var unused = socket.connect().join();
            throw new AssertionError("connected");
        } catch (CompletionException failed) {
            return failed.getCause();
        }
    }

    static Stream<Arguments> versionsOnEveryTransport() {
        return Stream.of(TransportType.values())
                .flatMap(type -> Stream.of("TLSv1.3", "TLSv1.2").map(version -> Arguments.of(type, version)));
    }

    @ParameterizedTest
    @MethodSource("versionsOnEveryTransport")
    void theServerWantsACertificate(TransportType type, String version) throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, keys.toTrustManagerFactory().getTrustManagers(), null);
        Throwable failure = failure(EngineSocket.builder(tls(version))
                .sslContext(trusting)
                .transports(type)
                .build());
        if (version.equals("TLSv1.3")) {
            assertThat(failure).hasMessage(type + ", handshake: TLS: the server refused: certificate_required");
        } else {
            assertThat(failure).hasMessageContaining(": the server refused: handshake_failure");
        }
    }

    /** Files are read into BoringSSL where it is there. */
    @ParameterizedTest
    @MethodSource("versionsOnEveryTransport")
    void theServerWantsACertificateOfBoringSsl(TransportType type, String version) throws Exception {
        Path ca = Files.writeString(directory.resolve("ca.pem"), keys.getCertificatePathPEM());
        Throwable failure = failure(EngineSocket.builder(tls(version))
                .tls(tls -> tls.trust(ca))
                .transports(type)
                .build());
        assertThat(failure)
                .hasMessageContaining(
                        version.equals("TLSv1.3")
                                ? ", handshake: TLS: the server refused: certificate_required"
                                : ": the server refused: handshake_failure");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void anotherCertificateIsTrusted(TransportType type) throws Exception {
        X509Bundle other = new CertificateBuilder()
                .subject("CN=other")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path ca = Files.writeString(directory.resolve("ca.pem"), other.getCertificatePathPEM());
        assertThat(failure(EngineSocket.builder(tls("TLSv1.3"))
                        .tls(tls -> tls.trust(ca))
                        .transports(type)
                        .build()))
                .hasMessageContaining(": the certificate is not trusted (self-signed): CN=test");
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void theServersCertificateIsSelfSigned(TransportType type) throws Exception {
        assertThat(failure(EngineSocket.builder(tls("TLSv1.3")).transports(type).build()))
                .hasMessageContaining(": the certificate is not trusted (self-signed): CN=test");
    }

    @Test
    void aProxyForwardsNoUpgradeHeader() {
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            server.start();
            int port = port(node.ask("proxy", Map.of("port", server.uri().getPort())));
            assertThat(failure(EngineSocket.builder("http://127.0.0.1:" + port).buildWebSocket()))
                    .hasMessage("websocket, handshake: the server answered 400: something between may have removed the"
                            + " Upgrade header");
        }
    }
}
