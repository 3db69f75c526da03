package io.curlew.socketio.session;

import static io.curlew.socketio.session.VirtualClient.ack;
import static io.curlew.socketio.session.VirtualClient.connected;
import static io.curlew.socketio.session.VirtualClient.holdingBack;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.session.SocketAction.AckArrived;
import io.curlew.socketio.session.SocketAction.AckFailed;
import io.curlew.socketio.session.SocketAction.Closed;
import io.curlew.socketio.session.SocketAction.Dropped;
import io.curlew.socketio.session.SocketAction.Ignored;
import io.curlew.socketio.session.SocketAction.SendEvent;
import io.curlew.socketio.session.SocketAction.Settled;
import io.curlew.socketio.session.VirtualClient.TestEmit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static TestEmit retrying(int times, long id) {
        return TestEmit.of("event " + id).retrying(times, id).timeout(SECOND);
    }

    private static SendEvent send(TestEmit emit) {
        return new SendEvent("/", emit);
    }

    private static Settled settled(TestEmit emit) {
        return new Settled("/", emit);
    }

    private static Dropped dropped(TestEmit emit, DropReason why) {
        return new Dropped("/", emit, why);
    }

    private static AckFailed failed(TestEmit emit, AckFailure why) {
        return new AckFailed("/", emit, why);
    }

    private static AckArrived arrived(TestEmit emit) {
        return new AckArrived("/", emit, Args.none(), 100);
    }

    private static void reconnect(VirtualClient client) {
        client.advance(Duration.ofSeconds(9));
        client.opened();
        client.answer("/", "sid");
    }

    @Test
    void eventsGoOutInOrderEachWhenTheOneBeforeIsAnswered() {
        VirtualClient client = connected("/");
        TestEmit first = client.emit("/", retrying(1, 0));
        TestEmit second = client.emit("/", retrying(1, 1));
        TestEmit plain = client.emit("/", "plain");
        assertThat(client.take()).containsExactly(send(first), send(plain));
        assertThat(client.session.unsent("/")).isEqualTo(2);
        client.receive(ack("/", 1)); // not asked yet
        assertThat(client.take()).hasOnlyElementsOfType(Ignored.class);
        client.receive(ack("/", 0));
        assertThat(client.take()).containsExactly(settled(first), arrived(first), send(second));
        client.receive(ack("/", 1));
        assertThat(client.take()).containsExactly(settled(second), arrived(second));
        assertThat(client.session.unsent("/")).isZero();
        assertThat(client.session.deadline()).isEqualTo(connected("/").session.deadline());
    }

    @Test
    void twoRetriesAreThreeSends() {
        VirtualClient client = connected("/");
        TestEmit first = client.emit("/", retrying(2, 0));
        TestEmit second = client.emit("/", retrying(1, 1));
        assertThat(client.take()).containsExactly(send(first));
        client.advance(SECOND);
        assertThat(client.take()).containsExactly(send(first));
        client.advance(SECOND);
        assertThat(client.take()).containsExactly(send(first));
        client.advance(SECOND);
        assertThat(client.take())
                .containsExactly(dropped(first, DropReason.GIVEN_UP), failed(first, AckFailure.TIMEOUT), send(second));
        client.receive(ack("/", 0));
        assertThat(client.take()).hasOnlyElementsOfType(Ignored.class);
    }

    @Test
    void aLateAnswerToAnEarlierAttemptCounts() {
        VirtualClient client = connected("/");
        TestEmit emit = client.emit("/", retrying(1, 0));
        client.advance(SECOND);
        client.take();
        client.receive(ack("/", 0));
        client.receive(ack("/", 0));
        client.advance(SECOND);
        assertThat(client.take()).hasSize(3).startsWith(settled(emit), arrived(emit));
    }

    @Test
    void waitingForAConnectionIsNoAttempt() {
        VirtualClient client = new VirtualClient();
        TestEmit emit = client.emit("/", retrying(1, 0));
        client.advance(Duration.ofHours(1));
        assertThat(client.take()).isEmpty();
        client.joinAll("/");
        client.advance(SECOND);
        assertThat(client.take()).containsExactly(send(emit));
    }

    @Test
    void anAttemptEndsWithItsConnection() {
        VirtualClient client = connected("/");
        TestEmit emit = client.emit("/", retrying(1, 0));
        client.take();
        client.lost();
        client.advance(Duration.ofMillis(1));
        assertThat(client.take(AckFailed.class)).isEmpty();
        reconnect(client);
        assertThat(client.take(SendEvent.class)).containsExactly(send(emit));
        client.lost();
        assertThat(client.take()).endsWith(dropped(emit, DropReason.GIVEN_UP), failed(emit, AckFailure.DISCONNECTED));
        assertThat(client.session.unsent("/")).isZero();
    }

    @Test
    void withoutATimeoutAnAttemptLastsAsLongAsTheConnection() {
        VirtualClient client = connected("/");
        TestEmit emit = client.emit("/", TestEmit.of("x").retrying(1, 0));
        client.take();
        client.advance(Duration.ofHours(1));
        assertThat(client.take(SendEvent.class)).isEmpty();
        client.lost();
        reconnect(client);
        assertThat(client.take(SendEvent.class)).containsExactly(send(emit));
    }

    @Test
    void anAnswerOfAnEarlierConnectionNeverMatches() {
        VirtualClient client = connected("/");
        client.emit("/", retrying(2, 0));
        client.lost();
        client.advance(Duration.ofSeconds(9));
        client.opened();
        client.take();
        client.receive(ack("/", 0));
        assertThat(client.take()).hasOnlyElementsOfType(Ignored.class);
    }

    @Test
    void aLostConnectionDoesNotMindThatNothingIsInFlight() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.opened();
        client.emit("/", retrying(1, 0));
        client.lost();
        reconnect(client);
        client.session.hold(true, client.now);
        client.advance(SECOND);
        client.take();
        client.lost();
        assertThat(client.take(AckFailed.class)).hasSize(1);
    }

    @Test
    void cancellingTheOneInFlightGoesOnWithTheNext() {
        VirtualClient client = connected("/");
        TestEmit first = client.emit("/", retrying(1, 0));
        TestEmit second = client.emit("/", retrying(1, 1));
        TestEmit third = client.emit("/", retrying(1, 2));
        client.take();
        client.session.cancelAck("/", 1, client.now);
        client.session.cancelAck("/", 1, client.now);
        assertThat(client.take()).containsExactly(dropped(second, DropReason.CANCELLED));
        client.session.cancelAck("/", 0, client.now);
        assertThat(client.take()).containsExactly(settled(first), send(third));
    }

    @Test
    void closingWaitsForTheAnswers() {
        VirtualClient client = connected("/");
        TestEmit first = client.emit("/", retrying(1, 0));
        TestEmit second = client.emit("/", retrying(1, 1));
        client.session.close(client.now);
        client.receive(ack("/", 0));
        assertThat(client.take()).containsExactly(send(first), settled(first), arrived(first), send(second));
        client.receive(ack("/", 1));
        assertThat(client.take()).startsWith(settled(second), arrived(second)).endsWith(new Closed());
    }

    @Test
    void closingDoesNotWaitForEver() {
        VirtualClient client = connected("/");
        TestEmit first = client.emit("/", retrying(5, 0).timeout(Duration.ofHours(1)));
        TestEmit second = client.emit("/", retrying(5, 1));
        client.session.close(client.now);
        client.take();
        client.advance(Duration.ofSeconds(2));
        assertThat(client.take())
                .containsSubsequence(
                        dropped(first, DropReason.CLOSED),
                        failed(first, AckFailure.CLOSED),
                        dropped(second, DropReason.CLOSED),
                        failed(second, AckFailure.CLOSED),
                        new Closed());
    }

    @Test
    void cancellingTheLastOneEndsAClose() {
        VirtualClient client = connected("/");
        client.emit("/", retrying(1, 0));
        client.session.close(client.now);
        client.session.cancelAck("/", 0, client.now);
        assertThat(client.take()).endsWith(new Closed());
    }

    @Test
    void theTimeToLiveEndsWithTheFirstSend() {
        VirtualClient client = new VirtualClient();
        TestEmit late = client.emit("/", retrying(1, 0).living(SECOND));
        client.advance(SECOND);
        assertThat(client.take())
                .containsExactly(dropped(late, DropReason.EXPIRED), failed(late, AckFailure.DISCARDED));
        TestEmit inTime = client.emit("/", retrying(5, 1).living(Duration.ofSeconds(3)));
        client.joinAll("/");
        client.advance(Duration.ofSeconds(4));
        assertThat(client.take()).containsOnly(send(inTime)).hasSize(4);
    }

    @Test
    void theOldestIsNeverTheOneInFlight() {
        VirtualClient client = connected("/");
        client.emit("/", retrying(1, 0));
        assertThat(client.session.dropOldest()).isFalse();
        TestEmit second = client.emit("/", retrying(1, 1));
        client.take();
        assertThat(client.session.dropOldest()).isTrue();
        assertThat(client.take())
                .containsExactly(dropped(second, DropReason.OVERFLOW), failed(second, AckFailure.DISCARDED));
    }

    @Test
    void theOldestIsTheOldestOfBothKinds() {
        VirtualClient client = new VirtualClient();
        TestEmit first = client.emit("/", retrying(1, 0));
        client.advance(SECOND);
        TestEmit second = client.emit("/", "plain");
        client.advance(SECOND);
        TestEmit third = client.emit("/", retrying(1, 1));
        for (int i = 0; i < 3; i++) {
            assertThat(client.session.dropOldest()).isTrue();
        }
        assertThat(client.take(Dropped.class))
                .containsExactly(
                        dropped(first, DropReason.OVERFLOW),
                        dropped(second, DropReason.OVERFLOW),
                        dropped(third, DropReason.OVERFLOW));
    }

    @Test
    void clearingLeavesTheOneInFlight() {
        VirtualClient client = connected("/");
        TestEmit first = client.emit("/", retrying(1, 0));
        TestEmit second = client.emit("/", retrying(1, 1));
        client.take();
        client.session.clear("/");
        assertThat(client.take())
                .containsExactly(dropped(second, DropReason.CLEARED), failed(second, AckFailure.DISCARDED));
        client.advance(SECOND);
        assertThat(client.take()).containsExactly(send(first));
    }

    @Test
    void nothingIsSentToAConnectionThatMayBeDead() {
        VirtualClient client = connected("/");
        TestEmit first = client.emit("/", retrying(5, 0));
        client.session.hold(true, client.now);
        TestEmit second = client.emit("/", retrying(5, 1));
        client.advance(Duration.ofMinutes(1));
        assertThat(client.take()).containsExactly(send(first));
        client.session.hold(false, client.now);
        assertThat(client.take()).containsExactly(send(first));
        client.receive(ack("/", 0));
        assertThat(client.take()).containsExactly(settled(first), arrived(first), send(second));
    }

    @Test
    void anAnswerIsTakenWhileTheEventWaitsToBeSentAgain() {
        VirtualClient client = connected("/");
        TestEmit first = client.emit("/", retrying(5, 0));
        client.session.hold(true, client.now);
        client.emit("/", retrying(5, 1));
        client.advance(SECOND);
        client.take();
        client.receive(ack("/", 0));
        assertThat(client.take()).containsExactly(settled(first), arrived(first));
    }

    @Test
    void whatIsHeldBackWaitsUntilTheConnectionCanWrite() {
        VirtualClient client = holdingBack();
        client.joinAll("/");
        client.session.writable(false, client.now);
        TestEmit emit = client.emit("/", retrying(1, 0));
        assertThat(client.take()).isEmpty();
        client.session.writable(true, client.now);
        client.session.writable(true, client.now);
        assertThat(client.take()).containsExactly(send(emit));
    }
}
