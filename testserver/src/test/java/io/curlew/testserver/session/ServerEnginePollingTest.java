package io.curlew.testserver.session;

import static io.curlew.testserver.session.SessionFixture.CLOSE;
import static io.curlew.testserver.session.SessionFixture.CONFIG;
import static io.curlew.testserver.session.SessionFixture.NOOP;
import static io.curlew.testserver.session.SessionFixture.closed;
import static io.curlew.testserver.session.SessionFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.session.ServerEngineAction.AnswerGet;
import io.curlew.testserver.session.ServerEngineAction.AnswerPost;
import io.curlew.testserver.session.ServerEngineAction.Closed;
import io.curlew.testserver.session.ServerEngineAction.Drop;
import io.curlew.testserver.session.ServerEngineAction.Opened;
import io.curlew.testserver.session.ServerEngineAction.Received;
import io.curlew.testserver.session.ServerEngineAction.Refuse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ServerEnginePollingTest {
    private final SessionFixture polling = SessionFixture.polling();
    private final ServerEngineSession session = polling.session;

    @Test
    void theHandshakeIsAnsweredBeforeTheApplicationHears() {
        ServerEngineSession fresh = ServerEngineSession.overPolling(CONFIG, "sid", 7, 0);
        EnginePacket open = new EnginePacket.Open(new Handshake(
                "sid",
                List.of("websocket"),
                Duration.ofSeconds(25),
                Duration.ofSeconds(20),
                OptionalLong.of(1_000_000)));
        assertThat(fresh.transport()).isEqualTo(TransportType.POLLING);
        assertThat(SessionFixture.drain(fresh)).containsExactly(new AnswerGet(7, List.of(open)), new Opened());
    }

    @Test
    void whatIsSentWaitsForAGetAndGoesOutInOneBody() {
        polling.send("a", "b");
        assertThat(polling.drain()).isEmpty();
        session.get(2, 0);
        assertThat(polling.drain()).containsExactly(new AnswerGet(2, List.of(message("a"), message("b"))));
    }

    @Test
    void aWaitingGetIsAnsweredByTheNextMessage() {
        session.get(2, 0);
        assertThat(polling.drain()).isEmpty();
        polling.send("a");
        assertThat(polling.drain()).containsExactly(new AnswerGet(2, List.of(message("a"))));
    }

    @Test
    void aMessageLeavesAtOnceWhenAGetWaitsAndNothingIsBeforeIt() {
        SessionFixture fixture = SessionFixture.polling();
        assertThat(fixture.session.sendsAtOnce()).isFalse();
        fixture.session.get(2, 0);
        assertThat(fixture.session.sendsAtOnce()).isTrue();
        fixture.send("a");
        assertThat(fixture.session.sendsAtOnce()).isFalse();
    }

    @Test
    void aPostIsDeliveredInOrderAndThenAnswered() {
        polling.post(2, message("a"), message("b"));
        assertThat(polling.drain())
                .containsExactly(
                        new Received(EngineData.text("a")), new Received(EngineData.text("b")), new AnswerPost(2));
    }

    @Test
    void aSecondGetEndsTheSession() {
        session.get(2, 0);
        session.get(3, 0);
        assertThat(polling.drain())
                .startsWith(new Refuse(3), new AnswerGet(2, List.of(CLOSE)))
                .last()
                .satisfies(ServerEnginePollingTest::isTransportError);
    }

    @Test
    void aSecondPostEndsTheSession() {
        session.post(2);
        session.post(3);
        session.posted(2, message("late"), 0);
        session.postEnded(2);
        assertThat(polling.drain())
                .startsWith(new Refuse(3), new Refuse(2))
                .hasSize(3)
                .last()
                .satisfies(ServerEnginePollingTest::isTransportError);
    }

    @Test
    void aPostThatIsNoPacketIsRefusedAfterWhatCameBefore() {
        session.post(2);
        session.posted(2, message("a"), 0);
        session.postInvalid(2, new ProtocolException("rule", 3));
        assertThat(polling.drain())
                .startsWith(new Received(EngineData.text("a")), new Refuse(2))
                .last()
                .satisfies(ServerEnginePollingTest::isProtocolError);
    }

    @Test
    @Tag("N30")
    void aPostThatIsRefusedEndsTheSession() {
        session.get(2, 0);
        session.post(3);
        session.postRefused(3, "too large");
        assertThat(polling.drain())
                .startsWith(new AnswerGet(2, List.of(new EnginePacket.Close())))
                .hasSize(2)
                .last()
                .satisfies(action -> isClosed(action, CloseReason.TRANSPORT_ERROR));
    }

    @Test
    void signalsOfForgottenRequestsAreIgnored() {
        session.posted(5, message("a"), 0);
        session.postEnded(5);
        session.postInvalid(5, new ProtocolException("rule", 0));
        session.postRefused(5, "too large");
        session.requestLost(5);
        assertThat(polling.drain()).isEmpty();
    }

    @Test
    void aLostGetEndsTheSession() {
        session.get(2, 0);
        session.requestLost(2);
        assertThat(polling.drain()).singleElement().satisfies(action -> isClosed(action, CloseReason.TRANSPORT_ERROR));
    }

    @Test
    void aLostPostEndsTheSessionAndAnswersTheGet() {
        session.get(2, 0);
        session.post(3);
        session.requestLost(3);
        assertThat(polling.drain())
                .startsWith(new AnswerGet(2, List.of(CLOSE)))
                .hasSize(2)
                .last()
                .satisfies(action -> isClosed(action, CloseReason.TRANSPORT_ERROR));
    }

    @Test
    void theClientsClosePacketReleasesTheGetAndEndsTheSession() {
        session.get(2, 0);
        polling.post(3, CLOSE, message("behind"));
        assertThat(polling.drain())
                .containsExactly(
                        new AnswerGet(2, List.of(NOOP)), new AnswerPost(3), closed(CloseReason.TRANSPORT_CLOSE));
        assertThat(session.deadline()).isEqualTo(ServerEngineSession.NONE);
    }

    @Test
    void aPingFromTheClientEndsTheSession() {
        polling.post(2, EnginePacket.Ping.HEARTBEAT);
        assertThat(polling.drain())
                .startsWith(new Refuse(2))
                .last()
                .satisfies(ServerEnginePollingTest::isTransportError);
    }

    @Test
    void packetsWithoutAMeaningAreIgnored() {
        polling.post(2, NOOP, SessionFixture.UPGRADE);
        assertThat(polling.drain()).containsExactly(new AnswerPost(2));
    }

    @Test
    void closeAnswersTheWaitingGet() {
        session.get(2, 0);
        session.close(0);
        assertThat(polling.drain()).containsExactly(new AnswerGet(2, List.of(CLOSE)), closed(CloseReason.FORCED_CLOSE));
    }

    @Test
    void closeSendsWhatWasAcceptedAndThenAClosePacketOfItsOwn() {
        polling.send("a");
        session.close(0);
        polling.send("too late");
        session.close(0);
        session.get(2, 0);
        assertThat(polling.drain()).containsExactly(new AnswerGet(2, List.of(message("a"))));
        session.get(3, 0);
        assertThat(polling.drain()).containsExactly(new AnswerGet(3, List.of(CLOSE)), closed(CloseReason.FORCED_CLOSE));
    }

    @Test
    void closeWaits30SecondsForAGet() {
        polling.send("a");
        session.close(0);
        polling.post(2, message("not heard any more"));
        assertThat(polling.pass(Duration.ofMillis(29_999))).containsExactly(new AnswerPost(2));
        assertThat(polling.pass(Duration.ofMillis(1)))
                .containsExactly(new Closed(new EngineClose(CloseReason.FORCED_CLOSE, java.util.Optional.empty(), 1)));
    }

    @Test
    void aStoppingServerSendsWhatItCan() {
        session.get(2, 0);
        polling.send("a");
        session.shutDown(0);
        assertThat(polling.drain())
                .containsExactly(new AnswerGet(2, List.of(message("a"))), closed(CloseReason.FORCED_CLOSE));
    }

    @Test
    void aStoppingServerReleasesAWaitingGet() {
        session.get(2, 0);
        session.shutDown(0);
        session.shutDown(0);
        assertThat(polling.drain()).containsExactly(new AnswerGet(2, List.of(CLOSE)), closed(CloseReason.FORCED_CLOSE));
    }

    @Test
    void anAbortSaysNothing() {
        session.get(2, 0);
        polling.send("a");
        session.abort();
        session.abort();
        assertThat(polling.drain())
                .containsExactly(
                        new Drop(),
                        new Closed(new EngineClose(CloseReason.FORCED_CLOSE, java.util.Optional.empty(), 1)));
    }

    @Test
    void requestsAfterTheEndAreRefused() {
        session.abort();
        polling.drain();
        session.get(2, 0);
        session.post(3);
        session.timeout(0);
        polling.send("a");
        assertThat(polling.drain()).containsExactly(new Refuse(2), new Refuse(3));
    }

    private static void isProtocolError(ServerEngineAction action) {
        isClosed(action, CloseReason.TRANSPORT_ERROR);
        assertThat(((Closed) action).close().cause()).containsInstanceOf(ProtocolException.class);
    }

    private static void isTransportError(ServerEngineAction action) {
        isClosed(action, CloseReason.TRANSPORT_ERROR);
        assertThat(((Closed) action).close().cause()).containsInstanceOf(TransportException.class);
    }

    private static void isClosed(ServerEngineAction action, CloseReason reason) {
        assertThat(action).isInstanceOf(Closed.class);
        assertThat(((Closed) action).close().reason()).isEqualTo(reason);
    }

    @Test
    void aPacketThatIsHandledLateCountsUntilTheEnd() {
        session.post(2);
        session.postEnded(2);
        session.postedLate(message("late"), 0);
        assertThat(polling.drain()).containsExactly(new AnswerPost(2), new Received(EngineData.text("late")));
        session.postedLate(CLOSE, 0);
        session.postedLate(message("too late"), 0);
        assertThat(polling.drain()).singleElement().isInstanceOf(Closed.class);
    }
}
