package io.curlew.testserver.session;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.testserver.session.ServerEngineAction.CloseWebSocket;
import io.curlew.testserver.session.ServerEngineAction.SendFrames;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The WebSocket that carries a session, or the one that wants to. */
final class WebSockets {
    /** RFC 6455, section 7.4.1: the purpose is fulfilled. */
    static final int NORMAL_CLOSURE = 1000;
    /** RFC 6455, section 7.4.1: the server is going down. */
    static final int GOING_AWAY = 1001;
    /** RFC 6455, section 7.4.1: what came breaks the protocol. */
    static final int PROTOCOL_ERROR = 1002;

    private static final long NO_SOCKET = -1;

    private final ServerEngineConfig config;
    private final Queue<ServerEngineAction> actions;
    private final Polling polling;
    private long carrying = NO_SOCKET;
    private @Nullable Upgrade upgrade;
    private int closeCode = NORMAL_CLOSURE;

    WebSockets(ServerEngineConfig config, Queue<ServerEngineAction> actions, Polling polling) {
        this.config = config;
        this.actions = actions;
        this.polling = polling;
    }

    boolean areCarrying() {
        return carrying != NO_SOCKET;
    }

    boolean isCarrying(long socket) {
        return carrying == socket;
    }

    boolean isUpgrading(long socket) {
        return upgrade != null && upgrade.webSocket() == socket;
    }

    void carry(long socket) {
        carrying = socket;
    }

    /** Takes a WebSocket as the one that wants to carry the session; closes it when the session wants none. */
    void offer(long socket, boolean wanted, long now) {
        if (wanted && upgrade == null) {
            upgrade = new Upgrade(socket, config, now);
        } else {
            actions.add(new CloseWebSocket(socket, NORMAL_CLOSURE));
        }
    }

    void send(List<EnginePacket> packets) {
        if (!packets.isEmpty()) {
            actions.add(new SendFrames(carrying, packets));
        }
    }

    /** The WebSocket that wants to carry the session brought a packet. */
    void upgrading(EnginePacket packet, long now) {
        Upgrade trying = Objects.requireNonNull(upgrade);
        if (packet.equals(EnginePacket.Ping.PROBE)) {
            actions.add(new SendFrames(trying.webSocket(), List.of(EnginePacket.Pong.PROBE)));
            trying.probed(now);
        } else if (packet instanceof EnginePacket.Upgrade) {
            polling.answerGet(List.of(Polling.NOOP));
            polling.refusePost();
            carrying = trying.webSocket();
            upgrade = null;
        } else {
            abandonUpgrade(PROTOCOL_ERROR);
        }
    }

    void abandonUpgrade(int code) {
        if (upgrade != null) {
            actions.add(new CloseWebSocket(upgrade.webSocket(), code));
            upgrade = null;
        }
    }

    void loseUpgrade() {
        upgrade = null;
    }

    /** Answers the GET when an upgrade waits for that. */
    void releaseGet(long now) {
        if (upgrade != null && polling.getIsWaiting() && upgrade.mayRelease(now)) {
            polling.answerGet(List.of(Polling.NOOP));
            upgrade.released(now);
        }
    }

    void timeout(long now) {
        if (upgrade != null && upgrade.isLate(now)) {
            abandonUpgrade(NORMAL_CLOSURE);
        }
    }

    long deadline() {
        return upgrade == null ? ServerEngineSession.NONE : upgrade.deadline(polling.getIsWaiting());
    }

    void closeCode(int code) {
        closeCode = code;
    }

    void close() {
        abandonUpgrade(closeCode);
        if (areCarrying()) {
            actions.add(new CloseWebSocket(carrying, closeCode));
        }
    }
}
