package io.curlew.engineio.session;

import static io.curlew.engineio.protocol.TransportType.POLLING;
import static io.curlew.engineio.protocol.TransportType.WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.CONNECT_TIMEOUT;
import static io.curlew.engineio.session.SessionHarness.ONLY_WEBSOCKET;
import static io.curlew.engineio.session.SessionHarness.config;
import static io.curlew.engineio.session.SessionHarness.fresh;
import static io.curlew.engineio.session.SessionHarness.open;
import static io.curlew.engineio.session.SessionHarness.openOnPolling;
import static io.curlew.engineio.session.SessionHarness.openOnWebSocket;
import static io.curlew.engineio.session.SessionHarness.withFallback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private static final TransportId FIRST = SessionHarness.POLLING;
    private static final TransportId SECOND = SessionHarness.WEBSOCKET;

    @Test
    void pollingOpensWithItsOpenPacket() {
        SessionHarness session = fresh();
        session.connect();
        session.expect("open polling#1");
        session.opened(FIRST);
        session.expectNothing();
        session.received(FIRST, open(OptionalLong.empty()));
        session.expect("received 0", "opened on polling");
    }

    @Test
    void aWebSocketOpensWithItsOpenPacketAndLooksForNoUpgrade() {
        SessionHarness session = new SessionHarness(config(UpgradePolicy.WHEN_OFFERED, WEBSOCKET));
        session.connect();
        session.expect("open websocket#1");
        session.opened(ONLY_WEBSOCKET);
        session.writable(ONLY_WEBSOCKET);
        session.expectNothing();
        session.received(ONLY_WEBSOCKET, open(OptionalLong.empty(), "websocket"));
        session.expect("received 0", "opened on websocket");
    }

    @Test
    void connectingTwiceIsConnectingOnce() {
        SessionHarness session = fresh();
        session.connect();
        session.connect();
        session.expect("open polling#1");
    }

    @Test
    void whatIsSentBeforeTheOpenPacketWaitsForIt() {
        SessionHarness session = fresh();
        session.send("early");
        session.connect();
        session.expect("open polling#1");
        session.send("late");
        session.polled(open(OptionalLong.empty()));
        session.expect("received 0", "opened on polling", "write polling#1: 4early 4late");
    }

    @Test
    void aMessageBehindTheOpenPacketIsAMessage() {
        SessionHarness session = fresh();
        session.connect();
        session.opened(FIRST);
        session.received(FIRST, open(OptionalLong.empty()), EnginePacket.message("welcome"));
        session.expect("open polling#1", "received 0", "opened on polling", "received 4welcome");
    }

    @Test
    @Tag("A06")
    void aSecondOpenPacketChangesNothingAndIsCounted() {
        SessionHarness session = openOnPolling(OptionalLong.of(3));
        session.received(FIRST, open(OptionalLong.of(1_000_000), "websocket"));
        session.received(FIRST, new EnginePacket.LaterOpen(EngineData.text("{}")));
        session.expect("received 0", "received 0{}");
        assertThat(session.session.ignoredPackets()).isEqualTo(2);
        session.send("a", "b");
        session.expect("write polling#1: 4a");
    }

    @Test
    @Tag("A07")
    void anotherFirstPacketIsNoHandshake() {
        SessionHarness session = fresh();
        session.connect();
        session.opened(FIRST);
        session.receivedText(FIRST, "hello");
        session.expect(
                "open polling#1",
                "abort polling#1",
                "failed: polling, handshake: invalid handshake: the first packet must be an open packet",
                "closed: transport error");
    }

    @Test
    void aTransportThatCantOpenEndsTheSession() {
        SessionHarness session = fresh();
        session.send("never");
        session.connect();
        session.broken(FIRST);
        session.expect("open polling#1", "failed: polling, read: broken", "closed: transport error, unsent: 4never");
    }

    @Test
    void aServerThatHangsUpEndsTheSessionAsWell() {
        SessionHarness session = fresh();
        session.connect();
        session.lost(FIRST);
        session.expect("open polling#1", "closed: transport close");
    }

    @Test
    void withFallbackTheNextTransportIsTried() {
        SessionHarness session = new SessionHarness(withFallback(POLLING, WEBSOCKET));
        session.connect();
        session.expect("open polling#1");
        session.broken(FIRST);
        session.expect("failed: polling, read: broken", "open websocket#2");
        session.opened(SECOND);
        session.writable(SECOND);
        session.received(SECOND, open(OptionalLong.empty()));
        session.expect("received 0", "opened on websocket");
    }

    @Test
    void withFallbackTheLastFailureEndsTheSession() {
        SessionHarness session = new SessionHarness(withFallback(POLLING, WEBSOCKET));
        session.connect();
        session.broken(FIRST);
        session.skip();
        session.broken(SECOND);
        session.expect("failed: websocket, read: broken", "closed: transport error");
    }

    @Test
    void withFallbackABadFirstPacketAlsoLeadsToTheNextTransport() {
        SessionHarness session = new SessionHarness(withFallback(POLLING, WEBSOCKET));
        session.connect();
        session.opened(FIRST);
        session.received(FIRST, new EnginePacket.Noop());
        session.expect(
                "open polling#1",
                "abort polling#1",
                "failed: polling, handshake: invalid handshake: the first packet must be an open packet",
                "open websocket#2");
    }

    @Test
    void aFailureAfterTheOpeningDoesNotFallBack() {
        SessionHarness session = new SessionHarness(withFallback(POLLING, WEBSOCKET));
        session.connect();
        session.polled(open(OptionalLong.empty()));
        session.skip();
        session.lost(FIRST);
        session.expect("closed: transport close");
    }

    @Test
    void lateInputOfATransportGivenUpIsIgnored() {
        SessionHarness session = new SessionHarness(withFallback(POLLING, WEBSOCKET));
        session.connect();
        session.broken(FIRST);
        session.skip();
        session.send("waits");
        session.opened(FIRST);
        session.received(FIRST, open(OptionalLong.empty()));
        session.writable(FIRST);
        session.written(FIRST);
        session.paused(FIRST);
        session.lost(FIRST);
        session.expectNothing();
        assertThat(session.session.state()).isEqualTo(EngineState.OPENING);
    }

    @Test
    void openingMayTakeAsLongAsTheConnectTimeoutToTheNanosecond() {
        SessionHarness session = fresh();
        session.connect();
        session.skip();
        session.afterNanos(CONNECT_TIMEOUT.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect(
                "failed: polling, connect: timed out: no connection within 21 s",
                "abort polling#1",
                "closed: transport error");
    }

    @Test
    @Tag("N27")
    void aServerThatIsConnectedAndDoesNotAnswerIsToldFromOneThatCannotBeReached() {
        SessionHarness session = fresh();
        session.connect();
        session.connected(FIRST);
        session.skip();
        session.afterNanos(CONNECT_TIMEOUT.toNanos());
        session.expect(
                "failed: polling, handshake: timed out: no answer to the handshake within 21 s",
                "abort polling#1",
                "closed: transport error");
    }

    @Test
    @Tag("N27")
    void eachTransportIsConnectedForItself() {
        SessionHarness session = new SessionHarness(withFallback(POLLING, WEBSOCKET));
        session.connect();
        session.connected(FIRST);
        session.afterNanos(CONNECT_TIMEOUT.toNanos() / 2);
        session.skip();
        session.connected(FIRST); // it is gone
        session.afterNanos(CONNECT_TIMEOUT.toNanos() / 2);
        session.expect(
                "failed: websocket, connect: timed out: no connection within 10.5 s",
                "abort websocket#2",
                "closed: transport error");
    }

    @Test
    void withFallbackATransportThatHangsLeavesTheOthersTheirShareOfTheTime() {
        SessionHarness session = new SessionHarness(withFallback(POLLING, WEBSOCKET));
        session.connect();
        session.skip();
        session.afterNanos(CONNECT_TIMEOUT.toNanos() / 2 - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect(
                "abort polling#1",
                "failed: polling, connect: timed out: no connection within 10.5 s",
                "open websocket#2");
        session.received(SECOND, open(OptionalLong.empty()));
        session.expect("received 0", "opened on websocket");
    }

    @Test
    void theConnectTimeoutIsForAllTransportsTogether() {
        SessionHarness session = new SessionHarness(withFallback(POLLING, WEBSOCKET));
        session.connect();
        session.afterNanos(CONNECT_TIMEOUT.toNanos() / 2);
        session.skip();
        session.afterNanos(CONNECT_TIMEOUT.toNanos() / 2 - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect(
                "failed: websocket, connect: timed out: no connection within 10.5 s",
                "abort websocket#2",
                "closed: transport error");
    }

    @Test
    void theLastTransportHasAllTheTimeThatOthersLeft() {
        SessionHarness session = new SessionHarness(withFallback(POLLING, WEBSOCKET));
        session.connect();
        session.broken(FIRST);
        session.skip();
        session.afterNanos(CONNECT_TIMEOUT.toNanos() - 1);
        session.expectNothing();
        session.afterNanos(1);
        session.expect(
                "failed: websocket, connect: timed out: no connection within 21 s",
                "abort websocket#2",
                "closed: transport error");
    }

    @Test
    void anOpenSessionHasNoConnectTimeout() {
        SessionHarness session = openOnWebSocket();
        session.after(CONNECT_TIMEOUT.plusSeconds(1));
        session.expectNothing();
    }

    @Test
    void aSessionThatWasNotConnectedWantsNothing() {
        SessionHarness session = fresh();
        session.opened(FIRST);
        session.received(FIRST, open(OptionalLong.empty()));
        session.expectNothing();
        assertThat(session.session.deadline()).isEqualTo(EngineSession.NONE);
    }

    @Test
    void atLeastOneTransportIsNeeded() {
        assertThatIllegalArgumentException().isThrownBy(() -> config(UpgradePolicy.NEVER));
    }
}
