package io.curlew.testserver.session;

import static io.curlew.testserver.session.SessionFixture.NOOP;
import static io.curlew.testserver.session.SessionFixture.UPGRADE;
import static io.curlew.testserver.session.SessionFixture.closed;
import static io.curlew.testserver.session.SessionFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.session.ServerEngineAction.AnswerGet;
import io.curlew.testserver.session.ServerEngineAction.AnswerPost;
import io.curlew.testserver.session.ServerEngineAction.CloseWebSocket;
import io.curlew.testserver.session.ServerEngineAction.Received;
import io.curlew.testserver.session.ServerEngineAction.Refuse;
import io.curlew.testserver.session.ServerEngineAction.SendFrames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerEngineUpgradeTest {
    @Test
    void theProbeIsAnsweredAndTheGetReleased() {
        SessionFixture polling = SessionFixture.polling();
        polling.session.get(2, 0);
        polling.session.webSocket(9, 0);
        assertThat(polling.drain()).isEmpty();
        polling.session.frame(9, EnginePacket.Ping.PROBE, 0);
        assertThat(polling.drain())
                .containsExactly(new SendFrames(9, List.of(EnginePacket.Pong.PROBE)), new AnswerGet(2, List.of(NOOP)));
        assertThat(polling.session.transport()).isEqualTo(TransportType.POLLING);
    }

    @Test
    void aGetAfterTheProbeIsReleasedAtOnce() {
        SessionFixture probed = SessionFixture.probed();
        probed.session.get(2, 0);
        assertThat(probed.drain()).containsExactly(new AnswerGet(2, List.of(NOOP)));
    }

    @Test
    void furtherGetsAreReleasedEvery100Milliseconds() {
        SessionFixture probed = SessionFixture.probed();
        probed.session.get(2, 0);
        probed.drain();
        probed.session.get(3, 0);
        assertThat(probed.pass(Duration.ofMillis(99))).isEmpty();
        assertThat(probed.pass(Duration.ofMillis(1))).containsExactly(new AnswerGet(3, List.of(NOOP)));
    }

    @Test
    void aMessageReleasesTheGetInsteadOfANoop() {
        SessionFixture probed = SessionFixture.probed();
        probed.send("a");
        probed.session.get(2, 0);
        assertThat(probed.drain()).containsExactly(new AnswerGet(2, List.of(message("a"))));
    }

    @Test
    void messagesArriveOverPollingUntilTheUpgradePacket() {
        SessionFixture probed = SessionFixture.probed();
        probed.post(2, message("a"));
        probed.session.frame(9, UPGRADE, 0);
        probed.session.frame(9, message("b"), 0);
        assertThat(probed.drain())
                .containsExactly(
                        new Received(EngineData.text("a")), new AnswerPost(2), new Received(EngineData.text("b")));
    }

    @Test
    void whatWaitsGoesOutOnTheWebSocket() {
        SessionFixture probed = SessionFixture.probed();
        probed.send("a");
        assertThat(probed.drain()).isEmpty();
        probed.session.frame(9, UPGRADE, 0);
        probed.send("b");
        assertThat(probed.drain()).containsExactly(new SendFrames(9, List.of(message("a"), message("b"))));
        assertThat(probed.session.transport()).isEqualTo(TransportType.WEBSOCKET);
    }

    @Test
    void requestsThatTheClientLeftBehindAreAnswered() {
        SessionFixture polling = SessionFixture.polling();
        polling.session.webSocket(9, 0);
        polling.session.get(2, 0);
        polling.session.post(3);
        polling.session.frame(9, UPGRADE, 0);
        polling.session.posted(3, message("lost"), 0);
        polling.session.postEnded(3);
        assertThat(polling.drain()).containsExactly(new AnswerGet(2, List.of(NOOP)), new Refuse(3));
    }

    @Test
    void anUpgradeThatTakesTooLongIsGivenUp() {
        SessionFixture probed = SessionFixture.probed();
        assertThat(probed.pass(Duration.ofMillis(9_999))).isEmpty();
        assertThat(probed.pass(Duration.ofMillis(1))).containsExactly(new CloseWebSocket(9, 1000));
        probed.session.frame(9, UPGRADE, probed.now);
        assertThat(probed.session.transport()).isEqualTo(TransportType.POLLING);
        probed.session.webSocket(10, probed.now);
        probed.session.frame(10, UPGRADE, probed.now);
        assertThat(probed.session.transport()).isEqualTo(TransportType.WEBSOCKET);
    }

    @Test
    void aWrongPacketEndsTheAttemptOnly() {
        SessionFixture polling = SessionFixture.polling();
        polling.session.webSocket(9, 0);
        polling.session.frame(9, new EnginePacket.Ping("wrong"), 0);
        polling.session.get(2, 0);
        polling.send("a");
        assertThat(polling.drain())
                .containsExactly(new CloseWebSocket(9, 1002), new AnswerGet(2, List.of(message("a"))));
    }

    @Test
    void whatIsNoPacketEndsTheAttemptOnly() {
        SessionFixture probed = SessionFixture.probed();
        probed.session.frameInvalid(9, new ProtocolException("rule", 0));
        probed.session.frameInvalid(9, new ProtocolException("rule", 0));
        assertThat(probed.drain()).containsExactly(new CloseWebSocket(9, 1002));
        probed.session.get(2, 0);
        assertThat(probed.drain()).isEmpty();
    }

    @Test
    void aLostWebSocketEndsTheAttemptOnly() {
        SessionFixture probed = SessionFixture.probed();
        probed.session.webSocketLost(9, ServerEngineWebSocketTest.lost());
        probed.session.get(2, 0);
        assertThat(probed.drain()).isEmpty();
        probed.send("a");
        assertThat(probed.drain()).containsExactly(new AnswerGet(2, List.of(message("a"))));
    }

    @Test
    void onlyOneWebSocketMayTryAtATime() {
        SessionFixture probed = SessionFixture.probed();
        probed.session.webSocket(10, 0);
        assertThat(probed.drain()).containsExactly(new CloseWebSocket(10, 1000));
        probed.session.frame(9, UPGRADE, 0);
        assertThat(probed.session.transport()).isEqualTo(TransportType.WEBSOCKET);
    }

    @Test
    void aCloseDuringTheUpgradeIsTakenAwayByTheWebSocket() {
        SessionFixture probed = SessionFixture.probed();
        probed.send("a");
        probed.session.close(0);
        assertThat(probed.drain()).isEmpty();
        probed.session.frame(9, UPGRADE, 0);
        assertThat(probed.drain())
                .containsExactly(
                        new SendFrames(9, List.of(message("a"))),
                        new CloseWebSocket(9, 1000),
                        closed(CloseReason.FORCED_CLOSE));
    }

    @Test
    void theEndOfTheSessionClosesTheWebSocketThatTries() {
        SessionFixture probed = SessionFixture.probed();
        probed.post(2, SessionFixture.CLOSE);
        assertThat(probed.drain())
                .containsExactly(new AnswerPost(2), new CloseWebSocket(9, 1000), closed(CloseReason.TRANSPORT_CLOSE));
    }
}
