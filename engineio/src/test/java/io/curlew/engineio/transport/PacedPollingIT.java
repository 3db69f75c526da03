package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A polling body whose packets are more than there is room for: it is handed over in portions. */
@Tag("N04")
class PacedPollingIT {
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

    /** Returns the GET's connection, whose answer stops being read behind each of those packets. */
    private Peer openedAndPausing(String... packets) throws Exception {
        Peer get = rig.openPolling(server);
        get.readRequest();
        pauseBehind(packets);
        return get;
    }

    private void pauseBehind(String... packets) {
        List<String> lines =
                Arrays.stream(packets).map(packet -> "received " + packet).toList();
        rig.signals.react(line -> {
            if (lines.contains(line)) {
                rig.transport().pauseReading();
            }
        });
    }

    private static String body(String... packets) {
        return String.join("\u001e", packets);
    }

    /** Proves that nothing is under way: a whole POST has come and gone, and with it many turns of the loop. */
    private void assertSilent(Peer get) throws Exception {
        rig.write(EnginePacket.message("a"));
        Peer post = server.accept();
        post.readRequest();
        post.answer("ok", "Connection: close");
        assertThat(rig.signals.until("writable")).containsExactly("written 1", "writable");
        assertThat(get.available()).isZero();
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    void arrivesAsFarAsThereIsRoomAndOnWhenThereIsAgain() throws Exception {
        Peer get = openedAndPausing("4b", "4c");
        get.answer(body("4a", "4b", "4c", "4d"));
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "received 4b", "batchEnd");
        assertSilent(get);
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4c", "batchEnd");
        assertSilent(get);
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4d", "batchEnd");
        get.readRequest();
    }

    @Test
    void isHandedOverLaterThanReadingIsResumed() throws Exception {
        Peer get = openedAndPausing("4a");
        get.answer(body("4a", "4b"));
        rig.signals.until("batchEnd");
        rig.run(transport -> {
            transport.resumeReading();
            assertThat(rig.signals.rest()).isEmpty();
        });
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4b", "batchEnd");
    }

    @Test
    void waitsWhenReadingIsResumedAndPausedAgainAtOnce() throws Exception {
        Peer get = openedAndPausing("4a");
        get.answer(body("4a", "4b"));
        rig.signals.until("batchEnd");
        rig.run(transport -> {
            transport.resumeReading();
            transport.resumeReading();
            transport.pauseReading();
        });
        assertSilent(get);
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4b", "batchEnd");
        get.readRequest();
    }

    @Test
    void ofTheHandshakeHoldsBackNoWrites() throws Exception {
        pauseBehind("open S1");
        rig.open();
        Peer get = server.accept();
        get.readRequest();
        get.answer(body(PollingTransportIT.OPEN, "4a"));
        assertThat(rig.signals.until("writable")).containsExactly("opened", "received open S1", "batchEnd", "writable");
        assertSilent(get);
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
        get.readRequest();
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    void endsTheSessionWhenItsClosePacketIsReached() throws Exception {
        Peer get = openedAndPausing("4a");
        get.answer(body("4a", "1", "4never"));
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
        assertSilent(get);
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("failed")).containsExactly("received 1", "batchEnd", "failed");
        assertThat(rig.signals.lastFailure()).hasMessageContaining("the server closed the session");
    }

    @Test
    void isHandedOverBeforeTheFailureOfAPost() throws Exception {
        Peer get = openedAndPausing("4a");
        get.answer(body("4a", "4b"));
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
        rig.write(EnginePacket.message("c"));
        Peer post = server.accept();
        post.readRequest();
        post.answer(400, "{}", "Connection: close");
        post.awaitEnd();
        assertThat(rig.signals.rest()).isEmpty();
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("failed")).containsExactly("received 4b", "batchEnd", "failed");
        assertThat(rig.signals.lastFailure().httpStatus()).hasValue(400);
    }

    @Test
    void isRefusedWhenWhatIsWrongWithItIsReached() throws Exception {
        Peer get = openedAndPausing("4a");
        get.answer(body("4a", "4b", "9", "4never"));
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
        assertSilent(get);
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("failed")).containsExactly("received 4b", "batchEnd", "failed");
        TransportException failure = rig.signals.lastFailure();
        assertThat(failure).hasMessageContaining("a packet starts with a digit from 0 to 6 (at byte 6)");
        assertThat(failure.bodyExcerpt()).contains(body("4a", "4b", "9", "4never"));
    }

    @Test
    void isAtRestOnlyAfterItsLastPacket() throws Exception {
        Peer get = openedAndPausing("4a");
        get.answer(body("4a", "4b"));
        rig.signals.until("batchEnd");
        rig.run(Transport::pause);
        assertSilent(get);
        rig.run(Transport::resumeReading);
        assertThat(rig.signals.until("paused")).containsExactly("received 4b", "batchEnd", "paused");
    }

    @Test
    void isOverWithItsTransport() throws Exception {
        Peer get = openedAndPausing("4a");
        get.answer(body("4a", "4b"));
        rig.signals.until("batchEnd");
        rig.run(Transport::close).run(Transport::resumeReading);
        assertThat(rig.signals.next()).isEqualTo("failed");
        rig.run(transport -> {});
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    void isForgottenWhenTheTransportIsDropped() throws Exception {
        Peer get = openedAndPausing("4a");
        get.answer(body("4a", "4b"));
        rig.signals.until("batchEnd");
        rig.run(transport -> {
            transport.resumeReading();
            transport.abort();
        });
        rig.run(transport -> {});
        assertThat(rig.signals.rest()).isEmpty();
    }

    @Test
    void asksForTheNextAfterAPauseWhenNoneOfItWasOfUse() throws Exception {
        Peer get = openedAndPausing("6");
        get.answer(body("6", "6"));
        rig.signals.until("batchEnd");
        rig.run(Transport::resumeReading);
        rig.signals.until("batchEnd");
        rig.run(Transport::resumeReading);
        get.readRequest();
    }
}
