package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a WebSocket says to a server, and to its listener. */
class WebSocketTransportIT {
    private static final byte[] NOTHING = {};

    private ScriptedServer server;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
        rig = new Rig(TransportType.WEBSOCKET, server.uri());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Peer opened() throws Exception {
        rig.open();
        Peer peer = server.accept();
        peer.switchProtocols(NOTHING);
        rig.signals.until("writable");
        return peer;
    }

    @Test
    void opensAndExchangesPackets() throws Exception {
        rig.open();
        Peer peer = server.accept();
        Peer.Request request = peer.switchProtocols(NOTHING);
        assertThat(request.target()).isEqualTo("/engine.io/?EIO=4&transport=websocket");
        assertThat(rig.signals.until("writable")).containsExactly("opened", "writable");

        peer.writeText(PollingTransportIT.OPEN);
        assertThat(rig.signals.until("batchEnd")).containsExactly("received open S1", "batchEnd");
        rig.write(EnginePacket.message("hi"), EnginePacket.message(new byte[] {'a', 'b'}));
        assertThat(peer.readFrame()).isEqualTo(new Peer.Frame(1, true, "4hi"));
        assertThat(peer.readFrame()).isEqualTo(new Peer.Frame(2, true, "ab"));
        assertThat(rig.signals.until("writable")).containsExactly("written 2", "writable");
    }

    @Test
    void framesGluedToTheAnswerOfTheHandshakeArrive() throws Exception {
        rig.open();
        server.accept().switchProtocols(Peer.concat(Peer.text("4one"), Peer.text("4two")));
        assertThat(rig.signals.until("batchEnd"))
                .containsExactly("opened", "writable", "received 4one", "received 4two", "batchEnd");
    }

    @Test
    void theServersCloseFrameIsAnsweredAtOnce() throws Exception {
        Peer peer = opened();
        peer.write(Peer.frame(0x88, new byte[] {0x03, (byte) 0xE9}));
        assertThat(peer.readClose()).isEqualTo(1001);
        TransportException failure = rig.signals.failure();
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(failure.closeCode()).hasValue(1001);
        assertThat(peer.awaitEnd()).isTrue();
    }
}
