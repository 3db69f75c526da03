package io.curlew.testserver.session;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.session.ServerEngineAction.AnswerGet;
import io.curlew.testserver.session.ServerEngineAction.Closed;
import io.curlew.testserver.session.ServerEngineAction.Opened;
import io.curlew.testserver.session.ServerEngineAction.Received;
import io.curlew.testserver.session.ServerEngineAction.SendFrames;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session on the server's side.
 *
 * <pre>
 *   OPEN ──close()──▶ CLOSING ──what was accepted is sent──▶ CLOSED
 *     └──────client closed, lost, silent or wrong──────────────▲
 * </pre>
 *
 * <p>What the application sends waits in one buffer, which goes out whenever nothing else is to be done and the
 * transport takes it: a WebSocket always does, polling when a GET waits. A close packet has a body of its own, as in
 * the reference server: a client may hear of a close at once and of messages only after it.
 */
public final class ServerEngineSession {
    /** No deadline. */
    public static final long NONE = Long.MAX_VALUE;

    /** How long a close waits for the GET that takes it away, as in the reference server. */
    private static final long CLOSE_TIMEOUT = Duration.ofSeconds(30).toNanos();

    private static final EnginePacket CLOSE = new EnginePacket.Close();

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final Queue<ServerEngineAction> actions = new ArrayDeque<>();
    private final Polling polling = new Polling(actions);
    private final WebSockets webSockets;
    private final Outbox outbox;
    private final Heartbeat heartbeat;
    private State state = State.OPEN;
    private long closeAt = NONE;

    private ServerEngineSession(ServerEngineConfig config, long now) {
        this.webSockets = new WebSockets(config, actions, polling);
        this.outbox = new Outbox(polling, webSockets);
        this.heartbeat = new Heartbeat(config, now);
    }

    /** Opens a session for a GET without a session id. */
    public static ServerEngineSession overPolling(ServerEngineConfig config, String sid, long request, long now) {
        ServerEngineSession session = new ServerEngineSession(config, now);
        session.actions.add(new AnswerGet(request, List.of(handshake(config, sid, config.upgrades()))));
        session.actions.add(new Opened());
        return session;
    }

    /** Opens a session for a WebSocket without a session id. */
    public static ServerEngineSession overWebSocket(ServerEngineConfig config, String sid, long socket, long now) {
        ServerEngineSession session = new ServerEngineSession(config, now);
        session.webSockets.carry(socket);
        session.actions.add(new SendFrames(socket, List.of(handshake(config, sid, List.of()))));
        session.actions.add(new Opened());
        return session;
    }

    private static EnginePacket handshake(ServerEngineConfig config, String sid, List<TransportType> upgrades) {
        return new EnginePacket.Open(new Handshake(
                sid,
                upgrades.stream().map(TransportType::wireName).toList(),
                config.pingInterval(),
                config.pingTimeout(),
                OptionalLong.of(config.maxPayload())));
    }

    /** Returns the transport that carries the session. */
    public TransportType transport() {
        return webSockets.areCarrying() ? TransportType.WEBSOCKET : TransportType.POLLING;
    }

    /** Returns whether the session takes requests: it has not ended, and no WebSocket carries it. */
    public boolean isPolling() {
        return state != State.CLOSED && !webSockets.areCarrying();
    }

    /** A GET of this session arrived. */
    public void get(long request, long now) {
        if (!isPolling()) {
            polling.refuse(request);
        } else if (polling.get(request)) {
            releaseGet(now);
        } else {
            lost("a session has one GET at a time");
        }
    }

    /** A POST of this session begins to arrive. */
    public void post(long request) {
        if (!isPolling()) {
            polling.refuse(request);
        } else if (!polling.post(request)) {
            lost("a session has one POST at a time");
        }
    }

    /** The POST brought a packet. */
    public void posted(long request, EnginePacket packet, long now) {
        if (polling.isPost(request)) {
            received(packet, now);
        }
    }

    /** A packet is handled only now that came in a POST, which may have been answered. */
    public void postedLate(EnginePacket packet, long now) {
        if (state != State.CLOSED) {
            received(packet, now);
        }
    }

    /** The POST is complete, and all its packets have been handed over. */
    public void postEnded(long request) {
        if (polling.isPost(request)) {
            polling.answerPost();
        }
    }

    /** The POST contains something that is not a packet. */
    public void postInvalid(long request, ProtocolException why) {
        if (polling.isPost(request)) {
            failed(why);
        }
    }

    /** The POST is of a kind that no client may send. */
    public void postUnfit(long request, String why) {
        if (polling.isPost(request)) {
            lost(why);
        }
    }

    /** The driver has refused the POST, for its size or because it takes too long to arrive. That ends the session. */
    public void postRefused(long request, String why) {
        if (polling.isPost(request)) {
            polling.losePost();
            lost(why);
        }
    }

    /** The connection of a request was lost before the request was answered. */
    public void requestLost(long request) {
        if (polling.isGet(request)) {
            polling.loseGet();
            lost("the connection of the GET was lost");
        } else if (polling.isPost(request)) {
            polling.losePost();
            lost("the connection of the POST was lost");
        }
    }

    /** A WebSocket with this session's id arrived. */
    public void webSocket(long socket, long now) {
        webSockets.offer(socket, isPolling(), now);
    }

    /** A WebSocket brought a packet. */
    public void frame(long socket, EnginePacket packet, long now) {
        if (webSockets.isCarrying(socket)) {
            received(packet, now);
        } else if (webSockets.isUpgrading(socket)) {
            webSockets.upgrading(packet, now);
            releaseGet(now);
        }
    }

    /** Something that is not a packet arrived on a WebSocket. */
    public void frameInvalid(long socket, ProtocolException why) {
        if (webSockets.isCarrying(socket)) {
            webSockets.closeCode(WebSockets.PROTOCOL_ERROR);
            failed(why);
        } else if (webSockets.isUpgrading(socket)) {
            webSockets.abandonUpgrade(WebSockets.PROTOCOL_ERROR);
        }
    }

    /** A WebSocket was closed by the client, failed, or was lost. */
    public void webSocketLost(long socket, TransportException why) {
        if (webSockets.isCarrying(socket)) {
            end(why.reason(), Optional.of(why));
        } else if (webSockets.isUpgrading(socket)) {
            webSockets.loseUpgrade();
        }
    }

    /** The application sends these messages, with nothing in between. */
    public void send(List<EngineData> messages) {
        if (state == State.OPEN) {
            messages.forEach(data -> outbox.add(new EnginePacket.Message(data)));
        }
    }

    /** Returns whether a message that is sent now leaves at once: on polling, whether a GET waits for it. */
    public boolean sendsAtOnce() {
        return state == State.OPEN && (webSockets.areCarrying() || (polling.getIsWaiting() && outbox.isEmpty()));
    }

    /** The application closes the session: what was accepted is sent first. */
    public void close(long now) {
        if (state == State.OPEN) {
            state = State.CLOSING;
            closeAt = now + CLOSE_TIMEOUT;
        }
    }

    /** The server stops: what can be sent at once is sent, then the session ends. */
    public void shutDown(long now) {
        webSockets.closeCode(WebSockets.GOING_AWAY);
        close(now);
        flush();
        end(CloseReason.FORCED_CLOSE, Optional.empty());
    }

    /** The session ends without a word to the client. */
    public void abort() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            actions.clear();
            actions.add(new ServerEngineAction.Drop());
            actions.add(closed(CloseReason.FORCED_CLOSE, Optional.empty()));
        }
    }

    /** Does what is due. */
    public void timeout(long now) {
        webSockets.timeout(now);
        releaseGet(now);
        if (state == State.CLOSING && now >= closeAt) {
            end(CloseReason.FORCED_CLOSE, Optional.empty());
        } else if (state == State.OPEN) {
            beat(now);
        }
    }

    /** Returns when {@link #timeout} is to be called, or {@link #NONE}. */
    public long deadline() {
        long upgrade = webSockets.deadline();
        return switch (state) {
            case OPEN -> Math.min(heartbeat.deadline(), upgrade);
            case CLOSING -> Math.min(closeAt, upgrade);
            case CLOSED -> NONE;
        };
    }

    /** Returns what is to be done next, or null. */
    public @Nullable ServerEngineAction poll() {
        if (actions.isEmpty()) {
            flush();
        }
        return actions.poll();
    }

    /**
     * Returns what is to be done about what has arrived, or null: not yet what is to be sent, while more of it may
     * follow.
     */
    public @Nullable ServerEngineAction pollArrived() {
        return actions.poll();
    }

    private void beat(long now) {
        if (heartbeat.isMissed(now)) {
            end(CloseReason.PING_TIMEOUT, Optional.empty());
        } else if (heartbeat.isDue(now)) {
            outbox.add(EnginePacket.Ping.HEARTBEAT);
            heartbeat.pinged(now);
        }
    }

    private void received(EnginePacket packet, long now) {
        if (packet instanceof EnginePacket.Close) {
            closedByClient();
        } else if (state != State.OPEN) {
            return;
        } else if (packet instanceof EnginePacket.Pong) {
            heartbeat.ponged(now);
        } else {
            heard(packet, now);
        }
    }

    private void heard(EnginePacket packet, long now) {
        heartbeat.heard(now);
        if (packet instanceof EnginePacket.Message message) {
            actions.add(new Received(message.data()));
        } else if (packet instanceof EnginePacket.Ping) {
            lost("only the server sends pings");
        }
    }

    /** Also when this side is closing: whom it closes the session for has gone. */
    private void closedByClient() {
        polling.answerGet(List.of(Polling.NOOP));
        polling.answerPost();
        end(CloseReason.TRANSPORT_CLOSE, Optional.empty());
    }

    private void releaseGet(long now) {
        if (outbox.isEmpty()) {
            webSockets.releaseGet(now);
        }
    }

    private void flush() {
        if (outbox.flush() && state == State.CLOSING) {
            end(CloseReason.FORCED_CLOSE, Optional.empty());
        }
    }

    /** A transport error, as in the reference server, also where the client has broken a rule of the transport. */
    private void lost(String what) {
        failed(TransportException.error(transport(), Phase.READ, what).build());
    }

    private void failed(Throwable why) {
        end(CloseReason.TRANSPORT_ERROR, Optional.of(why));
    }

    private void end(CloseReason reason, Optional<Throwable> cause) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        polling.answerGet(List.of(CLOSE));
        polling.refusePost();
        webSockets.close();
        actions.add(closed(reason, cause));
    }

    private Closed closed(CloseReason reason, Optional<Throwable> cause) {
        return new Closed(new EngineClose(reason, cause, outbox.discard()));
    }
}
