package io.curlew.engineio.session;

import static io.curlew.engineio.session.SessionHarness.POLLING;
import static io.curlew.engineio.session.SessionHarness.WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.config;
import static io.curlew.engineio.session.SessionHarness.open;
import static io.curlew.engineio.session.SessionHarness.upgradeConfirming;
import static io.curlew.engineio.session.SessionHarness.upgradeOpening;
import static io.curlew.engineio.session.SessionHarness.upgradePausing;
import static io.curlew.engineio.session.SessionHarness.upgradeProbing;
import static io.curlew.engineio.session.SessionHarness.upgraded;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    @Test
    void theStepsComeInTheOrderOfTheReferenceClient() {
        SessionHarness session = SessionHarness.fresh();
        session.connect();
        session.polled(open(OptionalLong.empty(), "websocket"));
        session.expect("open polling#1", "received 0", "opened on polling", "open websocket#2 for the-sid");
        session.opened(WEBSOCKET);
        session.expect("write websocket#2: 2probe");
        session.wrote(WEBSOCKET);
        session.received(WEBSOCKET, EnginePacket.Pong.PROBE);
        session.expect("received 3probe", "pause polling#1");
        session.paused(POLLING);
        session.expect("write websocket#2: 5");
        session.written(WEBSOCKET);
        session.expect("abort polling#1", "upgraded to websocket");
    }

    @Test
    void pollingCarriesMessagesUntilItIsPaused() {
        SessionHarness session = upgradeProbing();
        session.send("a");
        session.expect("write polling#1: 4a");
        session.wrote(POLLING);
        session.expect("drained");
        session.receivedText(POLLING, "b");
        session.expect("received 4b");
    }

    @Test
    @Tag("F16")
    void whatIsSentFromThePauseOnWaitsForTheWebSocket() {
        SessionHarness session = upgradePausing();
        session.send("a");
        session.received(POLLING, EnginePacket.Ping.HEARTBEAT);
        session.expect("received 2");
        session.paused(POLLING);
        session.send("b");
        session.expect("write websocket#2: 5");
        session.written(WEBSOCKET);
        session.expect("abort polling#1", "upgraded to websocket");
        session.writable(WEBSOCKET);
        session.expect("write websocket#2: 3 4a 4b");
    }

    @Test
    void whoFoundNothingWritableDuringTheMoveIsToldOfItsEnd() {
        SessionHarness session = upgradeConfirming();
        assertThat(session.session.holdsWrites()).isTrue();
        session.writable(WEBSOCKET);
        session.written(WEBSOCKET);
        session.expect("abort polling#1", "upgraded to websocket", "drained");
        assertThat(session.session.holdsWrites()).isFalse();
    }

    @Test
    void aWebSocketThatIsReadyBeforeTheMoveTakesMessagesWithIt() {
        SessionHarness session = upgradeConfirming();
        session.send("a");
        session.writable(WEBSOCKET);
        session.expectNothing();
        session.written(WEBSOCKET);
        session.expect("abort polling#1", "upgraded to websocket", "write websocket#2: 4a");
    }

    @Test
    @Tag("F16")
    void whatPollingBringsWhileItComesToRestIsDelivered() {
        SessionHarness session = upgradePausing();
        session.receivedText(POLLING, "last");
        session.received(POLLING, new EnginePacket.Noop());
        session.expect("received 4last", "received 6");
    }

    @Test
    void aServerThatSpeaksOnTheWebSocketHasSeenTheUpgrade() {
        SessionHarness session = upgradeConfirming();
        session.receivedText(WEBSOCKET, "first");
        session.expect("abort polling#1", "upgraded to websocket", "received 4first");
        session.send("a");
        session.expectNothing();
        session.wrote(WEBSOCKET);
        session.expect("write websocket#2: 4a");
    }

    @Test
    void afterTheMoveTheWebSocketIsTheSession() {
        SessionHarness session = upgraded();
        session.received(WEBSOCKET, EnginePacket.Ping.HEARTBEAT);
        session.expect("received 2", "write websocket#2: 3");
        session.lost(WEBSOCKET);
        session.expect("closed: transport close");
    }

    @Test
    void afterTheMovePollingIsForgotten() {
        SessionHarness session = upgraded();
        session.receivedText(POLLING, "late");
        session.writable(POLLING);
        session.paused(POLLING);
        session.lost(POLLING);
        session.expectNothing();
    }

    @Test
    void afterTheMoveThereIsNoUpgradeTimeout() {
        SessionHarness session = upgraded();
        session.after(SessionHarness.UPGRADE_TIMEOUT.plusSeconds(1));
        session.expectNothing();
    }

    @Test
    void withoutAnOfferPollingStays() {
        SessionHarness session = SessionHarness.fresh();
        session.connect();
        session.polled(open(OptionalLong.empty(), "webtransport"));
        session.expect("open polling#1", "received 0", "opened on polling");
    }

    @Test
    void withoutTheWishPollingStays() {
        SessionHarness session = new SessionHarness(config(UpgradePolicy.NEVER, TransportType.POLLING));
        session.connect();
        session.polled(open(OptionalLong.empty(), "websocket"));
        session.expect("open polling#1", "received 0", "opened on polling");
    }

    @Test
    void anUpgradeThatIsRequiredAndNotOfferedEndsTheSession() {
        SessionHarness session = new SessionHarness(config(UpgradePolicy.REQUIRED, TransportType.POLLING));
        session.connect();
        session.polled(open(OptionalLong.empty()));
        session.expect(
                "open polling#1",
                "received 0",
                "opened on polling",
                "failed: websocket, upgrade: the server offers no upgrade to websocket",
                "abort polling#1",
                "closed: transport error");
    }

    @Test
    void anUpgradeThatIsRequiredAndFailsEndsTheSession() {
        SessionHarness session = upgradeOpening(UpgradePolicy.REQUIRED);
        session.broken(WEBSOCKET);
        session.expect(
                "upgrade failed: websocket, read: broken",
                "failed: websocket, read: broken",
                "abort polling#1",
                "closed: transport error");
    }

    @Test
    void anUpgradeThatIsRequiredAndTakesTooLongEndsTheSession() {
        SessionHarness session = upgradeOpening(UpgradePolicy.REQUIRED);
        session.after(SessionHarness.UPGRADE_TIMEOUT);
        session.expect(
                "abort websocket#2",
                "upgrade failed: websocket, upgrade: timed out: the upgrade took longer than 10 s",
                "failed: websocket, upgrade: timed out: the upgrade took longer than 10 s",
                "abort polling#1",
                "closed: transport error");
    }

    @Test
    @Tag("A06")
    void anOpenPacketOnTheProbedWebSocketIsIgnoredAndCounted() {
        SessionHarness session = upgradeProbing();
        session.received(WEBSOCKET, open(OptionalLong.of(1)));
        session.received(WEBSOCKET, new EnginePacket.LaterOpen(EngineData.text("{}")));
        assertThat(session.session.ignoredPackets()).isEqualTo(2);
        session.expect("received 0", "received 0{}");
        session.received(WEBSOCKET, EnginePacket.Pong.PROBE);
        session.expect("received 3probe", "pause polling#1");
    }

    @Test
    void signalsThatDoNotFitTheStepAreIgnored() {
        SessionHarness session = upgradeOpening();
        session.written(WEBSOCKET);
        session.writable(WEBSOCKET);
        session.paused(POLLING);
        session.paused(WEBSOCKET);
        session.expectNothing();
        session.opened(WEBSOCKET);
        session.skip();
        session.opened(WEBSOCKET);
        session.expectNothing();
    }

    @Test
    void anUpgradeThatIsNotUnderWayHasNoTransport() {
        assertThat(new Upgrade().isUnderWay()).isFalse();
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> new Upgrade().transport())
                .withMessage("No upgrade is under way");
    }
}
