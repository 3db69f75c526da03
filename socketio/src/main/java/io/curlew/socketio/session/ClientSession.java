package io.curlew.socketio.session;

import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.ParseException;
import io.curlew.socketio.protocol.SocketPacket;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO client without its network and its clock: several namespaces over one connection, which is opened when
 * the first is connected, reopened when it is lost, and closed when the last is left.
 *
 * <p>Inputs are methods; what is to be done comes out of {@link #poll()}, including notifications of the application,
 * which therefore always follow the change. Confined to one event loop. Times are nanoseconds of a clock that never
 * goes back and started near 0. The driver passes on nothing that an earlier connection says.
 */
public final class ClientSession {
    /** No deadline. */
    public static final long NONE = Long.MAX_VALUE;
    /**
     * How many bytes a private id, and an offset, may have: ten times what servers give, for all of which 24 are
     * enough.
     */
    public static final int MAX_RECOVERY_BYTES = 256;

    private final Core core;
    private final Connection connection;
    private final Map<String, NamespaceSession> namespaces = new LinkedHashMap<>(2); // as most often is enough
    /** Made once: it is handed on with every message. */
    private final Timers.Expiry onLateAttachments = this::attachmentsAreLate;

    private boolean writable;
    private boolean held;
    private boolean readingPaused;
    private Timers.@Nullable Timer closing;
    /** Closing, and nothing waits to be sent but DISCONNECT packets. */
    private boolean departing;

    /** Creates a session that has nothing to do yet. */
    public ClientSession(SessionConfig config, RandomGenerator random) {
        this.core = new Core(config);
        this.connection =
                new Connection(core, new Reconnection(config.reconnectDelay(), config.reconnectAttempts(), random));
    }

    // From the application.

    /** Joins a namespace; without a connection, opens one. */
    public void connect(String namespace, long now) {
        if (closing != null) {
            core.add(new SocketAction.ConnectFailed(namespace, new ConnectFailure.Left(), false));
            return;
        }
        NamespaceSession joining = namespace(namespace);
        joining.connect();
        if (joining.isToComeBack() && connection.is(ConnectionState.OPEN)) {
            join(joining, now);
        } else if (joining.is(NamespaceState.WAITING)) {
            connection.request();
        }
    }

    /**
     * Makes a namespace that is not joined ask, when it joins, for what was missed since then by an earlier session.
     */
    public void resume(String namespace, String pid, String offset) {
        namespace(namespace).resume(pid, offset);
    }

    /**
     * Leaves a namespace at once, as far as the application can tell. The DISCONNECT packet is sent when the server is
     * known to have read what was sent before; with that of the last namespace the connection is closed. What waits to
     * be sent goes out after the next connect.
     */
    public void disconnect(String namespace, long now) {
        namespace(namespace).disconnect(AckFailure.DISCONNECTED);
        settle();
    }

    /**
     * Nobody waits for a namespace to be joined any more: leaves it, unless it is joined, or was and is on its way
     * back.
     */
    public void stopConnecting(String namespace) {
        if (!namespace(namespace).isJoinedOrReturns()) {
            namespace(namespace).disconnect(AckFailure.DISCONNECTED);
            settle();
        }
    }

    /**
     * Returns whether the application wants a namespace to be joined, so that it is, or will be when that can be done.
     */
    public boolean isActive(String namespace) {
        NamespaceSession known = namespaces.get(namespace);
        return known != null && known.isActive();
    }

    /** The network has changed: an open connection is given up for a new one, a pause before an attempt ends. */
    public void reconnectNow(long now) {
        if (connection.is(ConnectionState.OPEN) && connection.reconnects() && closing == null) {
            core.add(new SocketAction.CloseConnection());
            ended(DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), 0, now);
        }
        connection.hurry();
    }

    /** Sends an event, now or as soon as its namespace is connected. */
    public void emit(String namespace, Emit emit, long now) {
        if (closing != null) {
            namespace(namespace).refuse(emit);
        } else {
            namespace(namespace).emit(emit, writable, held, now);
        }
    }

    /** Sends the answer to an event that arrived in this join; in any other it is dropped. */
    public void sendAck(String namespace, int join, EncodedPacket packet, long now) {
        namespace(namespace).sendAck(join, packet);
    }

    /** Forgets an answer that is no longer awaited, and its event if that was not sent. */
    public void cancelAck(String namespace, long ackId, long now) {
        namespace(namespace).cancelAck(ackId, now);
        settle();
    }

    /** Drops the events of a namespace that wait to be sent. */
    public void clear(String namespace) {
        namespace(namespace).clear();
        settle();
    }

    /** Drops the event that has waited longest, of whichever namespace. Returns whether there was one. */
    public boolean dropOldest() {
        Optional<NamespaceSession> oldest = oldest();
        oldest.ifPresent(NamespaceSession::dropOldest);
        return oldest.isPresent();
    }

    /** Returns how many packets the event has that {@link #dropOldest} would drop; 0 when there is none. */
    public int oldestPackets() {
        return oldest().map(NamespaceSession::oldestPackets).orElse(0);
    }

    private Optional<NamespaceSession> oldest() {
        return all().stream()
                .filter(each -> each.oldest() != NONE)
                .min(Comparator.comparingLong(NamespaceSession::oldest));
    }

    /** Returns how many events of a namespace wait to be sent, or for an answer without which they are sent again. */
    public int unsent(String namespace) {
        NamespaceSession known = namespaces.get(namespace);
        return known == null ? 0 : known.unsent();
    }

    /** Returns whether something waits to be sent that will be as soon as there is a connection. */
    public boolean isFlushing() {
        return all().stream().anyMatch(NamespaceSession::isFlushing);
    }

    /** Returns whether the application has asked for a namespace to be joined, and it has not been since. */
    public boolean isConnecting() {
        return all().stream().anyMatch(NamespaceSession::isConnecting);
    }

    /**
     * Leaves all namespaces, once what they accepted is sent and known to have been read, or the time for that is over,
     * and ends.
     */
    public void close(long now) {
        if (closing == null) {
            closing = core.timers().start(Core.after(now, core.config().closeTimeout()), at -> end());
            settle();
        }
    }

    /** Ends a session that was asked to close, without waiting for anything any more. */
    public void end() {
        if (closing != null && !connection.is(ConnectionState.CLOSED)) {
            closing.cancel();
            all().forEach(NamespaceSession::close);
            all().forEach(NamespaceSession::departNow);
            connection.close();
            all().forEach(NamespaceSession::released);
            core.add(new SocketAction.Closed());
        }
    }

    // From the connection.

    /** The connection that was asked for is being opened. It brings messages of up to so many bytes. */
    public void connectionOpening(int maxMessageSize) {
        connection.opening(new Reception(core.config().parser().newDecoder(maxMessageSize)));
    }

    /** The connection is open. */
    public void connectionOpened(long pingInterval, long now) {
        if (connection.is(ConnectionState.OPENING)) {
            connection.opened(pingInterval, now);
            writable = true;
            held = false;
            readingPaused = false;
            all().stream().filter(each -> each.is(NamespaceState.WAITING)).forEach(each -> join(each, now));
            connection.reportOpened();
        }
    }

    /** The connection could not be opened. */
    public void connectionFailed(Throwable cause, long now) {
        connectionFailed(cause, 0, now);
    }

    /**
     * The connection could not be opened.
     *
     * @param retryAfter how long the server asks to be left alone at least, in nanoseconds
     */
    public void connectionFailed(Throwable cause, long retryAfter, long now) {
        if (connection.is(ConnectionState.OPENING)) {
            boolean retry = connection.failed(retryAfter, now);
            core.add(new SocketAction.OpenFailed(cause));
            all().forEach(each -> each.notJoined(new ConnectFailure.NotOpened(cause), retry));
            connection.reportFailed(cause);
            settle();
        }
    }

    /** This attempt is not made, or has failed for good: no other follows before the application connects again. */
    public void connectionGivenUp(Throwable cause, long now) {
        if (connection.is(ConnectionState.OPENING)) {
            connection.abandon();
            core.add(new SocketAction.OpenFailed(cause));
            all().forEach(each -> each.notJoined(new ConnectFailure.NotOpened(cause), false));
            settle();
        }
    }

    /** The connection is gone. */
    public void connectionClosed(DisconnectReason reason, Optional<Throwable> cause, long now) {
        connectionClosed(reason, cause, 0, now);
    }

    /**
     * The connection is gone.
     *
     * @param retryAfter how long the server asks to be left alone at least, in nanoseconds
     */
    public void connectionClosed(DisconnectReason reason, Optional<Throwable> cause, long retryAfter, long now) {
        if (connection.is(ConnectionState.OPEN)) {
            if (reason == DisconnectReason.TRANSPORT_CLOSE || reason == DisconnectReason.TRANSPORT_ERROR) {
                all().forEach(NamespaceSession::hungUp);
            }
            ended(reason, cause, retryAfter, now);
        }
    }

    private void ended(DisconnectReason reason, Optional<Throwable> cause, long retryAfter, long now) {
        boolean wanted = all().stream().anyMatch(NamespaceSession::isActive);
        boolean retry = connection.lost(reason, cause, wanted, retryAfter, now);
        all().forEach(each -> each.lost(reason, cause, retry));
        settle();
    }

    /**
     * All that was sent for a namespace is known to have been read, or that can't be known: what waits for that can be
     * sent.
     *
     * @param join that of the question
     */
    public void receipt(String namespace, int join, long now) {
        NamespaceSession waiting = namespace(namespace);
        if (waiting.proven(join)) {
            rejoin(waiting, now);
            settle();
        }
    }

    /**
     * Decodes a message that arrived; {@link #received} follows, with the time. Returns the packet that is complete
     * with it; null when there is none yet, or it is not to be had.
     */
    public @Nullable SocketPacket decode(EngineData message) {
        Optional<Reception> into = connection.reception();
        return into.isPresent() ? into.get().add(message) : null;
    }

    /** Returns what that packet takes in memory while it waits, in bytes, about. */
    public int memory(SocketPacket packet) {
        return connection.reception().map(incoming -> incoming.memory(packet)).orElse(0);
    }

    /**
     * Takes what was decoded, unless the connection was given up since.
     *
     * @param now may be somewhat ago when there is an event, which starts no timer
     */
    public void received(long now) {
        Optional<Reception> from = connection.reception();
        if (from.isPresent()) {
            received(from.get(), now);
        }
    }

    private void received(Reception incoming, long now) {
        ParseException failure = incoming.failure();
        SocketPacket packet = incoming.takePacket();
        if (failure != null) {
            unreadable(failure, now);
            return;
        }
        waitingForAttachments(incoming.isWaiting(), now);
        if (packet != null) {
            received(packet, incoming.size(), incoming.memory(packet), now);
        }
    }

    /**
     * A packet arrived.
     *
     * @param size its bytes
     * @param memory what it takes while it waits, in bytes, about
     */
    void received(SocketPacket packet, int size, int memory, long now) {
        NamespaceSession addressee = namespaces.get(packet.namespace());
        if (addressee == null || !connection.is(ConnectionState.OPEN)) {
            core.add(new SocketAction.Ignored(packet));
        } else if (!addressee.received(packet, size, memory, now)) {
            parseFailed(tooManyCameEarly(), now);
        } else if (!(packet instanceof SocketPacket.Event || packet instanceof SocketPacket.Ack)) {
            comeBack(addressee, now);
            settle();
        } else if (closing != null) {
            settle(); // the answer may have been the last thing that closing waited for
        }
    }

    private ParseException tooManyCameEarly() {
        SessionConfig config = core.config();
        return new ParseException(
                "more than " + config.earlyEvents() + " events or " + config.earlyBytes()
                        + " bytes came before the answer to CONNECT (the incoming bound)",
                0);
    }

    /** A namespace that the server has taken away, and that is to come back, does so at the pace of reconnection. */
    private void comeBack(NamespaceSession left, long now) {
        if (left.isToComeBack() && connection.is(ConnectionState.OPEN)) {
            left.comeBack(core.timers().start(Core.after(now, connection.pause(now)), at -> rejoin(left, at)));
        }
    }

    private void rejoin(NamespaceSession namespace, long now) {
        if (namespace.is(NamespaceState.WAITING) && connection.is(ConnectionState.OPEN)) {
            join(namespace, now);
        }
    }

    private void unreadable(ParseException why, long now) {
        if (connection.is(ConnectionState.OPEN)) {
            all().forEach(NamespaceSession::unreadable);
        }
        parseFailed(why, now);
    }

    /** Something arrived that is not a packet. */
    void parseFailed(ParseException why, long now) {
        if (connection.is(ConnectionState.OPEN)) {
            core.add(new SocketAction.CloseConnection());
            ended(DisconnectReason.PARSE_ERROR, Optional.of(why), 0, now);
        }
    }

    /** Tells, after each frame that arrived, whether a packet is still without some of its attachments. */
    void waitingForAttachments(boolean waiting, long now) {
        if (connection.is(ConnectionState.OPEN)) {
            connection.waitingForAttachments(waiting, onLateAttachments, now);
        }
    }

    private void attachmentsAreLate(long now) {
        if (readingPaused) {
            connection.waitingForAttachments(true, onLateAttachments, now);
        } else {
            parseFailed(
                    new ParseException(
                            "the attachments of a packet did not come within "
                                    + text(core.config().attachmentTimeout()),
                            0),
                    now);
        }
    }

    /** Nothing that the server sends is read for now: what it is to send is not late meanwhile. */
    public void readingPaused() {
        readingPaused = true;
    }

    /** What the server sends is read again: what it is to send has its whole time. */
    public void readingResumed(long now) {
        readingPaused = false;
        connection.waitAnewForAttachments(onLateAttachments, now);
        all().stream()
                .filter(NamespaceSession::isAwaitingAnswer)
                .forEach(each -> each.waitAnew(answerDeadline(each, now)));
    }

    /** The auth data for a CONNECT packet is there. Returns whether the packet is still to be sent. */
    public boolean authReady(String namespace) {
        return namespace(namespace).authReady();
    }

    /**
     * The connection does not take the CONNECT packet, which is too large. If it carried what a recovery needs, it is
     * tried without; else its auth data is too large.
     */
    public void connectRefused(String namespace, Throwable cause, long now) {
        if (!namespace(namespace).connectRefused()) {
            authFailed(namespace, cause, now);
        }
    }

    /**
     * The auth data for a CONNECT packet could not be had or not be encoded. That ends the application's attempt to
     * connect; a namespace that only comes back tries again, at the pace of reconnection.
     */
    public void authFailed(String namespace, Throwable cause, long now) {
        NamespaceSession asked = namespace(namespace);
        asked.authFailed(cause, connection.reconnects());
        comeBack(asked, now);
        settle();
    }

    /**
     * Tells whether the connection can write at once; what is volatile is discarded while it can't, and, if the
     * settings say so, everything else held back.
     */
    public void writable(boolean can, long now) {
        writable = can;
        if (can && core.config().holdsBack()) {
            all().forEach(each -> each.writable(now));
            settle();
        }
    }

    /**
     * Tells whether the connection may be dead without having said so: events then wait until it is known to be alive,
     * or for the next one.
     */
    public void hold(boolean holds, long now) {
        boolean over = held && !holds;
        held = holds;
        if (over) {
            all().forEach(each -> each.alive(now));
            settle();
        }
    }

    /** The time that {@link #deadline()} named has come. */
    public void timeout(long now) {
        core.timers().expire(now);
        settle();
    }

    // To the driver.

    /** Returns what to do next; null when there is nothing. */
    public @Nullable SocketAction poll() {
        return core.actions().poll();
    }

    /** Returns where the connection is, now that every input has been taken note of. */
    public ConnectionState state() {
        return connection.state();
    }

    /** Returns when to call {@link #timeout}; {@link #NONE} for never. */
    public long deadline() {
        return core.timers().next();
    }

    private void join(NamespaceSession namespace, long now) {
        namespace.join(answerDeadline(namespace, now));
    }

    private Timers.Timer answerDeadline(NamespaceSession namespace, long now) {
        return core.timers().start(Core.after(now, core.config().connectTimeout()), at -> unanswered(namespace, at));
    }

    private void unanswered(NamespaceSession namespace, long now) {
        if (namespace.isAsking()) {
            authFailed(
                    namespace.name(),
                    new TimeoutException("the auth supplier did not answer within the connect timeout of "
                            + text(core.config().connectTimeout())),
                    now);
        } else if (readingPaused) {
            namespace.waitAnew(answerDeadline(namespace, now));
        } else if (namespace.is(NamespaceState.JOINING) && !connection.reconnects()) {
            namespace.giveUp(core.noAnswer());
        } else if (namespace.is(NamespaceState.LEAVING) || anyConnected()) {
            namespace.keepWaiting(answerDeadline(namespace, now));
        } else {
            joinOverAnother(now);
        }
    }

    private static String text(long nanos) {
        return DurationText.of(Duration.ofNanos(nanos));
    }

    /** Gives up a connection over which no namespace got an answer: another may reach a healthy server. */
    private void joinOverAnother(long now) {
        core.add(new SocketAction.CloseConnection());
        boolean retry = connection.lost(DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), true, 0, now);
        all().forEach(each -> each.notJoined(core.noAnswer(), retry));
    }

    /** Closes what is not needed any more. */
    private void settle() {
        if (closing != null && !isFlushing()) {
            all().forEach(NamespaceSession::close);
            endDeparted();
        } else if (all().stream().noneMatch(each -> each.isActive() || each.isDeparting())) {
            connection.release();
            all().forEach(NamespaceSession::released);
        }
    }

    private void endDeparted() {
        if (all().stream().noneMatch(NamespaceSession::isDeparting)) {
            end();
        } else if (!departing) {
            departing = true;
            core.add(new SocketAction.PrepareClose());
        }
    }

    private boolean anyConnected() {
        return all().stream().anyMatch(each -> each.is(NamespaceState.CONNECTED));
    }

    private NamespaceSession namespace(String name) {
        return namespaces.computeIfAbsent(name, absent -> new NamespaceSession(absent, core));
    }

    private Collection<NamespaceSession> all() {
        return namespaces.values();
    }
}
