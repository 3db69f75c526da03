package io.curlew.engineio.session;

import static io.curlew.engineio.session.SessionHarness.CLOSE_TIMEOUT;
import static io.curlew.engineio.session.SessionHarness.ONLY_WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.POLLING;
import static io.curlew.engineio.session.SessionHarness.WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.fresh;
import static io.curlew.engineio.session.SessionHarness.openOnPolling;
import static io.curlew.engineio.session.SessionHarness.openOnWebSocket;
import static io.curlew.engineio.session.SessionHarness.upgradeConfirming;
import static io.curlew.engineio.session.SessionHarness.upgradePausing;
import static io.curlew.engineio.session.SessionHarness.upgradeProbing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("F17")
class ClosingTest {

    @Test
    void pollingSaysGoodbyeWithAPacketAndThenCloses() {
        SessionHarness session = openOnPolling();
        session.close();
        session.expect("write polling#1: 1");
        session.written(POLLING);
        session.expect("close polling#1");
        session.lost(POLLING);
        session.expect("closed: forced close");
    }

    @Test
    void aWebSocketSaysGoodbyeInItsOwnWay() {
        SessionHarness session = openOnWebSocket();
        session.close();
        session.expect("close websocket#1");
        session.lost(ONLY_WEBSOCKET);
        session.expect("closed: forced close");
    }

    @Test
    void whatWasAcceptedIsSentFirst() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.send("b");
        session.close();
        session.expect("write polling#1: 4a");
        session.wrote(POLLING);
        session.expect("write polling#1: 4b");
        session.wrote(POLLING);
        session.expect("write polling#1: 1");
    }

    @Test
    void aWriteThatLeavesLateDoesNotCloseAWebSocketAgain() {
        SessionHarness session = openOnWebSocket();
        session.send("a");
        session.writable(ONLY_WEBSOCKET);
        session.close();
        session.expect("write websocket#1: 4a", "drained", "close websocket#1");
        session.written(ONLY_WEBSOCKET);
        session.expectNothing();
    }

    @Test
    void whatArrivesMeanwhileIsDelivered() {
        SessionHarness session = openOnPolling();
        session.close();
        session.skip();
        session.receivedText(POLLING, "last");
        session.expect("received 4last");
    }

    @Test
    void aPingWhileClosingNeedsNoAnswer() {
        SessionHarness session = openOnWebSocket();
        session.close();
        session.skip();
        session.received(ONLY_WEBSOCKET, EnginePacket.Ping.HEARTBEAT);
        session.expect("received 2");
    }

    @Test
    void aServerThatAnswersTheGoodbyeWithItsOwnChangesNoReason() {
        SessionHarness session = openOnPolling();
        session.close();
        session.skip();
        session.received(POLLING, new EnginePacket.Close());
        session.expect("received 1", "abort polling#1", "closed: forced close");
    }

    @Test
    void aServerThatClosesFirstIsTheReason() {
        SessionHarness session = openOnPolling();
        session.received(POLLING, new EnginePacket.Close());
        session.expect("received 1", "abort polling#1", "closed: transport close");
    }

    @Test
    void aTransportLostWhileSendingTheRestStillIsAForcedCloseAndReportsTheRest() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.send("b");
        session.close();
        session.skip();
        session.lost(POLLING);
        session.expect("closed: forced close, unsent: 4b");
    }

    @Test
    void whatCantBeSentInTimeIsReported() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.send("b");
        session.close();
        session.skip();
        session.afterNanos(CLOSE_TIMEOUT.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("abort polling#1", "closed: forced close, unsent: 4b");
    }

    @Test
    void aGoodbyeThatIsNotAnsweredInTimeIsTheEndToo() {
        SessionHarness session = openOnWebSocket();
        session.close();
        session.skip();
        session.after(CLOSE_TIMEOUT);
        session.expect("abort websocket#1", "closed: forced close");
    }

    @Test
    void aMessageAfterTheGoodbyeIsRefused() {
        SessionHarness session = openOnWebSocket();
        session.close();
        session.skip();
        session.send("late");
        session.expect("unsent: 4late");
    }

    @Test
    void aMessageAfterCloseIsRefusedAlthoughOthersAreStillBeingSent() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.send("b");
        session.close();
        session.skip();
        session.send("late");
        session.expect("unsent: 4late");
        session.wrote(POLLING);
        session.expect("write polling#1: 4b");
    }

    @Test
    void aSessionThatIsBeingOpenedEndsAtOnce() {
        SessionHarness session = fresh();
        session.connect();
        session.send("a");
        session.skip();
        session.close();
        session.expect("abort polling#1", "closed: forced close, unsent: 4a");
    }

    @Test
    void aSessionThatWasNeverConnectedEndsAtOnceAndCantBeConnectedAnyMore() {
        SessionHarness session = fresh();
        session.close();
        session.expect("closed: forced close");
        session.connect();
        session.expectNothing();
    }

    @Test
    void anUpgradeThatIsNotYetDoneIsGivenUp() {
        SessionHarness session = upgradeProbing();
        session.close();
        session.expect("abort websocket#2", "write polling#1: 1");
    }

    @Test
    void pollingThatRestsForAnUpgradeIsResumedToSayGoodbye() {
        SessionHarness session = upgradePausing();
        session.send("a");
        session.close();
        session.expect("abort websocket#2", "resume polling#1", "write polling#1: 4a");
    }

    @Test
    void anUpgradeThatIsAlmostDoneIsDoneFirst() {
        SessionHarness session = upgradeConfirming();
        session.send("a");
        session.close();
        session.expectNothing();
        session.wrote(WEBSOCKET);
        session.expect("abort polling#1", "upgraded to websocket", "write websocket#2: 4a");
        session.wrote(WEBSOCKET);
        session.expect("close websocket#2");
    }

    @Test
    void anUpgradeThatFailsAfterAllLeadsBackToPollingToSayGoodbye() {
        SessionHarness session = upgradeConfirming();
        session.close();
        session.lost(WEBSOCKET);
        session.expect("resume polling#1", "upgrade failed: websocket, read: lost", "write polling#1: 1");
    }

    @Test
    void aRequiredUpgradeIsNotRequiredForClosing() {
        SessionHarness session = SessionHarness.upgradeOpening(UpgradePolicy.REQUIRED);
        session.opened(WEBSOCKET);
        session.wrote(WEBSOCKET);
        session.received(WEBSOCKET, EnginePacket.Pong.PROBE);
        session.paused(POLLING);
        session.close();
        session.skip();
        session.lost(WEBSOCKET);
        session.expect("resume polling#1", "upgrade failed: websocket, read: lost", "write polling#1: 1");
    }

    @Test
    void aDriverThatCrashesIsTheEnd() {
        SessionHarness session = upgradePausing();
        session.send("a");
        session.crash(new IllegalStateException("bug"));
        session.expect("abort websocket#2", "abort polling#1", "closed: transport error, unsent: 4a");
        session.crash(new IllegalStateException("again"));
        session.expectNothing();
    }

    static Stream<Arguments> everyState() {
        return Stream.of(
                state("new", SessionHarness::fresh),
                state("opening", () -> {
                    SessionHarness session = fresh();
                    session.connect();
                    return session;
                }),
                state("on polling", SessionHarness::openOnPolling),
                state("on a WebSocket", SessionHarness::openOnWebSocket),
                state("upgrade: opening", SessionHarness::upgradeOpening),
                state("upgrade: probing", SessionHarness::upgradeProbing),
                state("upgrade: pausing", SessionHarness::upgradePausing),
                state("upgrade: confirming", SessionHarness::upgradeConfirming),
                state("upgraded", SessionHarness::upgraded));
    }

    private static Arguments state(String name, Supplier<SessionHarness> before) {
        return arguments(Named.of(name, before));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void closeEndsInTimeAndOnceWhateverTheServerDoes(Supplier<SessionHarness> before) {
        SessionHarness session = before.get();
        session.send("a");
        session.close();
        session.close();
        session.after(CLOSE_TIMEOUT);
        assertThat(session.isClosed()).isTrue();
        assertThat(session.session.deadline()).isEqualTo(EngineSession.NONE);
        session.skip();
        session.close();
        session.crash(new IllegalStateException());
        session.after(SessionHarness.HEARTBEAT_DEADLINE);
        session.expectNothing();
    }
}
