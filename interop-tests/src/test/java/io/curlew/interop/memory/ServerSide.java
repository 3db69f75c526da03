package io.curlew.interop.memory;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.session.ServerEngineAction;
import io.curlew.testserver.session.ServerEngineConfig;
import io.curlew.testserver.session.ServerEngineSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server's session, driven on virtual time. It has one client. */
final class ServerSide {
    static final String SID = "sid";

    final List<String> received = new ArrayList<>();
    Optional<EngineClose> closed = Optional.empty();
    long closedAt;

    private final VirtualTime time;
    private final ServerEngineConfig config;
    private final Alarm alarm;
    private final Map<Long, Exchange> exchanges = new HashMap<>();
    private final Map<Long, Tunnel> tunnels = new HashMap<>();
    private ServerEngineSession session;
    private Runnable onOpen = () -> {};
    private long lastNumber;
    private boolean draining;
    private boolean refusesGets;
    private Duration noopDelay = Duration.ZERO;

    ServerSide(VirtualTime time, ServerEngineConfig config) {
        this.time = time;
        this.config = config;
        this.alarm = new Alarm(time, this::deadline, this::wake);
    }

    void whenOpen(Runnable action) {
        onOpen = action;
    }

    // ---- what the application asks

    void send(String text) {
        session.send(List.of(EngineData.text(text)));
        drain();
    }

    void close() {
        session.close(time.now());
        drain();
    }

    TransportType transport() {
        return session.transport();
    }

    /** A poll that is answered with nothing but a noop is answered so much later. */
    void holdNoops(Duration by) {
        noopDelay = by;
    }

    /** From now on polls are refused, as by a proxy that has forgotten the session. */
    void refuseGets() {
        refusesGets = true;
    }

    // ---- what the network brings

    void get(Optional<String> sid, Exchange exchange) {
        if (sid.isPresent() && (isGone() || refusesGets)) {
            exchange.refuse();
            return;
        }
        long number = register(exchange);
        if (sid.isPresent()) {
            session.get(number, time.now());
        } else {
            session = ServerEngineSession.overPolling(config, SID, number, time.now());
        }
        drain();
    }

    void post(List<EnginePacket> packets, Exchange exchange) {
        if (isGone()) {
            exchange.refuse();
            return;
        }
        long number = register(exchange);
        session.post(number);
        packets.forEach(packet -> session.posted(number, packet, time.now()));
        session.postEnded(number);
        drain();
    }

    /** A WebSocket was opened. Returns whether the server wants it. */
    boolean connected(Optional<String> sid, Tunnel tunnel) {
        if (sid.isPresent() && isGone()) {
            return false;
        }
        long number = ++lastNumber;
        tunnels.put(number, tunnel);
        tunnel.number(number);
        if (sid.isPresent()) {
            session.webSocket(number, time.now());
        } else {
            session = ServerEngineSession.overWebSocket(config, SID, number, time.now());
        }
        drain();
        return true;
    }

    void frame(long tunnel, EnginePacket packet) {
        session.frame(tunnel, packet, time.now());
        drain();
    }

    void lost(long tunnel, TransportException why) {
        if (tunnels.remove(tunnel) != null) {
            session.webSocketLost(tunnel, why);
            drain();
        }
    }

    private boolean isGone() {
        return closed.isPresent();
    }

    private long register(Exchange exchange) {
        long number = ++lastNumber;
        exchanges.put(number, exchange);
        exchange.whenLost(() -> {
            exchanges.remove(number);
            session.requestLost(number);
            drain();
        });
        return number;
    }

    // ---- driving

    private long deadline() {
        return session == null ? ServerEngineSession.NONE : session.deadline();
    }

    private void wake() {
        session.timeout(time.now());
        drain();
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        for (ServerEngineAction action = session.poll(); action != null; action = session.poll()) {
            perform(action);
        }
        draining = false;
        alarm.arm();
    }

    private void perform(ServerEngineAction action) {
        if (action instanceof ServerEngineAction.Opened) {
            onOpen.run();
        } else if (action instanceof ServerEngineAction.Received message) {
            received.add(message.data().text());
        } else if (action instanceof ServerEngineAction.Closed end) {
            if (closed.isPresent()) {
                throw new AssertionError("closed twice");
            }
            closed = Optional.of(end.close());
            closedAt = time.now();
        } else if (action instanceof ServerEngineAction.AnswerGet get) {
            Exchange exchange = exchanges.remove(get.request());
            if (noopDelay.isZero() || !get.packets().equals(List.of(new EnginePacket.Noop()))) {
                exchange.answer(get.packets());
            } else {
                time.after(noopDelay, () -> exchange.answer(get.packets()));
            }
        } else if (action instanceof ServerEngineAction.AnswerPost post) {
            exchanges.remove(post.request()).answer(List.of());
        } else if (action instanceof ServerEngineAction.Refuse refuse) {
            exchanges.remove(refuse.request()).refuse();
        } else if (action instanceof ServerEngineAction.SendFrames frames) {
            tunnel(frames.webSocket()).ifPresent(tunnel -> tunnel.toClient(frames.packets()));
        } else if (action instanceof ServerEngineAction.CloseWebSocket close) {
            tunnel(close.webSocket()).ifPresent(tunnel -> tunnel.closedByServer(close.code()));
            tunnels.remove(close.webSocket());
        } else {
            throw new AssertionError(action);
        }
    }

    private Optional<Tunnel> tunnel(long number) {
        return Optional.ofNullable(tunnels.get(number));
    }
}
