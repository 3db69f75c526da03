package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.TlsConfig.Trust;
import io.curlew.engineio.transport.TlsFile.Format;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS servers that are not what they should be, and those that change their keys in the middle. */
@Tag("F26")
class TlsPeersIT {
    /** A server's first words in TLS 1.0, complete but for what makes them random. */
    private static final byte[] HELLO_OF_TLS_1_0 = Peer.concat(
            new byte[] {0x16, 3, 1, 0, 42}, // a record of 42 bytes of handshake
            new byte[] {2, 0, 0, 38, 3, 1}, // ServerHello, 38 bytes, version
            new byte[32], // random
            new byte[] {0, (byte) 0xC0, 0x13, 0}); // no session, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, no compression

    private static TestCertificates local;
    private static TestCertificates notYetValid;
    private static TestCertificates forClientsOnly;

    @TempDir
    private Path directory;

    private ScriptedServer server;

    @BeforeAll
    static void makeCertificates(@TempDir Path one, @TempDir Path two, @TempDir Path three) throws Exception {
        local = TestCertificates.forNames(one, "dns:localhost");
        notYetValid = TestCertificates.notYetValid(two, "dns:localhost");
        forClientsOnly = TestCertificates.forClientsOnly(three, "dns:localhost");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    @Tag("A56")
    void aCertificateThatIsNotYetValidIsRefused(TransportType type) throws Exception {
        assertThat(refusal(notYetValid, type)).hasRootCauseInstanceOf(CertificateNotYetValidException.class);
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    @Tag("A56")
    void aCertificateThatMayNotBeAServersIsRefused(TransportType type) throws Exception {
        assertThat(refusal(forClientsOnly, type))
                .hasRootCauseInstanceOf(CertificateException.class)
                .hasStackTraceContaining("Extended key usage");
    }

    private TransportException refusal(TestCertificates certificates, TransportType type) throws Exception {
        server = ScriptedServer.secure(certificates.server().getServerSocketFactory());
        Path authority = Files.writeString(directory.resolve("ca.pem"), certificates.certificatePem());
        Trust trust = new Trust.Authorities(new TlsFile(Format.PEM, authority, Optional.empty()));
        Rig rig = new Rig(type, server.uri("localhost"))
                .dial(DialConfig.defaults().withTls(new TlsConfig(trust, Optional.empty())))
                .open();
        server.accept().drainAside();
        return assertNoTls(rig);
    }

    private static TransportException assertNoTls(Rig rig) throws Exception {
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure).hasMessageContaining("no TLS connection to").hasCauseInstanceOf(SSLException.class);
        return failure;
    }

    @ParameterizedTest
    @EnumSource(TransportType.class)
    void aServerThatKnowsNothingNewerThanTls10IsRefused(TransportType type) throws Exception {
        server = ScriptedServer.plain();
        Rig rig = new Rig(type, URI.create(server.uri().toString().replace("http:", "https:"))).open();
        Peer peer = server.accept().write(HELLO_OF_TLS_1_0);
        assertThat(assertNoTls(rig)).hasStackTraceContaining("version");
        assertThat(peer.drain()).as("bytes until the client hangs up").isPositive();
    }

    /** With TLS 1.3 the same call sends a KeyUpdate, with TLS 1.2 it begins a second handshake. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerMayChangeItsKeysInTheMiddle(String version) throws Exception {
        server = ScriptedServer.secure(
                new TunedSockets(local.server(), socket -> socket.setEnabledProtocols(new String[] {version})));
        Rig rig = new Rig(TransportType.WEBSOCKET, server.uri("localhost")).sslContext(local.trustingClient());
        rig.open();
        Peer peer = server.accept();
        peer.switchProtocols(Peer.text("4before"));
        assertThat(rig.signals.until("batchEnd")).contains("opened", "received 4before");
        for (int i = 0; i < 3; i++) {
            peer.changeKeys();
            peer.write(Peer.text("4after"));
            assertThat(rig.signals.until("batchEnd")).contains("received 4after");
            rig.write(EnginePacket.message("still here"));
            assertThat(peer.readFrame().text()).isEqualTo("4still here");
        }
    }

    @Test
    @Tag("N31")
    void aServerThatChangesItsKeysWithoutEndAndReadsNothingIsLeft() throws Exception {
        server = ScriptedServer.secure(
                new TunedSockets(local.server(), socket -> socket.setEnabledProtocols(new String[] {"TLSv1.3"})));
        Rig rig = new Rig(TransportType.WEBSOCKET, server.uri("localhost")).sslContext(local.trustingClient());
        rig.open();
        Peer peer = server.accept();
        peer.switchProtocols(Peer.text("4before"));
        assertThatThrownBy(() -> changeKeysOften(peer)).isInstanceOf(IOException.class);
        rig.signals.until("failed");
        assertThat(rig.signals.lastFailure())
                .hasMessageContaining("the server asked for more than 1024 answers without reading them");
    }

    private static void changeKeysOften(Peer peer) throws IOException {
        for (int i = 0; i < 1_000_000; i++) {
            peer.changeKeys();
        }
    }
}
