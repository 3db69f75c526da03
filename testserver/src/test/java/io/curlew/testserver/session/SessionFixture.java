package io.curlew.testserver.session;

import static io.curlew.engineio.protocol.TransportType.WEBSOCKET;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.testserver.session.ServerEngineAction.Closed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A session on virtual time, and the words that its tests use. */
final class SessionFixture {
    static final ServerEngineConfig CONFIG = new ServerEngineConfig(
            Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(10), 1_000_000, List.of(WEBSOCKET));

    static final EnginePacket NOOP = new EnginePacket.Noop();
    static final EnginePacket CLOSE = new EnginePacket.Close();
    static final EnginePacket UPGRADE = new EnginePacket.Upgrade();

    final ServerEngineSession session;
    long now;

    private SessionFixture(ServerEngineSession session) {
        this.session = session;
    }

    /** A session on polling whose handshake has been answered. */
    static SessionFixture polling() {
        SessionFixture fixture = new SessionFixture(ServerEngineSession.overPolling(CONFIG, "sid", 1, 0));
        fixture.drain();
        return fixture;
    }

    /** A session on WebSocket 1 whose handshake has been sent. */
    static SessionFixture webSocket() {
        SessionFixture fixture = new SessionFixture(ServerEngineSession.overWebSocket(CONFIG, "sid", 1, 0));
        fixture.drain();
        return fixture;
    }

    /** A session on polling whose WebSocket 9 has been probed. */
    static SessionFixture probed() {
        SessionFixture fixture = polling();
        fixture.session.webSocket(9, 0);
        fixture.session.frame(9, EnginePacket.Ping.PROBE, 0);
        fixture.drain();
        return fixture;
    }

    static List<ServerEngineAction> drain(ServerEngineSession session) {
        List<ServerEngineAction> actions = new ArrayList<>();
        for (ServerEngineAction action = session.poll(); action != null; action = session.poll()) {
            actions.add(action);
        }
        return actions;
    }

    List<ServerEngineAction> drain() {
        return drain(session);
    }

    /** Lets the time pass, rings at every deadline, and returns what was wanted meanwhile. */
    List<ServerEngineAction> pass(Duration time) {
        long until = now + time.toNanos();
        List<ServerEngineAction> actions = drain();
        while (session.deadline() <= until) {
            now = session.deadline();
            session.timeout(now);
            actions.addAll(drain());
        }
        now = until;
        return actions;
    }

    void send(String... texts) {
        for (String text : texts) {
            session.send(List.of(EngineData.text(text)));
        }
    }

    /** A whole POST with these packets. */
    void post(long request, EnginePacket... packets) {
        session.post(request);
        for (EnginePacket packet : packets) {
            session.posted(request, packet, now);
        }
        session.postEnded(request);
    }

    static EnginePacket message(String text) {
        return EnginePacket.message(text);
    }

    static Closed closed(CloseReason reason) {
        return new Closed(new EngineClose(reason, java.util.Optional.empty(), 0));
    }
}
