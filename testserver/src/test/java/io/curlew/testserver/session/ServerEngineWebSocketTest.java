package io.curlew.testserver.session;

import static io.curlew.testserver.session.SessionFixture.CLOSE;
import static io.curlew.testserver.session.SessionFixture.CONFIG;
import static io.curlew.testserver.session.SessionFixture.closed;
import static io.curlew.testserver.session.SessionFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.session.ServerEngineAction.CloseWebSocket;
import io.curlew.testserver.session.ServerEngineAction.Closed;
import io.curlew.testserver.session.ServerEngineAction.Opened;
import io.curlew.testserver.session.ServerEngineAction.Received;
import io.curlew.testserver.session.ServerEngineAction.Refuse;
import io.curlew.testserver.session.ServerEngineAction.SendFrames;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerEngineWebSocketTest {
    static TransportException lost() {
        return TransportException.closed(TransportType.WEBSOCKET, Phase.READ, "lost")
                .closeCode(4000)
                .build();
    }

    private final SessionFixture socket = SessionFixture.webSocket();
    private final ServerEngineSession session = socket.session;

    @Test
    void theHandshakeOffersNoUpgrade() {
        ServerEngineSession fresh = ServerEngineSession.overWebSocket(CONFIG, "sid", 7, 0);
        List<ServerEngineAction> actions = SessionFixture.drain(fresh);
        assertThat(fresh.transport()).isEqualTo(TransportType.WEBSOCKET);
        assertThat(actions).hasSize(2).contains(new Opened());
        assertThat(((SendFrames) actions.get(0)).packets())
                .singleElement()
                .satisfies(packet -> assertThat(
                                ((EnginePacket.Open) packet).handshake().upgrades())
                        .isEmpty());
    }

    @Test
    void messagesGoBothWays() {
        session.frame(1, message("a"), 0);
        socket.send("b", "c");
        assertThat(socket.drain())
                .containsExactly(
                        new Received(EngineData.text("a")), new SendFrames(1, List.of(message("b"), message("c"))));
    }

    @Test
    void aMessageLeavesAtOnceUntilTheSessionEnds() {
        SessionFixture fixture = SessionFixture.webSocket();
        assertThat(fixture.session.sendsAtOnce()).isTrue();
        fixture.session.close(0);
        assertThat(fixture.session.sendsAtOnce()).isFalse();
    }

    @Test
    void closeSendsWhatWasAcceptedAndACloseFrame() {
        socket.send("a");
        session.close(0);
        assertThat(socket.drain())
                .containsExactly(
                        new SendFrames(1, List.of(message("a"))),
                        new CloseWebSocket(1, 1000),
                        closed(CloseReason.FORCED_CLOSE));
    }

    @Test
    void aStoppingServerSaysGoingAway() {
        socket.send("a");
        session.shutDown(0);
        assertThat(socket.drain())
                .containsExactly(
                        new SendFrames(1, List.of(message("a"))),
                        new CloseWebSocket(1, 1001),
                        closed(CloseReason.FORCED_CLOSE));
    }

    @Test
    void aClosePacketEndsTheSession() {
        session.frame(1, CLOSE, 0);
        session.frame(1, message("behind"), 0);
        assertThat(socket.drain()).containsExactly(new CloseWebSocket(1, 1000), closed(CloseReason.TRANSPORT_CLOSE));
    }

    @Test
    void aFrameThatIsNoPacketIsAProtocolError() {
        session.frameInvalid(1, new ProtocolException("rule", 0));
        assertThat(socket.drain())
                .startsWith(new CloseWebSocket(1, 1002))
                .last()
                .satisfies(action ->
                        assertThat(((Closed) action).close().cause()).containsInstanceOf(ProtocolException.class));
    }

    @Test
    void theEndOfTheWebSocketEndsTheSessionWithItsCode() {
        session.webSocketLost(1, lost());
        session.webSocketLost(1, lost());
        assertThat(socket.drain()).last().satisfies(action -> {
            assertThat(((Closed) action).close().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
            assertThat(((Closed) action).close().closeCode()).hasValue(4000);
        });
    }

    @Test
    void anotherWebSocketIsClosed() {
        session.webSocket(2, 0);
        session.frame(2, message("a"), 0);
        session.frameInvalid(2, new ProtocolException("rule", 0));
        session.webSocketLost(2, lost());
        assertThat(socket.drain()).containsExactly(new CloseWebSocket(2, 1000));
    }

    @Test
    void requestsOfASessionOnWebSocketAreRefusedAndHarmNothing() {
        session.get(2, 0);
        session.post(3);
        assertThat(socket.drain()).containsExactly(new Refuse(2), new Refuse(3));
        socket.send("a");
        assertThat(socket.drain()).containsExactly(new SendFrames(1, List.of(message("a"))));
    }
}
