package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is trusted over TLS, and what a stranger gets to see. */
@Tag("A56")
class TlsIT {
    private static TestCertificates local;
    private static TestCertificates other;

    private ScriptedServer server;

    @BeforeAll
    static void makeCertificates(@TempDir Path one, @TempDir Path two) throws Exception {
        local = TestCertificates.forNames(one, "dns:localhost,ip:127.0.0.1");
        other = TestCertificates.forNames(two, "dns:other.example");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Rig against(TestCertificates certificates, TransportType type, String host) throws Exception {
        server = ScriptedServer.secure(certificates.server().getServerSocketFactory());
        return new Rig(type, server.uri(host));
    }

    @Test
    void pollingWorksWithATrustedCertificate() throws Exception {
        Rig rig = against(local, TransportType.POLLING, "localhost").sslContext(local.trustingClient());
        Peer get = rig.openPolling(server);
        assertThat(get.readRequest().header("host")).startsWith("localhost:");
        get.answer("4" + "x".repeat(200_000));
        assertThat(rig.signals.next()).isEqualTo("received 4...200000");
        rig.run(Transport::close);
        assertThat(rig.signals.failure()).hasMessageContaining("closed by this side");
    }

    @Test
    void aWebSocketWorksWithATrustedCertificateOfAnAddress() throws Exception {
        Rig rig = against(local, TransportType.WEBSOCKET, "127.0.0.1").sslContext(local.trustingClient());
        rig.open();
        Peer peer = server.accept();
        peer.switchProtocols(Peer.text("4hi"));
        assertThat(rig.signals.until("batchEnd")).contains("opened", "received 4hi");
        rig.write(EnginePacket.message("x".repeat(200_000)));
        assertThat(peer.readFrame().text()).hasSize(200_001);
        peer.write(Peer.frame(0x88, new byte[] {0x03, (byte) 0xE8}));
        assertThat(rig.signals.failure().closeCode()).hasValue(1000);
        assertThat(peer.readClose()).isEqualTo(1000);
        assertThat(peer.awaitEnd()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aCertificateThatNobodyTrustsIsRefusedBeforeAnyRequest(TransportType type) throws Exception {
        Rig rig = against(local, type, "localhost");
        assertRefused(rig, type);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aTrustedCertificateOfAnotherHostIsRefusedBeforeAnyRequest(TransportType type) throws Exception {
        Rig rig = against(other, type, "localhost").sslContext(other.trustingClient());
        assertRefused(rig, type);
    }

    @Test
    void aTrustedCertificateWithoutTheAddressIsRefused() throws Exception {
        assertRefused(
                against(other, TransportType.POLLING, "127.0.0.1").sslContext(other.trustingClient()),
                TransportType.POLLING);
    }

    private void assertRefused(Rig rig, TransportType type) throws Exception {
        rig.open();
        Peer peer = server.accept();
        var seen = CompletableFuture.supplyAsync(() -> decrypted(peer), Rig.OFF_LOOP);
        TransportException failure = rig.signals.failure();
        assertThat(failure.transport()).isEqualTo(type);
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure).hasCauseInstanceOf(SSLException.class).hasMessageContaining("no TLS connection to");
        assertThat(seen.get()).isZero();
    }

    /** How many bytes of a request reach the server. */
    private static long decrypted(Peer peer) {
        try {
            return peer.drain();
        } catch (IOException handshakeFailed) {
            return 0;
        }
    }

    @Test
    @Tag("A37")
    void aServerThatNeverAnswersTheHandshakeMeetsTheConnectTimeout() throws Exception {
        server = ScriptedServer.plain();
        Rig rig = new Rig(
                        TransportType.POLLING,
                        java.net.URI.create(server.uri().toString().replace("http:", "https:")))
                .connectTimeout(Duration.ofSeconds(2))
                .open();
        Peer peer = server.accept();
        assertThat(rig.signals.failure()).hasMessage("polling, connect: timed out: no connection within 2 s");
        assertThat(peer.drain()).isPositive();
    }

    @Test
    void aServerThatHangsUpInTheHandshakeIsAFailureToConnect() throws Exception {
        server = ScriptedServer.plain();
        Rig rig = new Rig(
                        TransportType.WEBSOCKET,
                        java.net.URI.create(server.uri().toString().replace("http:", "https:")))
                .open();
        server.accept().close();
        assertThat(rig.signals.failure().phase()).isEqualTo(Phase.CONNECT);
    }
}
