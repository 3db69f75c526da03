package io.curlew.engineio.session;

import static io.curlew.engineio.session.SessionHarness.HEARTBEAT_DEADLINE;
import static io.curlew.engineio.session.SessionHarness.PING_INTERVAL;
import static io.curlew.engineio.session.SessionHarness.POLLING;
import static io.curlew.engineio.session.SessionHarness.fresh;
import static io.curlew.engineio.session.SessionHarness.open;
import static io.curlew.engineio.session.SessionHarness.openOnPolling;
import static io.curlew.engineio.session.SessionHarness.withMaxStall;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** While the application does not read, pings can't be seen: pongs go out unasked, for a while. */
class StallTest {
    private final SessionHarness session = openOnPolling();

    @Test
    void onePongGoesOutPerIntervalUntilTheConsumerIsTooSlow() {
        session.pauseReading();
        session.afterNanos(PING_INTERVAL.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("write polling#1: 3");
        session.wrote(POLLING);
        session.expect("drained");
        session.afterNanos(HEARTBEAT_DEADLINE.minus(PING_INTERVAL).toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("leave polling#1", "closed: slow consumer");
    }

    @Test
    @Tag("F19")
    void howLongItMayLastCanBeSet() {
        Duration longest = HEARTBEAT_DEADLINE.multipliedBy(2);
        SessionHarness patient = new SessionHarness(withMaxStall(longest));
        patient.connect();
        patient.polled(open(OptionalLong.empty()));
        patient.pauseReading();
        patient.afterNanos(longest.toNanos() - 1);
        patient.skip();
        patient.afterNanos(1);
        patient.expect("leave polling#1", "closed: slow consumer");
    }

    @Test
    void aPongIsDueAnIntervalAfterTheLastOneHoweverLateTheStallBegins() {
        session.afterNanos(PING_INTERVAL.toNanos() - 1);
        session.pauseReading();
        session.expectNothing();
        session.afterNanos(1);
        session.expect("write polling#1: 3");
    }

    @Test
    void aStallThatBeginsWhenAPongIsOverdueSendsItAtOnce() {
        session.after(PING_INTERVAL);
        session.afterNanos(1);
        session.pauseReading();
        session.afterNanos(0);
        session.expect("write polling#1: 3");
    }

    @Test
    @Tag("F19")
    void shortStallsInARowKeepTheServerInformed() {
        Duration fifth = PING_INTERVAL.dividedBy(5);
        for (int i = 0; i < 4; i++) {
            session.pauseReading();
            session.after(fifth);
            session.resumeReading();
            session.expectNothing();
        }
        session.pauseReading();
        session.after(fifth);
        session.expect("write polling#1: 3");
    }

    @Test
    void thePingDeadlineRestsMeanwhile() {
        session.afterNanos(HEARTBEAT_DEADLINE.toNanos() - 1);
        session.pauseReading();
        session.afterNanos(2);
        assertThat(session.isHeartbeatOverdue()).isFalse();
        session.expect("write polling#1: 3");
    }

    @Test
    void readingAgainStartsTheHeartbeatAnew() {
        session.pauseReading();
        session.after(PING_INTERVAL);
        session.wrote(POLLING);
        session.skip();
        session.resumeReading();
        session.afterNanos(HEARTBEAT_DEADLINE.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("abort polling#1", "closed: ping timeout");
    }

    @Test
    void noPongGoesOutUnaskedWhileReading() {
        session.pauseReading();
        session.resumeReading();
        session.after(PING_INTERVAL);
        session.expectNothing();
    }

    @Test
    void pausingTwiceDoesNotProlongTheStall() {
        session.pauseReading();
        session.after(PING_INTERVAL);
        session.pauseReading();
        session.skip();
        session.after(HEARTBEAT_DEADLINE.minus(PING_INTERVAL));
        session.expect("leave polling#1", "closed: slow consumer");
    }

    @Test
    void aPingThatWasReadAlreadyDoesNotEndTheStall() {
        session.pauseReading();
        session.received(POLLING, EnginePacket.Ping.HEARTBEAT);
        session.expect("received 2", "write polling#1: 3");
        session.after(HEARTBEAT_DEADLINE);
        session.expect("leave polling#1", "closed: slow consumer");
    }

    @Test
    void resumingWithoutAPauseChangesNothing() {
        long deadline = session.session.deadline();
        session.afterNanos(5);
        session.resumeReading();
        assertThat(session.session.deadline()).isEqualTo(deadline);
    }

    @Test
    void beforeTheSessionIsOpenThereIsNothingToStall() {
        SessionHarness early = fresh();
        early.pauseReading();
        early.connect();
        early.polled(open(OptionalLong.empty()));
        early.skip();
        early.afterNanos(HEARTBEAT_DEADLINE.toNanos() - 1);
        early.expectNothing();
        early.afterNanos(1);
        early.expect("abort polling#1", "closed: ping timeout");
    }

    @Test
    void writingGoesOnWhileReadingRests() {
        session.pauseReading();
        session.send("a");
        session.expect("write polling#1: 4a");
    }
}
