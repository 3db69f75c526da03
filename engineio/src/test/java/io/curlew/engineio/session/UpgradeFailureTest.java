package io.curlew.engineio.session;

import static io.curlew.engineio.session.SessionHarness.POLLING;
import static io.curlew.engineio.session.SessionHarness.UPGRADE_TIMEOUT;
import static io.curlew.engineio.session.SessionHarness.WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.upgradeConfirming;
import static io.curlew.engineio.session.SessionHarness.upgradeOpening;
import static io.curlew.engineio.session.SessionHarness.upgradePausing;
import static io.curlew.engineio.session.SessionHarness.upgradeProbing;
import static io.curlew.engineio.session.SessionHarness.upgraded;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.curlew.engineio.protocol.EnginePacket;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails before the upgrade packet is written leads back to polling with nothing lost. */
class UpgradeFailureTest {
    private static final String TOO_LONG =
            "upgrade failed: websocket, upgrade: timed out: the upgrade took longer than 10 s";
    private static final String NO_PONG =
            "upgrade failed: websocket, upgrade: the probe was not answered with its pong";

    @Test
    @Tag("F09")
    void aWebSocketThatIsRefusedLeavesPollingAsItIs() {
        SessionHarness session = upgradeOpening();
        session.broken(WEBSOCKET);
        session.expect("upgrade failed: websocket, read: broken");
        session.send("a");
        session.expect("write polling#1: 4a");
    }

    @Test
    @Tag("F09")
    void itIsNotTriedAgain() {
        SessionHarness session = upgradeOpening();
        session.broken(WEBSOCKET);
        session.skip();
        session.after(UPGRADE_TIMEOUT.plus(UPGRADE_TIMEOUT));
        session.expectNothing();
    }

    @Test
    @Tag("F09")
    void aWebSocketThatHangsWhileOpeningIsGivenUp() {
        SessionHarness session = upgradeOpening();
        session.afterNanos(UPGRADE_TIMEOUT.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("abort websocket#2", TOO_LONG);
    }

    @Test
    @Tag("F10")
    void aProbeThatIsNotAnsweredEndsTheUpgradeOnly() {
        SessionHarness session = upgradeProbing();
        session.after(UPGRADE_TIMEOUT);
        session.expect("abort websocket#2", TOO_LONG);
        session.send("a");
        session.expect("write polling#1: 4a");
    }

    @Test
    @Tag("F11")
    void aProbeAnsweredAtTheLastMomentIsAnswered() {
        SessionHarness session = upgradeProbing();
        session.afterNanos(UPGRADE_TIMEOUT.toNanos() - 1);
        session.received(WEBSOCKET, EnginePacket.Pong.PROBE);
        session.expect("received 3probe", "pause polling#1");
    }

    @Test
    @Tag("F11")
    void anAnswerAfterTheTimeoutIsIgnored() {
        SessionHarness session = upgradeProbing();
        session.after(UPGRADE_TIMEOUT);
        session.skip();
        session.received(WEBSOCKET, EnginePacket.Pong.PROBE);
        session.expectNothing();
    }

    static Stream<EnginePacket> wrongAnswers() {
        return Stream.of(
                new EnginePacket.Pong("wrong"),
                EnginePacket.Pong.HEARTBEAT,
                EnginePacket.message("x"),
                EnginePacket.message(new byte[1]),
                new EnginePacket.Close(),
                new EnginePacket.Noop());
    }

    @Tag("F12")
    @ParameterizedTest
    @MethodSource("wrongAnswers")
    void aWrongAnswerToTheProbeEndsTheUpgradeAndReachesNoListener(EnginePacket answer) {
        SessionHarness session = upgradeProbing();
        session.received(WEBSOCKET, answer);
        session.expect("abort websocket#2", NO_PONG);
        session.send("a");
        session.expect("write polling#1: 4a");
    }

    @Test
    @Tag("F12")
    void aMessageBeforeTheProbeWasSentIsAWrongAnswerToo() {
        SessionHarness session = upgradeOpening();
        session.receivedText(WEBSOCKET, "x");
        session.expect("abort websocket#2", NO_PONG);
    }

    @Test
    @Tag("F12")
    void aMessageBeforeTheUpgradePacketResumesPolling() {
        SessionHarness session = upgradePausing();
        session.receivedText(WEBSOCKET, "x");
        session.expect("abort websocket#2", "resume polling#1", NO_PONG, "drained");
    }

    @Test
    @Tag("F13")
    void aWebSocketLostBeforeTheUpgradePacketResumesPollingWithNothingLost() {
        SessionHarness session = upgradePausing();
        session.send("a");
        session.lost(WEBSOCKET);
        session.expect("resume polling#1", "upgrade failed: websocket, read: lost", "write polling#1: 4a");
    }

    @Test
    @Tag("F13")
    void aWebSocketLostBeforeTheUpgradePacketHasLeftResumesPollingToo() {
        SessionHarness session = upgradeConfirming();
        session.send("a");
        session.lost(WEBSOCKET);
        session.expect("resume polling#1", "upgrade failed: websocket, read: lost", "write polling#1: 4a");
    }

    @Test
    @Tag("F13")
    void pollingThatRestsAfterTheUpgradeFailedIsNoStepOfAnything() {
        SessionHarness session = upgradePausing();
        session.lost(WEBSOCKET);
        session.skip();
        session.paused(POLLING);
        session.expectNothing();
    }

    @Test
    @Tag("F13")
    void aWebSocketLostAfterTheUpgradePacketEndsTheSessionOnce() {
        SessionHarness session = upgraded();
        session.send("gone");
        session.send("a");
        session.skip();
        session.lost(WEBSOCKET);
        session.expect("closed: transport close, unsent: 4a");
    }

    @Test
    @Tag("F14")
    void aPollThatIsNeverReleasedHoldsMessagesForTheUpgradeTimeoutOnly() {
        SessionHarness session = upgradePausing();
        session.send("a");
        session.afterNanos(UPGRADE_TIMEOUT.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect("abort websocket#2", "resume polling#1", TOO_LONG, "write polling#1: 4a");
    }

    @Test
    @Tag("F14")
    void anUpgradePacketThatCantLeaveHoldsMessagesForTheUpgradeTimeoutOnly() {
        SessionHarness session = upgradeConfirming();
        session.send("a");
        session.after(UPGRADE_TIMEOUT);
        session.expect("abort websocket#2", "resume polling#1", TOO_LONG, "write polling#1: 4a");
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                step("opening", SessionHarness::upgradeOpening),
                step("probing", SessionHarness::upgradeProbing),
                step("pausing", SessionHarness::upgradePausing),
                step("confirming", SessionHarness::upgradeConfirming));
    }

    private static Arguments step(String name, Supplier<SessionHarness> before) {
        return arguments(Named.of(name, before));
    }

    @Tag("F15")
    @ParameterizedTest
    @MethodSource("steps")
    void aPollAnsweredWithAClosePacketEndsBothTransports(Supplier<SessionHarness> before) {
        SessionHarness session = before.get();
        session.received(POLLING, new EnginePacket.Close());
        session.expect("received 1", "abort websocket#2", "abort polling#1", "closed: transport close");
    }

    @Tag("F15")
    @ParameterizedTest
    @MethodSource("steps")
    void aPollAnsweredWithAnErrorEndsBothTransports(Supplier<SessionHarness> before) {
        SessionHarness session = before.get();
        session.broken(POLLING);
        session.expect("failed: polling, read: broken", "abort websocket#2", "closed: transport error");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aServerThatFallsSilentEndsBothTransports(Supplier<SessionHarness> before) {
        SessionHarness session = before.get();
        session.afterSleeping(SessionHarness.HEARTBEAT_DEADLINE);
        session.timeouts();
        session.expect("abort websocket#2", "abort polling#1", "closed: ping timeout");
    }
}
