package io.curlew.testserver.session;

import static io.curlew.testserver.session.SessionFixture.CLOSE;
import static io.curlew.testserver.session.SessionFixture.closed;
import static io.curlew.testserver.session.SessionFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.testserver.session.ServerEngineAction.AnswerGet;
import io.curlew.testserver.session.ServerEngineAction.CloseWebSocket;
import io.curlew.testserver.session.ServerEngineAction.Received;
import io.curlew.testserver.session.ServerEngineAction.SendFrames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerEngineHeartbeatTest {
    private static final ServerEngineAction PING = new SendFrames(1, List.of(EnginePacket.Ping.HEARTBEAT));

    private final SessionFixture socket = SessionFixture.webSocket();

    @Test
    void thePingComesAfterThePingInterval() {
        assertThat(socket.pass(Duration.ofMillis(24_999))).isEmpty();
        assertThat(socket.pass(Duration.ofMillis(1))).containsExactly(PING);
    }

    @Test
    void theNextPingCountsFromThePong() {
        socket.pass(Duration.ofSeconds(25));
        socket.pass(Duration.ofSeconds(5));
        socket.session.frame(1, EnginePacket.Pong.HEARTBEAT, socket.now);
        assertThat(socket.pass(Duration.ofMillis(24_999))).isEmpty();
        assertThat(socket.pass(Duration.ofMillis(1))).containsExactly(PING);
    }

    @Test
    void aMissingPongEndsTheSession() {
        socket.pass(Duration.ofSeconds(25));
        assertThat(socket.pass(Duration.ofMillis(19_999))).isEmpty();
        assertThat(socket.pass(Duration.ofMillis(1)))
                .containsExactly(new CloseWebSocket(1, 1000), closed(CloseReason.PING_TIMEOUT));
    }

    @Test
    void anotherPacketExtendsTheWaitOnce() {
        socket.pass(Duration.ofSeconds(35));
        socket.session.frame(1, message("a"), socket.now);
        assertThat(socket.pass(Duration.ofSeconds(19))).containsExactly(new Received(EngineData.text("a")));
        socket.session.frame(1, message("b"), socket.now);
        assertThat(socket.pass(Duration.ofSeconds(1)))
                .containsExactly(
                        new Received(EngineData.text("b")),
                        new CloseWebSocket(1, 1000),
                        closed(CloseReason.PING_TIMEOUT));
    }

    @Test
    void anUnsolicitedPongPostponesThePing() {
        socket.pass(Duration.ofSeconds(20));
        socket.session.frame(1, EnginePacket.Pong.HEARTBEAT, socket.now);
        assertThat(socket.pass(Duration.ofMillis(24_999))).isEmpty();
        assertThat(socket.pass(Duration.ofMillis(1))).containsExactly(PING);
    }

    @Test
    void anEarlyTimeoutDoesNothing() {
        socket.session.timeout(5);
        assertThat(socket.drain()).isEmpty();
    }

    @Test
    void onPollingThePingWaitsForAGet() {
        SessionFixture polling = SessionFixture.polling();
        assertThat(polling.pass(Duration.ofSeconds(30))).isEmpty();
        polling.session.get(2, polling.now);
        assertThat(polling.drain()).containsExactly(new AnswerGet(2, List.of(EnginePacket.Ping.HEARTBEAT)));
    }

    @Test
    void aMissingPongAnswersTheWaitingGet() {
        SessionFixture polling = SessionFixture.polling();
        polling.pass(Duration.ofSeconds(30));
        polling.session.get(2, polling.now);
        polling.drain();
        polling.session.get(3, polling.now);
        assertThat(polling.pass(Duration.ofSeconds(15)))
                .containsExactly(new AnswerGet(3, List.of(CLOSE)), closed(CloseReason.PING_TIMEOUT));
    }
}
