package io.curlew.engineio.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A session on virtual time. Inputs are methods; what the session wants done comes out as lines of text that read like
 * a story. Every line is also held against what a transport can bear ({@link TransportRules}).
 */
final class SessionHarness {
    static final Duration PING_INTERVAL = Duration.ofSeconds(25);
    static final Duration PING_TIMEOUT = Duration.ofSeconds(20);
    static final Duration HEARTBEAT_DEADLINE = PING_INTERVAL.plus(PING_TIMEOUT);
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(21);
    static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    static final int MAX_PACKETS = 16;

    /** The first transport of most stories, and the second. */
    static final TransportId POLLING = new TransportId(TransportType.POLLING, 1);

    static final TransportId WEBSOCKET = new TransportId(TransportType.WEBSOCKET, 2);
    /** The only transport of a session that begins with WebSocket. */
    static final TransportId ONLY_WEBSOCKET = new TransportId(TransportType.WEBSOCKET, 1);

    final EngineSession session;
    private final TransportRules rules = new TransportRules();
    private final List<String> story = new ArrayList<>();
    private long now = 1_000_000;

    SessionHarness(SessionConfig config) {
        session = new EngineSession(config);
    }

    // ---- beginnings

    static SessionConfig config(UpgradePolicy upgrade, TransportType... transports) {
        return new SessionConfig(
                List.of(transports),
                false,
                upgrade,
                CONNECT_TIMEOUT,
                UPGRADE_TIMEOUT,
                CLOSE_TIMEOUT,
                false,
                MAX_PACKETS,
                Optional.empty());
    }

    static SessionConfig withFallback(TransportType... transports) {
        return new SessionConfig(
                List.of(transports),
                true,
                UpgradePolicy.NEVER,
                CONNECT_TIMEOUT,
                UPGRADE_TIMEOUT,
                CLOSE_TIMEOUT,
                false,
                MAX_PACKETS,
                Optional.empty());
    }

    static SessionConfig withMaxStall(Duration longest) {
        return new SessionConfig(
                List.of(TransportType.POLLING),
                false,
                UpgradePolicy.NEVER,
                CONNECT_TIMEOUT,
                UPGRADE_TIMEOUT,
                CLOSE_TIMEOUT,
                false,
                MAX_PACKETS,
                Optional.of(longest));
    }

    static SessionConfig sendingOversized() {
        return new SessionConfig(
                List.of(TransportType.POLLING),
                false,
                UpgradePolicy.NEVER,
                CONNECT_TIMEOUT,
                UPGRADE_TIMEOUT,
                CLOSE_TIMEOUT,
                true,
                MAX_PACKETS,
                Optional.empty());
    }

    /** Not connected yet; will upgrade when that is offered. */
    static SessionHarness fresh() {
        return new SessionHarness(config(UpgradePolicy.WHEN_OFFERED, TransportType.POLLING));
    }

    static SessionHarness openOnPolling() {
        return openOnPolling(OptionalLong.empty());
    }

    static SessionHarness openOnPolling(OptionalLong maxPayload) {
        SessionHarness harness = fresh();
        harness.connect();
        harness.polled(open(maxPayload));
        harness.skip();
        return harness;
    }

    static SessionHarness openOnWebSocket() {
        SessionHarness harness = new SessionHarness(config(UpgradePolicy.NEVER, TransportType.WEBSOCKET));
        harness.connect();
        harness.opened(ONLY_WEBSOCKET);
        harness.writable(ONLY_WEBSOCKET);
        harness.received(ONLY_WEBSOCKET, open(OptionalLong.empty()));
        harness.skip();
        return harness;
    }

    /** Open on polling; the WebSocket of the upgrade is being opened. */
    static SessionHarness upgradeOpening() {
        return upgradeOpening(UpgradePolicy.WHEN_OFFERED);
    }

    static SessionHarness upgradeOpening(UpgradePolicy policy) {
        SessionHarness harness = new SessionHarness(config(policy, TransportType.POLLING));
        harness.connect();
        harness.polled(open(OptionalLong.empty(), "websocket"));
        harness.skip();
        return harness;
    }

    /** The probe was sent. */
    static SessionHarness upgradeProbing() {
        SessionHarness harness = upgradeOpening();
        harness.opened(WEBSOCKET);
        harness.wrote(WEBSOCKET);
        harness.skip();
        return harness;
    }

    /** The probe was answered, polling comes to rest. */
    static SessionHarness upgradePausing() {
        SessionHarness harness = upgradeProbing();
        harness.received(WEBSOCKET, EnginePacket.Pong.PROBE);
        harness.skip();
        return harness;
    }

    /** The upgrade packet was handed over, and has not left yet. */
    static SessionHarness upgradeConfirming() {
        SessionHarness harness = upgradePausing();
        harness.paused(POLLING);
        harness.skip();
        return harness;
    }

    static SessionHarness upgraded() {
        SessionHarness harness = upgradeConfirming();
        harness.wrote(WEBSOCKET);
        harness.skip();
        return harness;
    }

    static EnginePacket.Open open(OptionalLong maxPayload, String... upgrades) {
        return new EnginePacket.Open(
                new Handshake("the-sid", List.of(upgrades), PING_INTERVAL, PING_TIMEOUT, maxPayload));
    }

    void connected(TransportId transport) {
        session.connected(transport, now);
        listen();
    }

    // ---- the application

    void connect() {
        session.connect(now);
        listen();
    }

    /** Sends all of them before the session gets to act. */
    void send(String... texts) {
        for (String text : texts) {
            session.send(EnginePacket.message(text), now);
        }
        listen();
    }

    void sendBinary(byte[] bytes) {
        session.send(EnginePacket.message(bytes), now);
        listen();
    }

    void close() {
        session.close(now);
        listen();
    }

    void requestReceipt() {
        session.requestReceipt(now);
        listen();
    }

    void cancelUpgrade() {
        session.cancelUpgrade(now);
        listen();
    }

    void pauseReading() {
        session.readingPaused(now);
        listen();
    }

    void resumeReading() {
        session.readingResumed(now);
        listen();
    }

    // ---- the network

    void opened(TransportId transport) {
        rules.opened(transport);
        session.opened(transport, now);
        listen();
    }

    void received(TransportId transport, EnginePacket... packets) {
        for (EnginePacket packet : packets) {
            session.received(transport, packet, now);
        }
        listen();
    }

    void receivedText(TransportId transport, String text) {
        received(transport, EnginePacket.message(text));
    }

    /** Polling's handshake is done: it opens, and takes writes from now on. */
    void polled(EnginePacket.Open open) {
        opened(POLLING);
        received(POLLING, open);
        writable(POLLING);
    }

    void writable(TransportId transport) {
        rules.writable(transport);
        session.writable(transport, now);
        listen();
    }

    void written(TransportId transport) {
        session.written(transport, now);
        listen();
    }

    /** The write has left, and the transport takes the next. */
    void wrote(TransportId transport) {
        written(transport);
        writable(transport);
    }

    void pingLeft(TransportId transport) {
        rules.pingLeft(transport);
        session.pingLeft(transport, now);
        listen();
    }

    void ponged(TransportId transport) {
        rules.pingLeft(transport);
        session.ponged(transport, now);
        listen();
    }

    void paused(TransportId transport) {
        session.paused(transport, now);
        listen();
    }

    void lost(TransportId transport) {
        fail(
                transport,
                TransportException.closed(transport.type(), Phase.READ, "lost").build());
    }

    void broken(TransportId transport) {
        fail(
                transport,
                TransportException.error(transport.type(), Phase.READ, "broken").build());
    }

    private void fail(TransportId transport, TransportException why) {
        rules.failed(transport);
        session.failed(transport, why, now);
        listen();
    }

    void crash(Throwable why) {
        session.crashed(why);
        listen();
    }

    // ---- time

    long now() {
        return now;
    }

    boolean isHeartbeatOverdue() {
        return now >= session.pingDue();
    }

    /** Lets time pass, with the timer going off whenever the session asks for it. */
    void after(Duration duration) {
        afterNanos(duration.toNanos());
    }

    void afterNanos(long nanos) {
        long end = now + nanos;
        while (session.deadline() <= end) {
            now = Math.max(now, session.deadline());
            timeouts();
        }
        now = end;
    }

    /** Lets time pass while nothing runs: the program was stopped, or its machine slept. */
    void afterSleeping(Duration duration) {
        now += duration.toNanos();
    }

    /** What a driver does when its timer goes off. */
    void timeouts() {
        for (int i = 0; session.deadline() <= now; i++) {
            assertThat(i).as("timeouts that led nowhere").isLessThan(10);
            session.timeout(now);
        }
        listen();
    }

    // ---- what came of it

    /** Asserts what has happened since the last time. */
    void expect(String... lines) {
        assertThat(story).containsExactly(lines);
        story.clear();
    }

    void expectNothing() {
        expect();
    }

    /** Forgets what has happened so far. */
    void skip() {
        story.clear();
    }

    boolean isClosed() {
        return session.state() == EngineState.CLOSED;
    }

    private void listen() {
        for (EngineAction action = session.poll(); action != null; action = session.poll()) {
            rules.check(action);
            story.add(Story.line(action));
        }
    }
}
