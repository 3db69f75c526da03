package io.curlew.engineio.session;

import static io.curlew.engineio.session.SessionHarness.CLOSE_TIMEOUT;
import static io.curlew.engineio.session.SessionHarness.ONLY_WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.POLLING;
import static io.curlew.engineio.session.SessionHarness.WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.openOnPolling;
import static io.curlew.engineio.session.SessionHarness.openOnWebSocket;
import static io.curlew.engineio.session.SessionHarness.upgradeConfirming;
import static io.curlew.engineio.session.SessionHarness.upgradeOpening;
import static io.curlew.engineio.session.SessionHarness.upgradePausing;
import static io.curlew.engineio.session.SessionHarness.upgradeProbing;
import static io.curlew.engineio.session.SessionHarness.upgraded;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When everything that was sent is known to have been read by the server. */
@Tag("N20")
class ReceiptTest {
    private static final Duration PATIENCE = Duration.ofMillis(250);

    // ---- polling

    @Test
    void onPollingTheAnswerToThePostTells() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.requestReceipt();
        session.expect("write polling#1: 4a");
        session.wrote(POLLING);
        session.expect("drained", "read");
    }

    @Test
    void onPollingWhatWaitsForThePostBeforeItIsWaitedForToo() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.send("b");
        session.requestReceipt();
        session.wrote(POLLING);
        session.expect("write polling#1: 4a", "write polling#1: 4b");
        session.wrote(POLLING);
        session.expect("drained", "read");
    }

    @Test
    void whatIsSentLaterIsNotWaitedFor() {
        SessionHarness session = openOnPolling();
        session.send("a");
        session.requestReceipt();
        session.send("b");
        session.skip();
        session.wrote(POLLING);
        session.expect("write polling#1: 4b", "read");
        session.requestReceipt();
        session.wrote(POLLING);
        session.expect("drained", "read");
    }

    @Test
    void withoutMessagesThereIsNothingToWaitFor() {
        SessionHarness polling = openOnPolling();
        polling.requestReceipt();
        polling.expect("read");
        SessionHarness webSocket = openOnWebSocket();
        webSocket.requestReceipt();
        webSocket.expect("read");
    }

    @Test
    void aMessageThatIsTooLargeToBeSentIsNotWaitedFor() {
        SessionHarness session = openOnPolling(OptionalLong.of(10));
        session.send("x".repeat(10));
        session.requestReceipt();
        session.expect("oversized: 4" + "x".repeat(10), "drained", "read");
    }

    // ---- WebSocket

    @Test
    void onWebSocketAPingBehindTheMessagesTells() {
        SessionHarness session = openOnWebSocket();
        session.send("a");
        session.wrote(ONLY_WEBSOCKET);
        session.skip();
        session.requestReceipt();
        session.expect("ping websocket#1");
        session.pingLeft(ONLY_WEBSOCKET);
        session.expectNothing();
        session.ponged(ONLY_WEBSOCKET);
        session.expect("read");
        session.requestReceipt();
        session.expect("read");
    }

    @Test
    void thePingFollowsWhatCouldNotBeWrittenBefore() {
        SessionHarness session = openOnWebSocket();
        session.send("a");
        session.send("b");
        session.requestReceipt();
        session.expect("write websocket#1: 4a");
        session.writable(ONLY_WEBSOCKET);
        session.expect("write websocket#1: 4b", "ping websocket#1");
    }

    @Test
    void whoAsksWhileAPingIsOutWaitsForTheNext() {
        SessionHarness session = openOnWebSocket();
        session.send("a");
        session.requestReceipt();
        session.writable(ONLY_WEBSOCKET);
        session.expect("write websocket#1: 4a", "ping websocket#1", "drained");
        session.send("b");
        session.requestReceipt();
        session.expect("write websocket#1: 4b");
        session.ponged(ONLY_WEBSOCKET);
        session.expect("read", "ping websocket#1");
        session.ponged(ONLY_WEBSOCKET);
        session.expect("read");
    }

    @Test
    void aServerThatAnswersNoPingIsGivenUpInTimeAndNotAskedAgain() {
        SessionHarness session = pinging();
        session.afterNanos(PATIENCE.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("perhaps read");
        session.send("b");
        session.requestReceipt();
        session.expect("write websocket#1: 4b", "perhaps read");
    }

    @Test
    void theTimeBeginsWhenThePingHasLeft() {
        SessionHarness session = openOnWebSocket();
        session.send("a");
        session.requestReceipt();
        session.skip();
        session.after(Duration.ofSeconds(10));
        session.expectNothing();
        session.pingLeft(ONLY_WEBSOCKET);
        session.after(PATIENCE);
        session.expect("perhaps read");
    }

    @Test
    void aServerThatAnswersLateIsAskedAgain() {
        SessionHarness session = pinging();
        session.after(PATIENCE);
        session.expect("perhaps read");
        session.ponged(ONLY_WEBSOCKET);
        session.expectNothing();
        session.send("b");
        session.requestReceipt();
        session.expect("write websocket#1: 4b", "ping websocket#1");
    }

    @Test
    void aServerThatHasAnsweredBeforeIsWaitedForAsLongAsClosingMayTake() {
        SessionHarness session = pinging();
        session.ponged(ONLY_WEBSOCKET);
        session.send("b");
        session.writable(ONLY_WEBSOCKET);
        session.requestReceipt();
        session.pingLeft(ONLY_WEBSOCKET);
        session.skip();
        session.afterNanos(CLOSE_TIMEOUT.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("perhaps read");
    }

    @Test
    void noServerIsWaitedForLongerThanClosingMayTake() {
        SessionHarness session = new SessionHarness(new SessionConfig(
                List.of(ONLY_WEBSOCKET.type()),
                false,
                UpgradePolicy.NEVER,
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                false,
                Integer.MAX_VALUE,
                Optional.empty()));
        session.connect();
        session.opened(ONLY_WEBSOCKET);
        session.writable(ONLY_WEBSOCKET);
        session.received(ONLY_WEBSOCKET, SessionHarness.open(OptionalLong.empty()));
        session.send("a");
        session.requestReceipt();
        session.pingLeft(ONLY_WEBSOCKET);
        session.skip();
        session.after(Duration.ofMillis(100));
        session.expect("perhaps read");
    }

    @Test
    void whileNobodyReadsAMissingAnswerSaysNothingAboutTheServer() {
        SessionHarness session = pinging();
        session.pauseReading();
        session.after(PATIENCE);
        session.expect("perhaps read");
        session.resumeReading();
        session.send("b");
        session.writable(ONLY_WEBSOCKET);
        session.requestReceipt();
        session.expect("write websocket#1: 4b", "drained", "ping websocket#1");
    }

    @Test
    void anAnswerThatNobodyWaitsForMeansNothing() {
        SessionHarness session = openOnWebSocket();
        session.send("a");
        session.skip();
        session.pingLeft(ONLY_WEBSOCKET);
        session.ponged(ONLY_WEBSOCKET);
        session.pingLeft(WEBSOCKET);
        session.ponged(WEBSOCKET);
        session.requestReceipt();
        session.expect("ping websocket#1");
    }

    // ---- an upgrade

    @Test
    void whatWasPostedBeforeAnUpgradeIsKnownToBeRead() {
        SessionHarness session = upgradeOpening();
        session.send("a");
        session.wrote(POLLING);
        session.opened(WEBSOCKET);
        session.wrote(WEBSOCKET);
        session.received(WEBSOCKET, EnginePacket.Pong.PROBE);
        session.paused(POLLING);
        session.wrote(WEBSOCKET);
        session.skip();
        session.requestReceipt();
        session.expect("read");
    }

    @Test
    void whatWaitsForAnUpgradeIsProvenByThePing() {
        SessionHarness session = upgradeConfirming();
        session.send("a");
        session.requestReceipt();
        session.expectNothing();
        session.wrote(WEBSOCKET);
        session.expect("abort polling#1", "upgraded to websocket", "write websocket#2: 4a", "ping websocket#2");
        session.ponged(WEBSOCKET);
        session.expect("read");
    }

    @Test
    void anUpgradeThatIsCancelledBeforeItsLastStepLeavesEverythingToPolling() {
        SessionHarness session = upgradePausing();
        session.send("a");
        session.requestReceipt();
        session.cancelUpgrade();
        session.expect("abort websocket#2", "resume polling#1", "write polling#1: 4a");
        session.wrote(POLLING);
        session.expect("drained", "read");
    }

    @Test
    void anUpgradeThatIsAboutToBeDoneOrRequiredIsNotCancelled() {
        SessionHarness session = upgradeConfirming();
        session.cancelUpgrade();
        session.expectNothing();
        SessionHarness required = upgradeOpening(UpgradePolicy.REQUIRED);
        required.cancelUpgrade();
        required.expectNothing();
        SessionHarness none = openOnPolling();
        none.cancelUpgrade();
        none.expectNothing();
    }

    @Test
    void anUpgradeThatIsBeingProbedIsCancelled() {
        SessionHarness session = upgradeProbing();
        session.cancelUpgrade();
        session.expect("abort websocket#2");
        session.send("a");
        session.expect("write polling#1: 4a");
    }

    // ---- the end

    @Test
    void aLostConnectionTellsWhoStillWaitsThatNothingIsKnown() {
        SessionHarness session = pinging();
        session.send("b");
        session.send("c");
        session.requestReceipt();
        session.skip();
        session.lost(ONLY_WEBSOCKET);
        session.expect("perhaps read", "perhaps read", "closed: transport close, unsent: 4c");
        assertThat(session.session.deadline()).isEqualTo(EngineSession.NONE);
        session.requestReceipt();
        session.expect("perhaps read");
    }

    @Test
    void closingStillFindsOut() {
        SessionHarness session = upgraded();
        session.send("a");
        session.send("b");
        session.requestReceipt();
        session.close();
        session.skip();
        session.writable(WEBSOCKET);
        session.expect("write websocket#2: 4b", "ping websocket#2");
        session.ponged(WEBSOCKET);
        session.expect("read");
        session.writable(WEBSOCKET);
        session.expect("close websocket#2");
    }

    /** A message was written, and a ping behind it has left. */
    private static SessionHarness pinging() {
        SessionHarness session = openOnWebSocket();
        session.send("a");
        session.writable(ONLY_WEBSOCKET);
        session.requestReceipt();
        session.pingLeft(ONLY_WEBSOCKET);
        session.expect("write websocket#1: 4a", "drained", "ping websocket#1");
        return session;
    }
}
