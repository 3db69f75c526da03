package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** POSTs that are too much for the network, or for the server: what is told is what was wrong with them. */
@Tag("N30")
class SlowPostIT {
    /** More than the two kernels keep between them. */
    private static final int MUCH = 20_000_000;

    private ScriptedServer server;
    private Rig rig;
    private Peer get;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.plain();
        rig = new Rig(TransportType.POLLING, server.uri());
        get = rig.openPolling(server);
        get.readRequest();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Peer posting(int bytes) throws Exception {
        rig.write(EnginePacket.message("x".repeat(bytes - 1)));
        return server.accept();
    }

    private Rig patient(Duration timeout) throws Exception {
        rig = new Rig(TransportType.POLLING, server.uri()).requestTimeout(timeout);
        rig.openPolling(server).readRequest();
        return rig;
    }

    @Test
    void aBodyThatTheNetworkDoesNotTakeInTimeSaysSo() throws Exception {
        patient(Duration.ofSeconds(2));
        posting(MUCH);
        assertThat(rig.signals.failure())
                .hasMessage("polling, write: the body of 20000000 bytes could not be sent within 2 s: the network is"
                        + " too slow for it");
    }

    @Test
    void aLargeBodyWithoutAnAnswerMayHaveBeenTooMuch() throws Exception {
        patient(Duration.ofSeconds(2));
        posting(100_000).readRequest();
        assertThat(rig.signals.failure())
                .hasMessage("polling, write: no answer within 2 s to a body of 100000 bytes: the network may be too"
                        + " slow for it");
    }

    @Test
    void aServerThatHangsUpBeforeItHasTheWholeBodyIsToldWithTheTimeItWaited() throws Exception {
        Peer post = posting(MUCH);
        assertThat(rig.signals.nothingFor(Duration.ofMillis(100))).isTrue();
        post.reset();
        TransportException failure = rig.signals.failure();
        assertThat(failure.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(failure.getMessage())
                .matches(
                        "polling, write: the connection was lost before the whole answer had come; \\d+ ms had not been"
                                + " enough to send the body of 20000000 bytes");
    }

    @Test
    void whatTheServerSaysBeforeItHangsUpIsHeard() throws Exception {
        Peer post = posting(MUCH);
        post.answer(413, "");
        post.close(); // with a reset, as most of the body was never read
        TransportException failure = rig.signals.failure();
        assertThat(failure).hasMessage("polling, write: the server answered 413: the body is larger than it takes");
        assertThat(failure.httpStatus()).hasValue(413);
    }

    @Test
    void aServerThatDidNotGetTheBodyInTimeMayBeBehindASlowNetwork() throws Exception {
        posting(10).answer(408, "");
        assertThat(rig.signals.failure())
                .hasMessage(
                        "polling, write: the server answered 408: the request did not arrive in time; the network may"
                                + " be too slow for its body");
    }

    @Test
    void whenTheSessionEndsBecauseOfAPostItsAnswerIsWaitedFor() throws Exception {
        Peer post = posting(10);
        get.answer("4a\u001e1");
        assertThat(rig.signals.until("batchEnd")).containsExactly("received 4a", "batchEnd");
        post.answer(408, "");
        assertThat(rig.signals.next()).isEqualTo("failed");
        assertThat(rig.signals.lastFailure().httpStatus()).hasValue(408);
    }

    @Test
    void whenThePostIsNotToBlameTheServerHasClosedTheSession() throws Exception {
        Peer post = posting(10);
        get.answer("1");
        assertThat(rig.signals.until("batchEnd")).containsExactly("batchEnd");
        post.readRequest();
        post.answer("ok");
        assertThat(rig.signals.until("failed")).containsExactly("written 1", "received 1", "batchEnd", "failed");
        assertThat(rig.signals.lastFailure()).hasMessage("polling, read: the server closed the session");
    }

    @Test
    void itsAnswerIsWaitedForNoLongerThanASecond() throws Exception {
        posting(10);
        get.answer("1");
        assertThat(rig.signals.until("failed")).containsExactly("batchEnd", "received 1", "batchEnd", "failed");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void whoGivesUpMeanwhileHearsNothingMore() throws Exception {
        posting(10);
        get.answer("1");
        rig.signals.until("batchEnd");
        rig.run(Transport::abort);
        assertThat(rig.signals.nothingFor(Duration.ofMillis(1_200))).isTrue();
    }

    @Test
    void whoClosesMeanwhileIsToldOnce() throws Exception {
        posting(10);
        get.answer("1");
        rig.signals.until("batchEnd");
        rig.run(Transport::close);
        assertThat(rig.signals.until("failed")).containsExactly("received 1", "batchEnd", "failed");
        assertThat(rig.signals.nothingFor(Duration.ofMillis(50))).isTrue();
    }
}
