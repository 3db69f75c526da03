package io.curlew.socketio.session;

import static io.curlew.socketio.session.VirtualClient.ack;
import static io.curlew.socketio.session.VirtualClient.asking;
import static io.curlew.socketio.session.VirtualClient.connected;
import static io.curlew.socketio.session.VirtualClient.event;
import static io.curlew.socketio.session.VirtualClient.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.session.SocketAction.AckArrived;
import io.curlew.socketio.session.SocketAction.AckDropped;
import io.curlew.socketio.session.SocketAction.AckFailed;
import io.curlew.socketio.session.SocketAction.CloseConnection;
import io.curlew.socketio.session.SocketAction.Connected;
import io.curlew.socketio.session.SocketAction.Disconnected;
import io.curlew.socketio.session.SocketAction.Dropped;
import io.curlew.socketio.session.SocketAction.EventArrived;
import io.curlew.socketio.session.SocketAction.Ignored;
import io.curlew.socketio.session.SocketAction.Joined;
import io.curlew.socketio.session.SocketAction.SendAck;
import io.curlew.socketio.session.SocketAction.SendEvent;
import io.curlew.socketio.session.VirtualClient.TestEmit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aConnectedNamespaceSendsAtOnce() {
        VirtualClient client = connected("/");
        TestEmit emit = client.emit("/", "hi");
        assertThat(client.take()).containsExactly(new SendEvent("/", emit));
    }

    @Test
    @Tag("F21")
    void whatIsEmittedBeforeConnectingGoesOutInOrder() {
        VirtualClient client = new VirtualClient();
        TestEmit first = client.emit("/", "1");
        client.connect("/");
        TestEmit second = client.emit("/", "2");
        client.opened();
        TestEmit third = client.emit("/", "2");
        client.take();
        client.answer("/", "sid");
        assertThat(client.take())
                .containsExactly(
                        new Joined("/", "sid", false, Optional.empty()),
                        new SendEvent("/", first),
                        new SendEvent("/", second),
                        new SendEvent("/", third),
                        new Connected("/"));
    }

    @Test
    @Tag("F21")
    void whatIsEmittedDuringAnOutageGoesOutAfterIt() {
        VirtualClient client = connected("/");
        client.lost();
        TestEmit emit = client.emit("/", "hi");
        client.advance(Duration.ofSeconds(2));
        client.opened();
        assertThat(client.take(SendEvent.class)).isEmpty();
        client.answer("/", "sid");
        assertThat(client.take(SendEvent.class)).containsExactly(new SendEvent("/", emit));
    }

    @Test
    void whatIsEmittedAfterLeavingWaitsForTheNextConnect() {
        VirtualClient client = connected("/");
        client.disconnect("/");
        TestEmit emit = client.emit("/", "hi");
        client.take();
        client.connect("/");
        client.opened();
        client.answer("/", "sid");
        assertThat(client.take(SendEvent.class)).containsExactly(new SendEvent("/", emit));
    }

    @Test
    @Tag("A26")
    void eventsThatComeBeforeTheAnswerAreHandedOnBeforeConnected() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.opened();
        TestEmit emit = client.emit("/", "hi");
        client.take();
        client.receive(event("/", "a"));
        client.receive(event("/", "b"));
        assertThat(client.take()).isEmpty();
        client.answer("/", "sid");
        assertThat(client.take())
                .containsExactly(
                        new Joined("/", "sid", false, Optional.empty()),
                        new EventArrived(event("/", "a"), 100, 100, 1, Optional.empty()),
                        new EventArrived(event("/", "b"), 100, 100, 1, Optional.empty()),
                        new SendEvent("/", emit),
                        new Connected("/"));
    }

    @Test
    @Tag("A26")
    void eventsThatCameBeforeAnAnswerThatNeverCameAreNotHandedOn() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.opened();
        client.receive(event("/", "a"));
        client.lost();
        client.advanceToDeadline();
        client.opened();
        client.answer("/", "sid");
        assertThat(client.take(EventArrived.class)).isEmpty();
    }

    @Test
    @Tag("A61")
    void aFloodOfEventsBeforeTheAnswerClosesTheConnection() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.opened();
        for (int i = 0; i < 1000; i++) {
            client.receive(event("/", "x"));
        }
        client.take();
        client.receive(event("/", "x"));
        assertThat(client.take()).hasAtLeastOneElementOfType(CloseConnection.class);
    }

    @Test
    @Tag("A61")
    void tooManyBytesBeforeTheAnswerCloseTheConnection() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.opened();
        client.session.received(event("/", "x"), 100, 600_000, client.now);
        client.take();
        client.session.received(event("/", "x"), 100, 600_000, client.now);
        assertThat(client.take()).hasAtLeastOneElementOfType(CloseConnection.class);
    }

    @Test
    @Tag("N04")
    void allNamespacesShareTheRoomForEventsBeforeTheAnswer() {
        VirtualClient client = new VirtualClient();
        client.connect("/a");
        client.connect("/b");
        client.opened();
        client.session.received(event("/a", "x"), 100, 600_000, client.now);
        client.answer("/a", "sid"); // which makes room
        client.session.received(event("/b", "x"), 100, 600_000, client.now);
        assertThat(client.take()).doesNotHaveAnyElementsOfTypes(CloseConnection.class);
        client.connect("/c");
        client.session.received(event("/c", "x"), 100, 600_000, client.now);
        assertThat(client.take()).hasAtLeastOneElementOfType(CloseConnection.class);
    }

    @Test
    void anEventIsAnsweredOnce() {
        VirtualClient client = connected("/");
        client.receive(asking("/", "sum", 7));
        EventArrived arrived = client.take(EventArrived.class).get(0);
        EncodedPacket answer = packet("answer");
        client.session.sendAck("/", arrived.join(), answer, client.now);
        assertThat(client.take()).containsExactly(new SendAck("/", answer));
    }

    @Test
    void anAnswerToAnEventOfAnEarlierConnectionIsDropped() {
        VirtualClient client = connected("/");
        client.receive(asking("/", "sum", 7));
        int join = client.take(EventArrived.class).get(0).join();
        EncodedPacket answer = packet("answer");
        client.lost();
        client.take();
        client.session.sendAck("/", join, answer, client.now);
        assertThat(client.take()).containsExactly(new AckDropped("/", answer));
        client.advanceToDeadline();
        client.opened();
        client.answer("/", "sid");
        client.take();
        client.session.sendAck("/", join, answer, client.now);
        assertThat(client.take()).containsExactly(new AckDropped("/", answer));
    }

    @Test
    void aVolatileEventIsSentOrDiscardedButNeverKept() {
        VirtualClient client = new VirtualClient();
        TestEmit emit = TestEmit.of("cursor").asVolatile();
        Dropped dropped = new Dropped("/", emit, DropReason.VOLATILE);
        client.emit("/", emit);
        assertThat(client.take()).containsExactly(dropped);
        client.joinAll("/");
        client.emit("/", emit);
        assertThat(client.take()).containsExactly(new SendEvent("/", emit));
        client.session.writable(false, client.now);
        client.emit("/", emit);
        assertThat(client.take()).containsExactly(dropped);
        client.session.writable(true, client.now);
        client.emit("/", emit);
        assertThat(client.take()).containsExactly(new SendEvent("/", emit));
    }

    @Test
    void anEventThatMustNotBeLostDoesNotMindAFullTransport() {
        VirtualClient client = connected("/");
        client.session.writable(false, client.now);
        TestEmit emit = client.emit("/", "hi");
        assertThat(client.take()).containsExactly(new SendEvent("/", emit));
    }

    @Test
    void theAnswerToADiscardedEventFailsAtOnce() {
        VirtualClient client = new VirtualClient();
        client.emit("/", TestEmit.of("x").asVolatile().asking(3));
        assertThat(client.take(AckFailed.class)).containsExactly(client.ackFailed("/", 3, AckFailure.DISCARDED));
    }

    @Test
    void anAnswerArrives() {
        VirtualClient client = connected("/");
        client.emit("/", TestEmit.of("sum").asking(0));
        client.take();
        client.receive(ack("/", 0));
        assertThat(client.take()).containsExactly(client.ackArrived("/", 0));
    }

    @Test
    @Tag("A24")
    void answersThatNobodyWaitsForAreIgnored() {
        VirtualClient client = connected("/", "/a");
        client.emit("/", TestEmit.of("x").asking(0).timeout(SECOND));
        client.emit("/", TestEmit.of("x").asking(1));
        client.advance(SECOND);
        client.receive(ack("/", 1));
        client.take();
        client.receive(ack("/", 0)); // late
        client.receive(ack("/", 1)); // twice
        client.receive(ack("/", 2)); // never asked for
        client.receive(ack("/a", 1)); // of another namespace
        assertThat(client.take()).hasOnlyElementsOfType(Ignored.class).hasSize(4);
    }

    @Test
    @Tag("A24")
    @Tag("F22")
    void anAnswerOfAnEarlierConnectionNeverMatches() {
        VirtualClient client = connected("/");
        client.emit("/", TestEmit.of("x").asking(0));
        client.lost();
        client.advanceToDeadline();
        client.opened();
        client.answer("/", "sid");
        client.take();
        client.receive(ack("/", 0));
        assertThat(client.take()).hasOnlyElementsOfType(Ignored.class);
    }

    @Test
    @Tag("A60")
    void idsOfAcksAreLong() {
        VirtualClient client = connected("/");
        long id = (1L << 31) + 7;
        client.emit("/", TestEmit.of("x").asking(id));
        client.take();
        client.receive(ack("/", id));
        assertThat(client.take()).containsExactly(client.ackArrived("/", id));
    }

    @Test
    @Tag("F22")
    void answersToWhatWasSentFailAtDisconnectAndOthersGoOn() {
        VirtualClient client = connected("/");
        client.emit("/", TestEmit.of("sent").asking(0));
        client.emit("/", TestEmit.of("sent, with timeout").asking(1).timeout(SECOND));
        client.take();
        client.lost();
        TestEmit unsent = client.emit("/", TestEmit.of("unsent").asking(2));
        TestEmit timed =
                client.emit("/", TestEmit.of("unsent, with timeout").asking(3).timeout(SECOND.multipliedBy(9)));
        assertThat(client.take(AckFailed.class))
                .containsExactly(
                        client.ackFailed("/", 0, AckFailure.DISCONNECTED),
                        client.ackFailed("/", 1, AckFailure.DISCONNECTED));
        client.advance(Duration.ofSeconds(2));
        client.opened();
        client.answer("/", "sid");
        assertThat(client.take(SendEvent.class)).containsExactly(new SendEvent("/", unsent), new SendEvent("/", timed));
        client.receive(ack("/", 2));
        client.receive(ack("/", 3));
        assertThat(client.take(AckArrived.class)).hasSize(2);
        client.advance(Duration.ofHours(1));
        assertThat(client.take()).isEmpty();
    }

    @Test
    @Tag("F22")
    void disconnectIsToldBeforeTheAnswersFail() {
        VirtualClient client = connected("/");
        client.emit("/", TestEmit.of("sent").asking(0));
        client.take();
        client.disconnect("/");
        assertThat(client.take())
                .containsSubsequence(
                        new Disconnected("/", DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), false),
                        client.ackFailed("/", 0, AckFailure.DISCONNECTED));
    }

    @Test
    @Tag("F22")
    void aTimeoutBeforeSendingRemovesTheEvent() {
        VirtualClient client = new VirtualClient();
        TestEmit kept = client.emit("/", "kept");
        TestEmit late = client.emit("/", TestEmit.of("late").asking(0).timeout(SECOND));
        client.advance(SECOND);
        assertThat(client.take())
                .containsExactly(
                        new Dropped("/", late, DropReason.TIMEOUT), client.ackFailed("/", 0, AckFailure.TIMEOUT));
        client.connect("/");
        client.opened();
        client.answer("/", "sid");
        assertThat(client.take(SendEvent.class)).containsExactly(new SendEvent("/", kept));
    }

    @Test
    @Tag("F22")
    void theTimeForAnAnswerBeginsWithTheEmit() {
        VirtualClient client = new VirtualClient();
        client.emit("/", TestEmit.of("x").asking(0).timeout(SECOND));
        client.advance(Duration.ofMillis(900));
        client.connect("/");
        client.opened();
        client.answer("/", "sid");
        client.take();
        client.advance(Duration.ofMillis(100));
        assertThat(client.take()).containsExactly(client.ackFailed("/", 0, AckFailure.TIMEOUT));
    }

    @Test
    void cancellingAnAnswerRemovesTheEventThatWaits() {
        VirtualClient client = new VirtualClient();
        TestEmit emit = client.emit("/", TestEmit.of("x").asking(0).timeout(SECOND));
        client.session.cancelAck("/", 0, client.now);
        client.session.cancelAck("/", 0, client.now);
        assertThat(client.take()).containsExactly(new Dropped("/", emit, DropReason.CANCELLED));
        client.advance(SECOND);
        assertThat(client.take()).isEmpty();
    }

    @Test
    void cancellingAnAnswerToWhatWasSentOnlyForgetsIt() {
        VirtualClient client = connected("/");
        client.emit("/", TestEmit.of("x").asking(0).timeout(SECOND));
        client.take();
        client.session.cancelAck("/", 0, client.now);
        client.receive(ack("/", 0));
        client.advance(SECOND);
        assertThat(client.take()).hasOnlyElementsOfType(Ignored.class).hasSize(1);
    }

    @Test
    void anAnswerToWhatWasNotSentIsIgnored() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.opened();
        client.emit("/", TestEmit.of("x").asking(0));
        client.take();
        client.receive(ack("/", 0));
        assertThat(client.take()).hasOnlyElementsOfType(Ignored.class);
    }

    @Test
    @Tag("F22")
    void aHundredThousandPendingAnswersEndOnceEach() {
        VirtualClient client = connected("/");
        client.lost();
        for (int id = 0; id < 100_000; id++) {
            client.emit("/", TestEmit.of("x").asking(id).timeout(Duration.ofMillis(1 + id % 1000)));
        }
        client.take();
        client.advance(SECOND);
        assertThat(client.take(AckFailed.class))
                .hasSize(100_000)
                .doesNotHaveDuplicates()
                .allMatch(failed -> failed.why() == AckFailure.TIMEOUT);
    }

    @Test
    void timersOfAnswersThatArrivedDoNotPileUp() {
        Timers timers = new Timers();
        for (int i = 0; i < 100_000; i++) {
            timers.start(1_000_000L + i, now -> {}).cancel();
        }
        assertThat(timers.size()).isLessThan(200);
        assertThat(timers.next()).isEqualTo(ClientSession.NONE);
    }

    @Test
    void aTimerCancelledTwiceIsCountedOnce() {
        Timers timers = new Timers();
        for (int i = 0; i < 200; i++) {
            timers.start(i, now -> {});
        }
        Timers.Timer timer = timers.start(300, now -> {});
        for (int i = 0; i < 1000; i++) {
            timer.cancel();
        }
        assertThat(timers.size()).isEqualTo(201);
        timers.expire(299);
        assertThat(timers.next()).isEqualTo(ClientSession.NONE);
    }
}
