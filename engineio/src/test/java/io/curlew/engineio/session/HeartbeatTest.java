package io.curlew.engineio.session;

import static io.curlew.engineio.session.SessionHarness.HEARTBEAT_DEADLINE;
import static io.curlew.engineio.session.SessionHarness.ONLY_WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.PING_INTERVAL;
import static io.curlew.engineio.session.SessionHarness.POLLING;
import static io.curlew.engineio.session.SessionHarness.fresh;
import static io.curlew.engineio.session.SessionHarness.openOnPolling;
import static io.curlew.engineio.session.SessionHarness.openOnWebSocket;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final EnginePacket PING = EnginePacket.Ping.HEARTBEAT;

    @Test
    void aPingIsAnswered() {
        SessionHarness session = openOnPolling();
        session.received(POLLING, PING);
        session.expect("received 2", "write polling#1: 3");
    }

    @Test
    void withoutAPingTheSessionEndsToTheNanosecond() {
        SessionHarness session = openOnPolling();
        session.afterNanos(HEARTBEAT_DEADLINE.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("abort polling#1", "closed: ping timeout");
    }

    @Test
    void eachPingGivesTheWholeTimeAgain() {
        SessionHarness session = openOnPolling();
        session.after(PING_INTERVAL);
        session.received(POLLING, PING);
        session.skip();
        session.afterNanos(HEARTBEAT_DEADLINE.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("abort polling#1", "closed: ping timeout");
    }

    @Test
    void onlyPingsCount() {
        SessionHarness session = openOnPolling();
        session.afterNanos(HEARTBEAT_DEADLINE.toNanos() - 1);
        session.received(POLLING, EnginePacket.message("alive"), new EnginePacket.Noop());
        session.skip();
        session.afterNanos(1);
        session.expect("abort polling#1", "closed: ping timeout");
    }

    @Test
    @Tag("A38")
    void aFloodOfPingsGetsOnePong() {
        SessionHarness session = openOnWebSocket();
        EnginePacket[] flood = new EnginePacket[200_000];
        Arrays.fill(flood, PING);
        session.received(ONLY_WEBSOCKET, flood);
        session.skip();
        session.received(ONLY_WEBSOCKET, flood);
        session.skip();
        session.wrote(ONLY_WEBSOCKET);
        session.expect("write websocket#1: 3");
        session.wrote(ONLY_WEBSOCKET);
        session.expect("drained");
    }

    @Test
    void aPongGoesBeforeTheMessagesThatWait() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.send("b");
        session.received(POLLING, PING);
        session.skip();
        session.wrote(POLLING);
        session.expect("write polling#1: 3 4b");
    }

    @Test
    @Tag("A09")
    void aPingsDataIsNotSentBack() {
        SessionHarness session = openOnPolling();
        session.received(POLLING, new EnginePacket.Ping("xyz"));
        session.expect("received 2xyz", "write polling#1: 3");
    }

    @Test
    @Tag("A09")
    void unsolicitedPongsAndUpgradesAreIgnoredAndCounted() {
        SessionHarness session = openOnWebSocket();
        session.received(ONLY_WEBSOCKET, EnginePacket.Pong.HEARTBEAT, new EnginePacket.Upgrade());
        session.expect("received 3", "received 5");
        assertThat(session.session.ignoredPackets()).isEqualTo(2);
    }

    @Test
    @Tag("A09")
    void aNoopIsNothing() {
        SessionHarness session = openOnWebSocket();
        session.received(ONLY_WEBSOCKET, new EnginePacket.Noop());
        session.expect("received 6");
        assertThat(session.session.ignoredPackets()).isZero();
    }

    @Test
    @Tag("F24")
    void aPauseOfTheWholeProgramIsSeenByTheNextTimerAndByWhoeverAsks() {
        SessionHarness session = openOnPolling();
        session.afterSleeping(Duration.ofMinutes(10));
        assertThat(session.isHeartbeatOverdue()).isTrue();
        session.timeouts();
        session.expect("abort polling#1", "closed: ping timeout");
        assertThat(session.isHeartbeatOverdue()).isFalse();
    }

    @Test
    @Tag("F24")
    void afterASleepMessagesWaitForTheNextPing() {
        SessionHarness session = openOnWebSocket();
        session.session.slept();
        session.send("a");
        session.expectNothing();
        assertThat(session.session.isDoubtful()).isTrue();
        session.received(ONLY_WEBSOCKET, EnginePacket.Ping.HEARTBEAT);
        session.expect("received 2", "write websocket#1: 3 4a");
        assertThat(session.session.isDoubtful()).isFalse();
    }

    @Test
    @Tag("F24")
    void aSleepAloneEndsNothing() {
        SessionHarness session = openOnWebSocket();
        session.session.slept();
        session.timeouts();
        session.expectNothing();
    }

    @Test
    @Tag("F24")
    void aSessionThatIsNotOpenHasNothingToDoubt() {
        SessionHarness session = fresh();
        session.session.slept();
        assertThat(session.session.isDoubtful()).isFalse();
    }

    @Test
    void aTimerThatGoesOffTooEarlyDoesNoHarm() {
        SessionHarness session = openOnPolling();
        session.session.timeout(session.now());
        session.timeouts();
        session.expectNothing();
        assertThat(session.isHeartbeatOverdue()).isFalse();
    }

    @Test
    void nothingIsOverdueBeforeTheSessionIsOpen() {
        SessionHarness session = fresh();
        session.connect();
        session.skip();
        session.afterSleeping(HEARTBEAT_DEADLINE);
        assertThat(session.isHeartbeatOverdue()).isFalse();
    }

    @Test
    void anOpenSessionsDeadlineIsItsHeartbeats() {
        SessionHarness session = openOnPolling();
        assertThat(session.session.deadline()).isEqualTo(session.now() + HEARTBEAT_DEADLINE.toNanos());
    }
}
