package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server closes a kept connection just when the next request is on its way over it. */
@Tag("N12")
class ReusedConnectionIT {
    private final KeepAliveMemory memory = new KeepAliveMemory();
    private ScriptedServer server;
    private Rig rig;
    private Peer get;
    private Peer.Request poll;

    private enum End {
        FIN,
        RST;

        void of(Peer peer) throws IOException {
            if (this == FIN) {
                peer.close();
            } else {
                peer.reset();
            }
        }
    }

    /** Afterwards the first poll waits, on the connection that the handshake came over. */
    @BeforeEach
    void poll() throws Exception {
        server = ScriptedServer.plain();
        rig = new Rig(TransportType.POLLING, server.uri()).memory(memory);
        get = rig.openPolling(server);
        poll = get.readRequest();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Peer askedAgain() throws Exception {
        get.close();
        Peer again = server.accept();
        again.readRequest();
        return again;
    }

    private Peer posted(String text) throws Exception {
        rig.write(EnginePacket.message(text));
        Peer post = server.accept();
        post.readRequest();
        post.answer("ok");
        rig.signals.until("writable");
        return post;
    }

    private void isLostOnItsWay(TransportException failure) {
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(failure.phase()).isEqualTo(Phase.READ);
        assertThat(failure).hasMessageContaining("the connection was lost before the whole answer had come");
    }

    @ParameterizedTest
    @EnumSource
    void aGetIsSentAgainOnANewOne(End end) throws Exception {
        end.of(get);
        Peer again = server.accept();
        assertThat(again.readRequest()).isEqualTo(poll);
        again.answer("4a");
        assertThat(rig.signals.next()).isEqualTo("received 4a");
    }

    @Test
    void afterThatEachRequestGetsAConnectionOfItsOwn() throws Exception {
        Peer again = askedAgain();
        again.answer("4a");
        assertThat(again.awaitEnd()).isTrue();
        server.accept().readRequest(); // the next poll
        rig.signals.until("batchEnd");
        assertThat(posted("a").awaitEnd()).isTrue();
        assertThat(posted("b").awaitEnd()).isTrue();
    }

    @Test
    void thatHoldsFromTheMomentWhenTheGetIsSentAgain() throws Exception {
        askedAgain();
        assertThat(posted("a").awaitEnd()).isTrue();
        posted("b");
    }

    @Test
    void theNextSocketOfTheSameBuilderKnowsIt() throws Exception {
        askedAgain().answer("4a");
        server.accept();
        Rig next = new Rig(TransportType.POLLING, server.uri()).memory(memory);
        assertThat(next.openPolling(server).awaitEnd()).isTrue();
        server.accept().readRequest();
    }

    @Test
    void anotherBuilderDoesNot() throws Exception {
        askedAgain().answer("4a");
        server.accept();
        Rig other = new Rig(TransportType.POLLING, server.uri());
        other.openPolling(server).readRequest();
    }

    @Test
    void aGetThatHasWaitedForASecondIsNotSentAgain() throws Exception {
        assertThat(rig.signals.nothingFor(Duration.ofMillis(1_100))).isTrue();
        get.close();
        isLostOnItsWay(rig.signals.failure());
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void norIsOneWhoseAnswerHasBegun() throws Exception {
        get.write("H");
        get.close();
        isLostOnItsWay(rig.signals.failure());
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aGetIsNotSentAThirdTime(End end) throws Exception {
        end.of(askedAgain());
        isLostOnItsWay(rig.signals.failure());
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aGetOnANewConnectionIsSentOnce() throws Exception {
        askedAgain().answer("4a");
        Peer next = server.accept();
        next.readRequest();
        next.close();
        isLostOnItsWay(rig.signals.failure());
        assertThat(server.connections()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("A63")
    @Tag("F38")
    void aPostIsSentOnce(End end) throws Exception {
        Peer post = posted("a");
        rig.write(EnginePacket.message("b"));
        post.readRequest();
        end.of(post);
        TransportException failure = rig.signals.failure();
        assertThat(failure.phase()).isEqualTo(Phase.WRITE);
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aServerThatIsGoneIsALostConnectionStill() throws Exception {
        server.refuseConnections();
        get.close();
        TransportException failure = rig.signals.failure();
        isLostOnItsWay(failure);
        assertThat(failure)
                .hasMessageContaining(
                        ", and no other could be made: polling, connect: could not connect to 127.0.0.1 port ")
                .hasCauseInstanceOf(TransportException.class);
    }

    @Test
    void soIsASessionThatTheServerEndedWithIt() throws Exception {
        askedAgain().answer(400, "{\"code\":1,\"message\":\"Session ID unknown\"}");
        TransportException failure = rig.signals.failure();
        isLostOnItsWay(failure);
        assertThat(failure).hasMessageContaining(", and the session with it: polling, read: the server answered 400: ");
        assertThat(((TransportException) failure.getCause()).httpStatus()).hasValue(400);
    }

    @Test
    void thenTheServerDoesKeepItsConnections() throws Exception {
        askedAgain().answer(400, "");
        rig.signals.failure();
        Rig next = new Rig(TransportType.POLLING, server.uri()).memory(memory);
        next.openPolling(server).readRequest();
    }

    @Test
    void anotherRefusalIsOne() throws Exception {
        askedAgain().answer(503, "", "Retry-After: 1");
        TransportException failure = rig.signals.failure();
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(1));
    }

    @Test
    void theDeadlineOfAGetIsOneForBothTimes() throws Exception {
        Peer unanswered = get;
        rig = new Rig(TransportType.POLLING, server.uri());
        rig.open();
        get = server.accept();
        get.readRequest();
        get.answer("0{\"sid\":\"S2\",\"upgrades\":[],\"pingInterval\":700,\"pingTimeout\":300}");
        get.readRequest();
        askedAgain();
        assertThat(rig.signals.failure()).hasMessage("polling, read: no answer within 1 s");
        unanswered.close();
    }
}
