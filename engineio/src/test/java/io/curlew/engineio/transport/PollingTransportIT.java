package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A polling session as it goes when all is well: what is asked, what is told, and how it ends. */
class PollingTransportIT {
    static final String OPEN =
            "0{\"sid\":\"S1\",\"upgrades\":[\"websocket\"],\"pingInterval\":20000,\"pingTimeout\":10000}";

    private final CountDownLatch gone = new CountDownLatch(1);
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

    private Peer opened() throws Exception {
        Peer get = rig.openPolling(server);
        get.readRequest();
        return get;
    }

    /** A POST that waits for its answer, behind a GET that waits for its own. */
    private Peer posting() throws Exception {
        rig.write(EnginePacket.message("a"));
        Peer post = server.accept();
        post.readRequest();
        return post;
    }

    /** Proves that no GET went out: a whole POST, which started later, has come and gone. */
    private void assertSilent(Peer get) throws Exception {
        Peer post = posting();
        post.answer("ok", "Connection: close");
        rig.signals.until("writable");
        assertThat(get.available()).isZero();
    }

    @Test
    void theHandshakeOpensThenDeliversThenTakesWrites() throws Exception {
        rig.open();
        Peer get = server.accept();
        Peer.Request request = get.readRequest();
        get.answer(OPEN + "\u001e4hi\u001ebAQID");

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).matches("/engine\\.io/\\?EIO=4&transport=polling&t=[0-9a-z.]+");
        assertThat(request.header("accept-encoding")).isEqualTo("identity");
        assertThat(rig.signals.until("writable"))
                .containsExactly(
                        "opened", "received open S1", "received 4hi", "received binary of 3", "batchEnd", "writable");
        assertThat(get.readRequest().target()).contains("&sid=S1&t=");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void noTwoRequestsLookTheSameToACache() throws Exception {
        rig.open();
        Peer get = server.accept();
        get.readRequest();
        get.answer(OPEN);
        String first = get.readRequest().target();
        get.answer("4a");
        assertThat(get.readRequest().target()).isNotEqualTo(first);
    }

    @Test
    void aLargeBodyArrivesWholeThoughItLeavesInPieces() throws Exception {
        opened();
        String text = "0123456789".repeat(300_000);
        rig.write(EnginePacket.message(text), EnginePacket.message("behind"));

        Peer post = server.accept();
        Peer.Request request = post.readRequest();
        assertThat(request.header("content-length")).isEqualTo(Integer.toString(text.length() + 9));
        assertThat(request.header("transfer-encoding")).isEmpty();
        assertThat(request.body()).isEqualTo("4" + text + "\u001e4behind");
        post.answer("ok");
        assertThat(rig.signals.until("writable")).containsExactly("written 2", "writable");
    }

    @Test
    void aWriteIsOnePostAndIsReportedOnItsAnswer() throws Exception {
        opened();
        rig.write(EnginePacket.message("a"), EnginePacket.message(new byte[] {1, 2, 3}));

        Peer post = server.accept();
        Peer.Request request = post.readRequest();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).contains("&sid=S1&t=");
        assertThat(request.header("content-type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(request.body()).isEqualTo("4a\u001ebAQID");
        assertThat(rig.signals.rest()).isEmpty();
        post.answer("ok");
        assertThat(rig.signals.until("writable")).containsExactly("written 2", "writable");
    }

    @Test
    void everyPacketArrivesOnceAndInOrder() throws Exception {
        Peer get = opened();
        for (int i = 0; i < 50; i++) {
            get.answer("4" + i + "\u001e4x");
            assertThat(rig.signals.until("batchEnd")).containsExactly("received 4" + i, "received 4x", "batchEnd");
            get.readRequest();
        }
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    @Tag("A39")
    void afterAnAnswerWithNothingInItTheNextPollWaits() throws Exception {
        Peer get = opened();
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            get.answer("6");
            get.readRequest();
        }
        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    @Tag("A39")
    void closeWorksBetweenAnswersWithNothingInThem() throws Exception {
        Peer get = opened();
        rig.signals.react(line -> {
            if (line.equals("batchEnd")) {
                rig.transport().close();
            }
        });
        get.answer("6");
        assertThat(rig.signals.failure()).hasMessageContaining("closed by this side");
        assertThat(get.awaitEnd()).isTrue();
    }

    @Test
    void aClosePacketIsDeliveredAndEndsTheSession() throws Exception {
        Peer get = opened();
        get.answer("4last\u001e1\u001e4dead");
        assertThat(rig.signals.until("failed")).containsExactly("received 4last", "received 1", "batchEnd", "failed");
        assertThat(rig.signals.lastFailure().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(get.awaitEnd()).isTrue();
    }

    @Test
    void pausingWaitsForTheGetInFlightAndDeliversWhatItBrings() throws Exception {
        Peer get = opened();
        rig.run(Transport::pause);
        assertThat(rig.signals.rest()).isEmpty();
        get.answer("4a");
        assertThat(rig.signals.until("paused")).containsExactly("received 4a", "batchEnd", "paused");
        assertSilent(get);
    }

    @Test
    void pausingWaitsForThePostInFlight() throws Exception {
        Peer get = opened();
        Peer post = posting();
        rig.run(Transport::pause);
        get.answer("6");
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 6", "batchEnd");
        post.answer("ok");
        assertThat(rig.signals.until("paused")).containsExactly("written 1", "writable", "paused");
    }

    @Test
    void pausedIsSaidOnceEvenWhenPostsFollow() throws Exception {
        Peer get = opened();
        rig.run(Transport::pause);
        get.answer("6");
        rig.signals.until("paused");
        Peer post = posting();
        post.answer("ok");
        assertThat(rig.signals.until("writable")).containsExactly("written 1", "writable");
        rig.write(EnginePacket.message("b"));
        post.readRequest();
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    void resumingPollsAgain() throws Exception {
        Peer get = opened();
        rig.run(Transport::pause);
        get.answer("6");
        rig.signals.until("paused");
        rig.run(Transport::resume);
        get.readRequest();
        get.answer("4a");
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
    }

    @Test
    void resumingBeforeThePauseIsReachedTakesItBack() throws Exception {
        Peer get = opened();
        rig.run(Transport::pause).run(Transport::resume);
        get.answer("4a");
        get.readRequest();
        assertThat(rig.signals.rest()).containsExactly("received 4a", "batchEnd");
    }

    @Test
    void pausingFromInsideAPacketHoldsBackTheNextPoll() throws Exception {
        Peer get = opened();
        rig.signals.react(line -> {
            if (line.equals("received 6")) {
                rig.transport().pause();
            }
        });
        get.answer("6\u001e4a");
        assertThat(rig.signals.until("paused")).containsExactly("received 6", "received 4a", "batchEnd", "paused");
        assertSilent(get);
    }

    @Test
    void withoutReadingNoAnswerIsTakenAndNoPollSent() throws Exception {
        Peer get = opened();
        rig.run(Transport::pauseReading);
        get.answer("4a");
        assertSilent(get);
        assertThat(rig.signals.rest()).isEmpty();
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
        get.readRequest();
    }

    @Test
    void readingPausedByAPacketHoldsBackTheNextPoll() throws Exception {
        Peer get = opened();
        rig.signals.react(line -> {
            if (line.equals("received 4a")) {
                rig.transport().pauseReading();
            }
        });
        get.answer("4a");
        rig.signals.until("batchEnd");
        assertSilent(get);
        rig.run(Transport::resumeReading);
        get.readRequest();
    }

    @Test
    void closingWaitsForThePostInFlightAndOnlyThenDropsTheGet() throws Exception {
        Peer get = opened();
        Peer post = posting();
        rig.run(Transport::close);
        // A packet still gets through, which shows that the GET is alive.
        get.answer("4late");
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4late", "batchEnd");
        post.answer("ok");
        assertThat(rig.signals.until("failed")).containsExactly("written 1", "failed");
        assertThat(rig.signals.lastFailure().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(get.awaitEnd()).isTrue();
        assertThat(post.awaitEnd()).isTrue();
    }

    @Test
    void aPollThatFailsWhileClosingDoesNotHideThePost() throws Exception {
        Peer get = opened();
        Peer post = posting();
        rig.run(Transport::close);
        get.answer(400, "{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(get.awaitEnd()).isTrue();
        post.answer("ok");
        assertThat(rig.signals.until("failed")).containsExactly("written 1", "failed");
        assertThat(rig.signals.lastFailure()).hasMessageContaining("closed by this side");
    }

    @Test
    void closingWithNothingToSendEndsAtOnce() throws Exception {
        Peer get = opened();
        rig.run(Transport::close);
        assertThat(rig.signals.failure()).hasMessage("polling, write: closed by this side");
        assertThat(get.awaitEnd()).isTrue();
    }

    @Test
    void closingWhileConnectingEndsAtOnce() throws Exception {
        rig.open().run(Transport::close);
        assertThat(rig.signals.next()).isEqualTo("failed");
        rig.run(Transport::close).run(Transport::abort);
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    void abortDropsBothConnectionsWithoutASignal() throws Exception {
        Peer get = opened();
        Peer post = posting();
        rig.run(Transport::abort);
        assertThat(get.awaitEnd()).isTrue();
        assertThat(post.awaitEnd()).isTrue();
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    @Tag("N45")
    void leavingTellsTheServerWithoutASignal() throws Exception {
        Peer get = opened();
        rig.run(transport -> transport.leave(gone::countDown));
        Peer post = server.accept();
        assertThat(post.readRequest().body()).isEqualTo("1");
        post.answer("ok");
        assertThat(get.awaitEnd()).isTrue();
        assertThat(post.awaitEnd()).isTrue();
        assertThat(rig.signals.rest()).isEmpty();
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Tag("N45")
    void leavingTellsTheServerThoughThePostBeforeHasFailed() throws Exception {
        Peer get = opened();
        rig.signals.react(line -> {
            if (line.equals("received 4a")) {
                rig.transport().pauseReading();
            }
        });
        Peer post = posting();
        get.answer("4a\u001e4b");
        rig.signals.until("received 4a");
        post.answer(502, "");
        rig.run(transport -> transport.leave(gone::countDown));
        assertThat(server.accept().readRequest().body()).isEqualTo("1");
    }

    @Test
    @Tag("N45")
    void leavingTellsTheServerBehindThePostInFlight() throws Exception {
        opened();
        Peer post = posting();
        rig.run(transport -> transport.leave(gone::countDown));
        post.answer("ok");
        assertThat(post.readRequest().body()).isEqualTo("1");
    }

    @Test
    @Tag("N45")
    void leavingWaitsForNoAnswerThatDoesNotCome() throws Exception {
        opened();
        Peer post = posting();
        rig.run(transport -> transport.leave(gone::countDown));
        assertThat(post.awaitEnd()).isTrue();
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void abortInTheMiddleOfABodySilencesItsRest() throws Exception {
        Peer get = opened();
        rig.signals.react(line -> {
            if (line.equals("received 4a")) {
                rig.transport().abort();
            }
        });
        get.answer("4a\u001e4b");
        assertThat(get.awaitEnd()).isTrue();
        assertThat(rig.signals.next()).isEqualTo("received 4a");
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    void whatAListenerThrowsEndsTheTransport() throws Exception {
        Peer get = opened();
        rig.signals.react(line -> {
            if (line.equals("received 4a")) {
                throw new AssertionError("a listener's bug");
            }
        });
        get.answer("4a");
        TransportException failure = rig.signals.failure();
        assertThat(failure)
                .hasMessage("polling, read: unexpected failure: AssertionError")
                .hasCauseInstanceOf(AssertionError.class);
        assertThat(failure.phase()).isEqualTo(Phase.READ);
    }
}
