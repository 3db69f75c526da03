package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What polling says to a server, and to its listener. */
class PollingTransportIT {
    static final String OPEN =
            "0{\"sid\":\"S1\",\"upgrades\":[\"websocket\"],\"pingInterval\":300,\"pingTimeout\":200}";

    private ScriptedServer server;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
        rig = new Rig(TransportType.POLLING, server.uri());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Opens, and returns the GET's connection with the first poll still to be read. */
    private Peer opened() throws Exception {
        rig.open();
        Peer get = server.accept();
        get.readRequest();
        get.answer(OPEN);
        rig.signals.until("writable");
        return get;
    }

    @Test
    void theHandshakeOpensAndDeliversAndIsWritable() throws Exception {
        rig.open();
        Peer get = server.accept();
        Peer.Request request = get.readRequest();
        get.answer(OPEN + "\u001e4hi\u001ebAQID");

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).matches("/engine\\.io/\\?EIO=4&transport=polling&t=[0-9a-z.]+");
        assertThat(rig.signals.until("writable"))
                .containsExactly(
                        "opened", "received open S1", "received 4hi", "received binary of 3", "batchEnd", "writable");
        assertThat(get.readRequest().target()).contains("&sid=S1&t=");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aWriteIsOnePostAndIsReportedOnItsAnswer() throws Exception {
        opened();
        rig.write(EnginePacket.message("a"), EnginePacket.message(new byte[] {1, 2, 3}));

        Peer post = server.accept();
        Peer.Request request = post.readRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("content-type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(request.body()).isEqualTo("4a\u001ebAQID");
        assertThat(rig.signals.rest()).isEmpty();
        post.answer("ok");
        assertThat(rig.signals.until("writable")).containsExactly("written 2", "writable");
    }

    @Test
    void aRefusedHandshakeTellsWhatTheServerSaid() throws Exception {
        rig.open();
        Peer get = server.accept();
        get.readRequest();
        get.answer(400, "{\"code\":0,\"message\":\"Transport unknown\"}");

        TransportException failure = rig.signals.failure();
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(failure.phase()).isEqualTo(Phase.HANDSHAKE);
        assertThat(failure.httpStatus()).hasValue(400);
        assertThat(failure.serverError())
                .hasValueSatisfying(e -> assertThat(e.code()).isZero());
        assertThat(failure.bodyExcerpt()).contains("Transport unknown");
        assertThat(failure).hasMessage("polling, handshake: the server answered 400");
        assertThat(get.awaitEnd()).isTrue();
    }
}
