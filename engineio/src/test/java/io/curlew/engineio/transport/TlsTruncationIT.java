package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers over TLS whose connection somebody cuts. */
@Tag("N09")
class TlsTruncationIT {
    private static final String UNTIL_THE_END = "HTTP/1.1 200 OK\r\n\r\n";

    private static TestCertificates certificates;

    private LayeredSockets sockets;
    private ScriptedServer server;
    private Rig rig;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        certificates = TestCertificates.forNames(directory, "dns:localhost");
    }

    @BeforeEach
    void start() throws Exception {
        sockets = new LayeredSockets(certificates.server());
        server = ScriptedServer.secure(sockets);
        rig = new Rig(TransportType.POLLING, server.uri("localhost")).sslContext(certificates.trustingClient());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Peer polling() throws Exception {
        Peer get = rig.openPolling(server);
        get.readRequest();
        return get;
    }

    private void assertCutOff(Phase phase, CloseReason reason) throws Exception {
        assertThat(rig.signals.until("failed")).containsExactly("failed");
        TransportException failure = rig.signals.lastFailure();
        assertThat(failure.phase()).isEqualTo(phase);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure)
                .hasMessageContaining(
                        "the connection was lost before the whole answer had come: TLS ended without close_notify")
                .hasCauseInstanceOf(SSLException.class)
                .hasStackTraceContaining("TLS ended without close_notify");
    }

    @Test
    void aHandshakeIsNotWhole() throws Exception {
        rig.open();
        Peer get = server.accept();
        get.readRequest();
        get.write(UNTIL_THE_END + PollingTransportIT.OPEN);
        sockets.endTcp();
        assertCutOff(Phase.HANDSHAKE, CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void aPollIsNotWhole() throws Exception {
        polling().write(UNTIL_THE_END + "4pay 100");
        sockets.endTcp();
        assertCutOff(Phase.READ, CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void theAnswerToAPostIsNotWhole() throws Exception {
        polling();
        rig.write(EnginePacket.message("a"));
        Peer post = server.accept();
        post.readRequest();
        post.write(UNTIL_THE_END + "o");
        sockets.endTcp();
        assertCutOff(Phase.WRITE, CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void afterAGoodbyeItIsWhole() throws Exception {
        Peer get = polling();
        get.write(UNTIL_THE_END + "4pay 1000000");
        get.closeOutput();
        sockets.endTcp();
        assertThat(rig.signals.until("batchEnd")).contains("received 4pay 1000000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 12\r\n\r\n4pay 1000000",
                "Transfer-Encoding: chunked\r\n\r\nC\r\n4pay 1000000\r\n0\r\n\r\n"
            })
    void anAnswerThatSaysHowLongItIsNeedsNoGoodbye(String answer) throws Exception {
        polling().write("HTTP/1.1 200 OK\r\n" + answer);
        sockets.endTcp();
        assertThat(rig.signals.until("batchEnd")).contains("received 4pay 1000000");
    }

    @Test
    void aRefusalIsToldWithWhatHasComeOfIt() throws Exception {
        polling().write("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\n\r\ncome ba");
        sockets.endTcp();
        TransportException failure = rig.signals.failure();
        assertThat(failure.httpStatus()).hasValue(503);
        assertThat(failure.bodyExcerpt()).contains("come ba");
        assertThat(failure.retryAfter()).isPresent();
    }
}
