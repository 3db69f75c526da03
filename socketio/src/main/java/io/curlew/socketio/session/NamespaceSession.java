package io.curlew.socketio.session;

import static io.curlew.socketio.session.NamespaceState.CONNECTED;
import static io.curlew.socketio.session.NamespaceState.DEPARTING;
import static io.curlew.socketio.session.NamespaceState.IDLE;
import static io.curlew.socketio.session.NamespaceState.JOINING;
import static io.curlew.socketio.session.NamespaceState.LEAVING;
import static io.curlew.socketio.session.NamespaceState.REJOINING;
import static io.curlew.socketio.session.NamespaceState.RETURNING;
import static io.curlew.socketio.session.NamespaceState.WAITING;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.Map;
import java.util.Optional;

/** One namespace: whether it is joined, what waits to be sent, and which answers are to come. */
final class NamespaceSession {
    /**
     * Of what was held back, so many bytes are written at a time: what Netty takes before it says that it is enough.
     */
    private static final long MAX_BURST = 64 * 1024;
    /** So many bytes of JSON an id may have: as much as the open packet, in which Engine.IO has one. */
    private static final int MAX_ID = 8 * 1024;

    private final String name;
    private final Core core;
    private final Outgoing outgoing;
    private final ReceiveBuffer early;
    private final Recovery recovery = new Recovery();
    private NamespaceState state = IDLE;
    private Timers.Timer answer;
    private Timers.Timer comeback;
    private int joins;
    /** How many refusals in a row were not taken as final. */
    private int refusals;
    /** Whether it was joined since the application asked for that: then a failure is one of many, and not the end. */
    private boolean wasJoined;
    /** Whether the CONNECT that is to be answered carries what a recovery needs. */
    private boolean recovering;
    /** Whether it asks for what was missed. */
    private boolean resuming;
    /** Whether the server has sent something since, so that it has taken it. */
    private boolean heard;
    /** Whether the auth data for CONNECT is still to come. */
    private boolean asking;

    NamespaceSession(String name, Core core) {
        this.name = name;
        this.core = core;
        this.outgoing = new Outgoing(name, core);
        this.early = new ReceiveBuffer(core.earlyRoom());
        this.answer = core.timers().never();
        this.comeback = core.timers().never();
    }

    String name() {
        return name;
    }

    boolean is(NamespaceState other) {
        return state == other;
    }

    /** Returns whether the application wants it to be joined. */
    boolean isActive() {
        return switch (state) {
            case WAITING, JOINING, CONNECTED, RETURNING, REJOINING -> true;
            case IDLE, LEAVING, DEPARTING -> false;
        };
    }

    /** Returns whether it is joined, or was since the application asked for that, so that it comes back by itself. */
    boolean isJoinedOrReturns() {
        return isActive() && wasJoined;
    }

    /** Returns whether a DISCONNECT is still to be sent for it. */
    boolean isDeparting() {
        return state == DEPARTING || state == RETURNING;
    }

    /** Returns whether something will be sent as soon as it is joined, or may have to be sent again. */
    boolean isFlushing() {
        return isActive() && outgoing.unsent() > 0;
    }

    /** Returns whether the application waits for it to be joined. */
    boolean isConnecting() {
        return isActive() && !wasJoined;
    }

    // What the application wants.

    void connect() {
        switch (state) {
            case IDLE -> {
                wasJoined = false;
                refusals = 0;
                waitToJoin();
            }
            case LEAVING -> {
                wasJoined = false;
                refusals = 0;
                state = JOINING;
            }
            case DEPARTING -> {
                wasJoined = false;
                state = RETURNING;
            }
            case CONNECTED -> core.add(new SocketAction.AlreadyConnected(name));
            case WAITING, JOINING, RETURNING, REJOINING -> {}
        }
    }

    private void waitToJoin() {
        boolean mayBeUnread = outgoing.proof().isMissing();
        state = mayBeUnread ? REJOINING : WAITING;
        if (mayBeUnread) {
            awaitReceipt();
        }
    }

    private void awaitReceipt() {
        core.add(new SocketAction.AwaitReceipt(name, joins));
    }

    /** The next CONNECT asks for what was missed since then. */
    void resume(String pid, String offset) {
        if (state == IDLE || state == WAITING || state == DEPARTING) {
            recovery.resume(pid, offset);
        }
    }

    /** Leaves it, as far as the application can tell. */
    void disconnect(AckFailure why) {
        switch (state) {
            case CONNECTED -> depart(why);
            case JOINING -> unjoined(LEAVING, new ConnectFailure.Left());
            case WAITING, REJOINING -> unjoined(IDLE, new ConnectFailure.Left());
            case RETURNING -> unjoined(DEPARTING, new ConnectFailure.Left());
            case IDLE, LEAVING, DEPARTING -> {}
        }
    }

    /** The DISCONNECT leaves when the server is known to have read what was sent: see {@link NamespaceState}. */
    private void depart(AckFailure why) {
        boolean waits = outgoing.proof().isMissing();
        if (waits) {
            awaitReceipt();
        } else {
            sendDisconnect();
        }
        left(waits ? DEPARTING : IDLE, DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), why);
    }

    private void sendDisconnect() {
        core.add(new SocketAction.SendDisconnect(name));
        outgoing.proof().sent();
    }

    /**
     * All that was sent in this join is known to have been read, or that can't be known. Returns whether anything
     * waited for that.
     */
    boolean proven(int join) {
        boolean awaited = join == joins && (isDeparting() || state == REJOINING);
        if (awaited && isDeparting()) {
            departNow();
        } else if (awaited) {
            end(WAITING);
        }
        return awaited;
    }

    /** Sends the DISCONNECT, if one is still to be sent. */
    void departNow() {
        if (isDeparting()) {
            boolean wanted = state == RETURNING;
            sendDisconnect();
            end(IDLE);
            if (wanted) {
                waitToJoin();
            }
        }
    }

    void close() {
        disconnect(AckFailure.CLOSED);
        outgoing.close();
    }

    void emit(Emit emit, boolean writable, boolean held, long now) {
        boolean canWrite = writable || !core.config().holdsBack();
        boolean next = state == CONNECTED && !outgoing.isBuffering() && !held;
        if (emit.retries() > 0) {
            outgoing.retry(emit, state == CONNECTED && !held && canWrite, now);
        } else if (emit.isVolatile() && !(writable && next)) {
            outgoing.refuse(emit, DropReason.VOLATILE, AckFailure.DISCARDED);
        } else if (next && canWrite) {
            outgoing.send(emit, now);
        } else {
            outgoing.keep(emit, now);
        }
    }

    /** The connection has shown that it is alive: it gets what waited for that. */
    void alive(long now) {
        if (state == CONNECTED) {
            outgoing.flush(flushSize(), now);
        }
    }

    private long flushSize() {
        return core.config().holdsBack() ? MAX_BURST : Long.MAX_VALUE;
    }

    /** The connection can write: it gets some of what was held back. */
    void writable(long now) {
        if (state == CONNECTED) {
            outgoing.flush(MAX_BURST, now);
        }
    }

    int unsent() {
        return outgoing.unsent();
    }

    /** Returns when the event came that has waited longest; {@link ClientSession#NONE} when none waits. */
    long oldest() {
        return outgoing.oldest();
    }

    void dropOldest() {
        outgoing.dropOldest();
    }

    int oldestPackets() {
        return outgoing.oldestPackets();
    }

    void clear() {
        outgoing.clear();
    }

    /** The client is closed. */
    void refuse(Emit emit) {
        outgoing.refuse(emit, DropReason.CLOSED, AckFailure.CLOSED);
    }

    void sendAck(int join, EncodedPacket packet) {
        if (state == CONNECTED && join == joins) {
            outgoing.proof().sent();
            core.add(new SocketAction.SendAck(name, packet));
        } else {
            core.add(new SocketAction.AckDropped(name, packet));
        }
    }

    void cancelAck(long id, long now) {
        outgoing.cancelAck(id, now);
    }

    // What happens to the connection.

    void join(Timers.Timer deadline) {
        state = JOINING;
        answer = deadline;
        comeback.cancel();
        sendConnect();
    }

    private void sendConnect() {
        asking = true;
        heard = false;
        Map<String, String> fields = recovery.fields();
        recovering = !fields.isEmpty();
        resuming = fields.containsKey("offset");
        core.add(new SocketAction.SendConnect(name, fields));
    }

    /** Continues to wait for the answer, after the application was notified that it is late. */
    void keepWaiting(Timers.Timer deadline) {
        answer = deadline;
        if (state == JOINING) {
            core.add(new SocketAction.ConnectFailed(name, core.noAnswer(), true));
        }
    }

    /** Waits for the answer anew, since what the server sends was not read meanwhile. */
    void waitAnew(Timers.Timer deadline) {
        answer.cancel();
        answer = deadline;
    }

    /** Returns whether the server is to answer: the CONNECT is out. */
    boolean isAwaitingAnswer() {
        return (state == JOINING || state == LEAVING) && !asking;
    }

    /** Gives up what was begun on this connection, which may stay open for others. */
    void giveUp(ConnectFailure why) {
        unjoined(LEAVING, why);
    }

    boolean isAsking() {
        return asking;
    }

    /** The auth data is there, and CONNECT can be sent. Returns whether it is still to be. */
    boolean authReady() {
        boolean wanted = asking;
        asking = false;
        return wanted;
    }

    /**
     * The CONNECT that was ready is too large for the connection. Returns whether another is made at once, without what
     * a recovery needs.
     */
    boolean connectRefused() {
        asking = true;
        boolean again = state == JOINING && recovering;
        if (again) {
            recovery.notTaken();
            sendConnect();
        }
        return again;
    }

    /**
     * The server has ended the connection. If that is how it answers the CONNECT, what this carried may be the reason.
     */
    void hungUp() {
        if (isAwaitingAnswer() && !heard) {
            recovery.notTaken();
        }
    }

    /**
     * Something came that can't be read. If it was missed before, the next CONNECT would only bring it again, before
     * the answer.
     */
    void unreadable() {
        if (isAwaitingAnswer()) {
            recovery.notTaken();
        }
    }

    /** @param reconnects whether a namespace that was joined before is to come back in spite of this */
    void authFailed(Throwable cause, boolean reconnects) {
        if (!authReady()) {
            return;
        }
        if (state == JOINING) {
            unjoined(reconnects && wasJoined ? WAITING : IDLE, new ConnectFailure.NoAuth(cause));
        } else if (state == LEAVING) {
            idle();
        }
    }

    /** Returns whether it should rejoin over the present connection, and no attempt is under way yet. */
    boolean isToComeBack() {
        return state == WAITING && comeback.isOver();
    }

    /** It joins again when this goes off, unless it has by then. */
    void comeBack(Timers.Timer pause) {
        comeback = pause;
    }

    void lost(DisconnectReason reason, Optional<Throwable> cause, boolean retry) {
        outgoing.proof().reset();
        if (state == CONNECTED) {
            left(retry ? WAITING : IDLE, reason, cause, AckFailure.DISCONNECTED);
        } else {
            notJoined(new ConnectFailure.Lost(reason, cause), retry);
        }
    }

    /** The attempt to open a connection, or to join over it, has failed. */
    void notJoined(ConnectFailure why, boolean retry) {
        if (resuming) { // what was missed is not asked for twice, or a client that never gets it all would never go on
            handOnEarly();
        }
        if (isActive()) {
            unjoined(retry ? WAITING : IDLE, why);
        } else {
            released();
        }
    }

    /** The connection was closed since no namespace needs it. */
    void released() {
        outgoing.proof().reset();
        idle();
    }

    // What the server sends. Returns whether that can be tolerated.

    boolean received(SocketPacket packet, int size, int memory, long now) {
        if (packet instanceof SocketPacket.Event event) {
            return event(event, size, memory);
        }
        boolean known = packet instanceof SocketPacket.Ack ack
                ? outgoing.answered(ack.ackId(), ack.args(), memory, now)
                : control(packet, now);
        if (!known) {
            core.add(new SocketAction.Ignored(packet));
        }
        return true;
    }

    private boolean event(SocketPacket.Event event, int size, int memory) {
        heard = true;
        if (state == JOINING) {
            return early.add(event, size, memory) || spill(event, size, memory);
        }
        if (state == CONNECTED) {
            handOn(event, size, memory);
        } else {
            core.add(new SocketAction.Ignored(event));
        }
        return true;
    }

    /**
     * More came before the answer than there is room for. When a recovery was asked for, it is what was missed, and
     * handed on: otherwise a client that missed more than fits would close the connection and ask for the same again,
     * endlessly. The incoming bound holds for it as for other events.
     */
    private boolean spill(SocketPacket.Event event, int size, int memory) {
        if (resuming) {
            handOnEarly();
            handOn(event, size, memory);
        }
        return resuming;
    }

    private void handOnEarly() {
        early.drain().forEach(each -> handOn(each.event(), each.size(), each.memory()));
    }

    private boolean control(SocketPacket packet, long now) {
        if (packet instanceof SocketPacket.Connect connect) {
            return connected(connect, now);
        }
        if (packet instanceof SocketPacket.ConnectError error) {
            return refused(new ConnectFailure.Refused(error.payload()));
        }
        return packet instanceof SocketPacket.Disconnect disconnect && disconnected(disconnect.payload());
    }

    private boolean connected(SocketPacket.Connect packet, long now) {
        Optional<String> sid = text(packet, "sid");
        if (sid.isEmpty()) {
            return refusedForGood(new ConnectFailure.NoSessionId());
        }
        if (state == JOINING) {
            joined(sid.get(), text(packet, "pid").filter(Recovery::isPlausible), now);
            return true;
        }
        if (state == LEAVING) {
            joins++; // an earlier question, still to be answered, was not about this DISCONNECT
            sendDisconnect();
            idle();
            return true;
        }
        return false;
    }

    private boolean refused(ConnectFailure.Refused why) {
        if (!mayTryAgain() || !core.config().retriesRefusal().test(name, why)) {
            return refusedForGood(why);
        }
        if (state == JOINING) {
            refusals = Reconnection.next(refusals);
            unjoined(WAITING, why);
        } else { // the program, when it was asked, has left
            var unused = refusedForGood(why);
        }
        return true;
    }

    private boolean mayTryAgain() {
        return state == JOINING && refusals < core.config().reconnectAttempts();
    }

    private boolean refusedForGood(ConnectFailure why) {
        if (state == JOINING) {
            unjoined(IDLE, why);
            return true;
        }
        if (state == LEAVING) {
            idle();
            return true;
        }
        return false;
    }

    /** @param said by the server: a client that is disconnected with a reason is refused, and does not rejoin */
    private boolean disconnected(Optional<Json> said) {
        DisconnectReason reason = DisconnectReason.IO_SERVER_DISCONNECT;
        outgoing.proof().reset(); // whatever was sent, the server has forgotten the namespace
        if (state == CONNECTED) {
            boolean returns = core.config().returns() && said.isEmpty();
            left(returns ? WAITING : IDLE, reason, Optional.empty(), said, AckFailure.DISCONNECTED);
            return true;
        }
        if (isDeparting()) {
            end(state == RETURNING ? WAITING : IDLE); // a server closes the connection of who leaves twice
            return true;
        }
        return refusedForGood(new ConnectFailure.Lost(reason, Optional.empty(), said));
    }

    // The transitions.

    private void joined(String sid, Optional<String> pid, long now) {
        state = CONNECTED;
        wasJoined = true;
        refusals = 0;
        asking = false;
        answer.cancel();
        joins++;
        outgoing.proof().reset();
        core.add(new SocketAction.Joined(name, sid, recovery.joined(pid), pid));
        handOnEarly();
        outgoing.flush(flushSize(), now);
        core.add(new SocketAction.Connected(name));
    }

    private void unjoined(NamespaceState next, ConnectFailure why) {
        end(next);
        core.add(new SocketAction.ConnectFailed(name, why, next == WAITING));
    }

    private void left(NamespaceState next, DisconnectReason reason, Optional<Throwable> cause, AckFailure ackFailure) {
        left(next, reason, cause, Optional.empty(), ackFailure);
    }

    private void left(
            NamespaceState next,
            DisconnectReason reason,
            Optional<Throwable> cause,
            Optional<Json> said,
            AckFailure ackFailure) {
        end(next);
        core.add(new SocketAction.Disconnected(name, reason, cause, next == WAITING, said));
        outgoing.failSent(ackFailure);
    }

    private void idle() {
        end(IDLE);
    }

    private void end(NamespaceState next) {
        state = next;
        early.clear();
        comeback.cancel();
        if (next != LEAVING) {
            asking = false;
            answer.cancel();
        }
    }

    private void handOn(SocketPacket.Event event, int size, int memory) {
        core.add(new SocketAction.EventArrived(event, size, memory, joins, recovery.received(event)));
    }

    private static Optional<String> text(SocketPacket.Connect packet, String field) {
        return packet.payload()
                .flatMap(payload -> payload.field(field))
                .filter(json -> json.size() <= MAX_ID)
                .flatMap(Json::asString)
                .filter(text -> !text.isEmpty());
    }
}
