package io.curlew.engineio.session;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one Engine.IO session (Engine.IO protocol 4), without I/O.
 *
 * <p>A value machine confined to one event loop. It takes three kinds of input: what the network did, what the
 * application asks, and what time it is; it answers with {@link EngineAction}s, which the driver pulls with
 * {@link #poll} until there is none left. Time is given in nanoseconds of a monotonic clock that starts near 0. Input
 * about a transport that the session no longer has is ignored.
 */
public final class EngineSession {
    /** No deadline. */
    public static final long NONE = Long.MAX_VALUE;

    private final SessionConfig config;
    private final ArrayDeque<EngineAction> actions = new ArrayDeque<>(2); // as most often is enough
    private final WriteQueue queue = new WriteQueue();
    private final Upgrade upgrade = new Upgrade();
    private final Receipts receipts;

    private EngineState state = EngineState.NEW;
    private Heartbeat heartbeat = new Heartbeat();
    private @Nullable TransportId current;
    private @Nullable Handshake handshake;
    private boolean connected; // while opening: only the server's answer is still to come
    private boolean writable;
    private boolean undrained;
    private boolean doubtful;
    private int transportsTried;
    private int transportsOpened;
    private long openUntil = NONE;
    private long openTime;
    private long stateDeadline = NONE;
    private long ignoredPackets;

    public EngineSession(SessionConfig config) {
        this.config = config;
        this.receipts = new Receipts(config.closeTimeout().toNanos());
    }

    // ---- what the application asks

    /** Starts opening the session. */
    public void connect(long now) {
        if (state == EngineState.NEW) {
            state = EngineState.OPENING;
            openUntil = now + config.connectTimeout().toNanos();
            openNextTransport(now);
        }
    }

    /** Sends a message, now or as soon as that is possible. */
    public void send(EnginePacket.Message message, long now) {
        if (state.acceptsMessages()) {
            queue.add(message);
            receipts.accepted();
        } else {
            actions.add(new EngineAction.Unsent(message));
        }
    }

    /** Sends what was accepted so far, then closes. */
    public void close(long now) {
        if (state == EngineState.OPEN) {
            state = EngineState.FLUSHING;
            stateDeadline = now + config.closeTimeout().toNanos();
            cancelUpgrade();
        } else if (state == EngineState.NEW || state == EngineState.OPENING) {
            end(CloseReason.FORCED_CLOSE, null);
        }
    }

    /**
     * Tells, with {@link EngineAction.Receipt}, when the server is known to have read every message accepted so far.
     */
    public void requestReceipt(long now) {
        if (state == EngineState.CLOSED) {
            actions.add(new EngineAction.Receipt(false));
        } else {
            receipts.request();
        }
    }

    /** Stays on polling, unless the move is about to be done or has to be: for an application that will close soon. */
    public void cancelUpgrade(long now) {
        if (config.upgrade() != UpgradePolicy.REQUIRED) {
            cancelUpgrade();
        }
    }

    /** The application can't take more: pings will not be seen. */
    public void readingPaused(long now) {
        heartbeat.stall(now);
    }

    /** The application takes packets again. */
    public void readingResumed(long now) {
        heartbeat.resume(now);
    }

    /**
     * The machine has slept, which the clock of this session does not show: the connection may be dead or not. What is
     * sent waits for the server's next ping, or for the end.
     */
    public void slept() {
        doubtful = state == EngineState.OPEN;
    }

    /** Returns whether messages wait to see whether the connection has outlived a sleep. */
    public boolean isDoubtful() {
        return doubtful;
    }

    // ---- what the network did

    /** The transport has a connection, and waits for the server's answer. */
    public void connected(TransportId transport, long now) {
        if (transport.equals(current)) {
            connected = true;
        }
    }

    /** The transport is connected. */
    public void opened(TransportId transport, long now) {
        if (upgrade.isOn(transport) && upgrade.opened()) {
            actions.add(new EngineAction.Write(transport, List.of(EnginePacket.Ping.PROBE)));
        }
    }

    /** A packet arrived. */
    public void received(TransportId transport, EnginePacket packet, long now) {
        if (upgrade.isOn(transport)) {
            receivedOnCandidate(packet, now);
        } else if (transport.equals(current)) {
            receivedOnCurrent(packet, now);
        }
    }

    /** The transport takes the next write. */
    public void writable(TransportId transport, long now) {
        if (upgrade.isOn(transport)) {
            upgrade.writable();
        } else if (transport.equals(current)) {
            writable = true;
            if (transport.type() == TransportType.POLLING) {
                receipts.allRead(); // the POST in flight is answered, however much waits for the next one
            }
        }
    }

    /** The packets of the last write have left this program. */
    public void written(TransportId transport, long now) {
        if (upgrade.isOn(transport) && upgrade.step() == Upgrade.Step.CONFIRMING) {
            move();
        } else if (transport.equals(current) && isSayingGoodbye(transport)) {
            actions.add(new EngineAction.CloseTransport(transport));
        }
    }

    /** The ping has left this program. */
    public void pingLeft(TransportId transport, long now) {
        if (transport.equals(current)) {
            receipts.pingLeft(now);
        }
    }

    /** The server has answered the ping, and so read everything that was written before it. */
    public void ponged(TransportId transport, long now) {
        if (transport.equals(current)) {
            receipts.ponged();
        }
    }

    /** Polling is at rest. */
    public void paused(TransportId transport, long now) {
        if (transport.equals(current) && upgrade.paused()) {
            actions.add(new EngineAction.Write(upgrade.transport(), List.of(new EnginePacket.Upgrade())));
        }
    }

    /** The transport has ended. */
    public void failed(TransportId transport, TransportException why, long now) {
        if (upgrade.isOn(transport)) {
            stayOnPolling(why);
        } else if (transport.equals(current)) {
            current = null;
            currentFailed(why, now);
        }
    }

    /** The driver itself failed: the session can't go on. */
    public void crashed(Throwable why) {
        end(CloseReason.TRANSPORT_ERROR, why);
    }

    // ---- time

    /** Does what is due. To be called at {@link #deadline}; an early call does no harm. */
    public void timeout(long now) {
        if (now >= stateDeadline) {
            stateTimeout(now);
        } else if (state.isLive() && heartbeat.isOverdue(now)) {
            end(CloseReason.PING_TIMEOUT, null);
        } else if (state.isLive() && heartbeat.isStalledTooLong(now)) {
            leave();
        } else if (now >= receipts.deadline()) {
            receipts.tooLate(heartbeat.isStalled());
        } else if (now >= upgrade.deadline()) {
            upgradeFailed(upgradeTimedOut());
        } else if (state.isLive() && heartbeat.takePong(now)) {
            queue.addPong();
        }
    }

    /** Returns when {@link #timeout} is to be called, or {@link #NONE}. */
    public long deadline() {
        long ofState = Math.min(stateDeadline, state.isLive() ? heartbeat.deadline() : NONE);
        return Math.min(ofState, Math.min(upgrade.deadline(), receipts.deadline()));
    }

    // ---- what comes out

    /** Returns what to do next, or null. */
    public @Nullable EngineAction poll() {
        if (actions.isEmpty()) {
            flush();
        }
        if (actions.isEmpty() && receipts.isAwaited()) {
            giveReceipts();
        }
        return actions.poll();
    }

    /** Returns whether messages wait for an upgrade to end, which way it may. */
    public boolean holdsWrites() {
        return upgrade.holdsWrites();
    }

    /** Returns the state. */
    public EngineState state() {
        return state;
    }

    /** Returns from when on the server's ping is overdue, so that a send would likely be lost, or {@link #NONE}. */
    public long pingDue() {
        return state.isLive() ? heartbeat.pingDue() : NONE;
    }

    /** Returns how many packets were ignored because they have no meaning where they came. */
    public long ignoredPackets() {
        return ignoredPackets;
    }

    // ---- opening

    /** With others to fall back to, a transport that hangs has a fair share of the time and not all of it. */
    private void openNextTransport(long now) {
        long left = openUntil - now;
        openTime = config.fallback() ? left / untriedTransports() : left;
        stateDeadline = now + openTime;
        TransportType type = config.transports().get(transportsTried++);
        writable = false;
        connected = false;
        current = open(type, Optional.empty());
    }

    private int untriedTransports() {
        return config.transports().size() - transportsTried;
    }

    private TransportId open(TransportType type, Optional<String> sid) {
        TransportId transport = new TransportId(type, ++transportsOpened);
        actions.add(new EngineAction.OpenTransport(transport, sid));
        return transport;
    }

    private void begin(TransportId transport, Handshake offered, long now) {
        state = EngineState.OPEN;
        stateDeadline = NONE;
        handshake = offered;
        Duration maxStall = config.maxStall().orElse(offered.heartbeatDeadline());
        heartbeat = new Heartbeat(offered, maxStall.toNanos(), now);
        actions.add(new EngineAction.Opened(transport.type(), offered));
        if (transport.type() == TransportType.POLLING && config.upgrade() != UpgradePolicy.NEVER) {
            startUpgrade(offered, now);
        }
    }

    // ---- receiving

    private void receivedOnCurrent(EnginePacket packet, long now) {
        if (state == EngineState.OPENING) {
            receivedFirst(packet, now);
            return;
        }
        actions.add(new EngineAction.Received(packet));
        if (packet instanceof EnginePacket.Ping) {
            heartbeat.ping(now);
            doubtful = false;
            queue.addPong();
        } else if (packet instanceof EnginePacket.Close) {
            closedByServer(now);
        } else if (!(packet instanceof EnginePacket.Message) && !(packet instanceof EnginePacket.Noop)) {
            ignoredPackets++;
        }
    }

    private void receivedFirst(EnginePacket packet, long now) {
        TransportId transport = requireCurrent();
        if (packet instanceof EnginePacket.Open open) {
            actions.add(new EngineAction.Received(packet));
            begin(transport, open.handshake(), now);
        } else {
            TransportException why = TransportException.error(
                            transport.type(),
                            Phase.HANDSHAKE,
                            "invalid handshake: the first packet must be an open packet")
                    .build();
            abortCurrent();
            currentFailed(why, now);
        }
    }

    private void closedByServer(long now) {
        TransportException why = TransportException.closed(
                        requireCurrent().type(), Phase.READ, "the server sent a close packet")
                .build();
        currentFailed(why, now);
    }

    // ---- sending

    /** Writes what waits. Done only when nothing else is left to do, so that all of a burst goes out in one write. */
    private void flush() {
        TransportId transport = current;
        if (transport == null || !writable || !state.isLive() || upgrade.holdsWrites() || doubtful) {
            return;
        }
        if (!queue.isEmpty()) {
            write(transport, nextBatch(transport));
        } else if (state == EngineState.FLUSHING) {
            sayGoodbye(transport);
        } else if (undrained) {
            undrained = false;
            actions.add(new EngineAction.Drained());
        }
    }

    private void write(TransportId transport, List<EnginePacket> batch) {
        undrained = true; // also when all of it was refused: who waits for room has it now
        receipts.handedAllBut(queue.messages());
        if (!batch.isEmpty()) {
            writable = false;
            actions.add(new EngineAction.Write(transport, batch));
        }
    }

    /** Completes the receipts that are known by now, and asks the server for the others. */
    private void giveReceipts() {
        if (isOn(TransportType.POLLING) && writable) {
            receipts.allRead(); // no POST is in flight: all are answered
        } else if (current != null && isOn(TransportType.WEBSOCKET) && state.isLive() && receipts.takePing()) {
            actions.add(new EngineAction.Ping(current));
        }
        for (var known = receipts.poll(); known.isPresent(); known = receipts.poll()) {
            actions.add(new EngineAction.Receipt(known.get()));
        }
    }

    private boolean isOn(TransportType type) {
        return current != null && current.type() == type;
    }

    private List<EnginePacket> nextBatch(TransportId transport) {
        if (transport.type() == TransportType.WEBSOCKET || handshake == null) {
            return queue.takeAll();
        }
        long limit = handshake.maxPayload().orElse(Long.MAX_VALUE);
        if (!config.sendOversized()) {
            refuseOversized(limit);
        }
        return queue.takeBody(limit, config.maxPacketsPerPost());
    }

    /** Only messages accepted before the limit was known, or while the session was on its way elsewhere, get here. */
    private void refuseOversized(long limit) {
        for (var next = queue.takeOversized(limit); next.isPresent(); next = queue.takeOversized(limit)) {
            actions.add(new EngineAction.Oversized(next.get(), limit));
        }
    }

    // ---- upgrading

    private void startUpgrade(Handshake offered, long now) {
        if (offered.upgrades().contains(TransportType.WEBSOCKET.wireName())) {
            long until = now + config.upgradeTimeout().toNanos();
            upgrade.start(open(TransportType.WEBSOCKET, Optional.of(offered.sid())), until);
        } else if (config.upgrade() == UpgradePolicy.REQUIRED) {
            fail(upgradeError("the server offers no upgrade to websocket"));
        }
    }

    private void receivedOnCandidate(EnginePacket packet, long now) {
        if (upgrade.step() == Upgrade.Step.CONFIRMING) {
            // The server speaks on the new transport, so it has seen the upgrade packet.
            TransportId transport = upgrade.transport();
            move();
            received(transport, packet, now);
            return;
        }
        if (upgrade.probed(packet)) {
            undrained = true; // who asks for room meanwhile has none, and is told when it is there again
            actions.add(new EngineAction.Received(packet));
            actions.add(new EngineAction.Pause(requireCurrent()));
        } else if (packet instanceof EnginePacket.Open || packet instanceof EnginePacket.LaterOpen) {
            actions.add(new EngineAction.Received(packet));
            ignoredPackets++;
        } else {
            upgradeFailed(upgradeError("the probe was not answered with its pong"));
        }
    }

    private void move() {
        TransportId before = requireCurrent();
        receipts.allRead(); // polling was at rest: no POST was in flight
        writable = upgrade.isWritable();
        current = upgrade.end();
        actions.add(new EngineAction.AbortTransport(before));
        actions.add(new EngineAction.Upgraded(current.type()));
    }

    private void upgradeFailed(TransportException why) {
        actions.add(new EngineAction.AbortTransport(upgrade.transport()));
        stayOnPolling(why);
    }

    private void stayOnPolling(TransportException why) {
        endUpgrade();
        actions.add(new EngineAction.UpgradeFailed(why));
        if (config.upgrade() == UpgradePolicy.REQUIRED && state == EngineState.OPEN) {
            fail(why);
        }
    }

    private void endUpgrade() {
        boolean paused = upgrade.holdsWrites();
        upgrade.end();
        if (paused) {
            actions.add(new EngineAction.Resume(requireCurrent()));
        }
    }

    /** Before its last step an upgrade only stands in the way of closing; after it, it is about to be done. */
    private void cancelUpgrade() {
        if (upgrade.isUnderWay() && upgrade.step() != Upgrade.Step.CONFIRMING) {
            actions.add(new EngineAction.AbortTransport(upgrade.transport()));
            endUpgrade();
        }
    }

    private static TransportException upgradeError(String what) {
        return TransportException.error(TransportType.WEBSOCKET, Phase.UPGRADE, what)
                .build();
    }

    // ---- ending

    private void sayGoodbye(TransportId transport) {
        state = EngineState.CLOSING;
        if (transport.type() == TransportType.POLLING) {
            actions.add(new EngineAction.Write(transport, List.of(new EnginePacket.Close())));
        } else {
            actions.add(new EngineAction.CloseTransport(transport));
        }
    }

    /** A write of before may still be on its way when a WebSocket closes: only polling says goodbye with one. */
    private boolean isSayingGoodbye(TransportId transport) {
        return state == EngineState.CLOSING && transport.type() == TransportType.POLLING;
    }

    private void currentFailed(TransportException why, long now) {
        if (state == EngineState.OPENING && config.fallback() && untriedTransports() > 0) {
            abortCurrent();
            actions.add(new EngineAction.Failed(why));
            openNextTransport(now);
        } else if (state == EngineState.CLOSING) {
            end(CloseReason.FORCED_CLOSE, null);
        } else if (state == EngineState.FLUSHING) {
            end(CloseReason.FORCED_CLOSE, why);
        } else {
            fail(why);
        }
    }

    private void fail(TransportException why) {
        if (why.reason() == CloseReason.TRANSPORT_ERROR) {
            actions.add(new EngineAction.Failed(why));
        }
        end(why.reason(), why);
    }

    private void stateTimeout(long now) {
        if (state == EngineState.OPENING) {
            currentFailed(openingTimedOut(requireCurrent().type()), now);
        } else {
            end(CloseReason.FORCED_CLOSE, null);
        }
    }

    private TransportException openingTimedOut(TransportType type) {
        String time = DurationText.of(Duration.ofNanos(openTime));
        return TransportException.error(
                        type,
                        connected ? Phase.HANDSHAKE : Phase.CONNECT,
                        connected
                                ? "timed out: no answer to the handshake within " + time
                                : "timed out: no connection within " + time)
                .timeout()
                .build();
    }

    private TransportException upgradeTimedOut() {
        return TransportException.error(
                        TransportType.WEBSOCKET,
                        Phase.UPGRADE,
                        "timed out: the upgrade took longer than " + DurationText.of(config.upgradeTimeout()))
                .timeout()
                .build();
    }

    private void end(CloseReason reason, @Nullable Throwable cause) {
        if (state == EngineState.CLOSED) {
            return;
        }
        state = EngineState.CLOSED;
        stateDeadline = NONE;
        if (upgrade.isUnderWay()) {
            actions.add(new EngineAction.AbortTransport(upgrade.end()));
        }
        abortCurrent();
        receipts.end();
        giveReceipts();
        List<EnginePacket.Message> unsent = queue.drain();
        EngineClose close = new EngineClose(reason, Optional.ofNullable(cause), unsent.size());
        actions.add(new EngineAction.Closed(close, unsent));
    }

    /** The connection works, but the application does not read: the server must not continue to send. */
    private void leave() {
        actions.add(new EngineAction.LeaveTransport(requireCurrent()));
        current = null;
        end(CloseReason.SLOW_CONSUMER, null);
    }

    private void abortCurrent() {
        if (current != null) {
            actions.add(new EngineAction.AbortTransport(current));
            current = null;
        }
    }

    private TransportId requireCurrent() {
        if (current == null) {
            throw new IllegalStateException("The session has no transport in state " + state);
        }
        return current;
    }
}
