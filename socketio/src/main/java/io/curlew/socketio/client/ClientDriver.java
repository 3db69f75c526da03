package io.curlew.socketio.client;

import io.curlew.engineio.delivery.LoopTimer;
import io.curlew.engineio.delivery.Mailbox;
import io.curlew.engineio.delivery.SendAccount;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.ConnectionState;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link ClientSession} on its loop: feeds it what happens, does what it wants done. Confined to the loop, but
 * where it says otherwise.
 *
 * <p>There is one check for re-entrancy, the {@code draining} flag: what happens meanwhile on the connection only feeds
 * the session, and what the application wants waits in the mailbox until the session has nothing left to say.
 */
final class ClientDriver {
    /** So many inputs are taken before the network has its turn again; and so many emits go out with one flush. */
    private static final int MAX_INPUTS = 1000;

    private final long start = System.nanoTime();
    private final ClientSettings settings;
    private final EventLoop loop;
    private final Delivery delivery;
    private final SendAccount budget;
    private final ClientSession session;
    private final Mailbox mailbox;
    private final Requests requests;
    private final LoopTimer timer;
    private final Connections connections;
    private final Outbound outbound;
    private final Actions actions;
    private final ReadingPause reading;
    private final Runnable onEnd;
    private final Runnable onDiscarded;

    private volatile ConnectionState state = ConnectionState.IDLE;
    private @Nullable Subscription closeTimer;
    private long lastLook;
    private boolean draining;
    private boolean inBatch;
    /** What an event asks of the connection has been asked, and holds until the loop has turned. */
    private boolean lookedAtWire;

    private boolean wireWritable;
    private boolean makingRoom;
    private boolean sessionEnded;
    private boolean ended;

    ClientDriver(
            ClientSettings settings,
            EventLoop loop,
            Executor suppliers,
            Delivery delivery,
            SendAccount budget,
            Signals signals,
            Runnable onDiscarded,
            Runnable onEnd) {
        this.settings = settings;
        this.loop = loop;
        this.delivery = delivery;
        this.budget = budget;
        this.onDiscarded = onDiscarded;
        this.onEnd = onEnd;
        this.session = new ClientSession(settings.session(), new SplittableRandom());
        this.mailbox = new Mailbox(loop, this::drain);
        this.requests = new Requests(this, session, loop);
        this.timer = new LoopTimer(loop, this::timeout);
        this.connections = new Connections(settings, loop);
        this.outbound = new Outbound(this, settings, budget, suppliers, connections);
        Optional<AttemptHook> hook = settings.beforeAttempt()
                .map(told -> new AttemptHook(told, settings.connectTimeout(), loop, suppliers, this));
        this.reading = new ReadingPause(connections, session);
        this.actions = new Actions(this, connections, outbound, signals, delivery, reading, hook, settings.meter());
    }

    // ---- from any thread

    /**
     * Hands a request over to the loop; see {@link Mailbox#add}.
     *
     * @param refused told instead, from any thread, when the loop ended before it came to the request
     */
    void request(Consumer<Requests> request, Runnable refused) {
        mailbox.add(new Mailbox.Input() {
            @Override
            public void run() {
                request.accept(requests);
            }

            @Override
            public void refused() {
                refused.run();
                delivery.flush();
            }
        });
    }

    void emit(Emission emission) {
        mailbox.add(emission);
    }

    /** Returns what takes requests, on the loop only. */
    Requests requests() {
        return requests;
    }

    /** Returns the connection there is now. */
    Optional<Wire> wire() {
        return connections.wire();
    }

    /** Returns where the connection is. */
    ConnectionState state() {
        return state;
    }

    // ---- from the application

    void close() {
        if (closeTimer == null) {
            // Before the connection's own timer of the same length, so that this one sees what is still to be written.
            closeTimer = loop.schedule(this::giveUp, settings.closeTimeout());
            outbound.countLeaves();
            session.close(now());
        }
    }

    /** Time is up: what the session still hoped for is told that it will not be, then the rest is dropped. */
    private void giveUp() {
        long accepted = budget.reservedPackets() - outbound.leaves() + outbound.droppedPackets();
        try {
            session.end();
            drain();
            tellUnwritten(accepted - outbound.droppedPackets());
        } finally {
            end(); // whatever happens: nobody else would complete closed()
        }
    }

    /** What was given to the connection has left the session: of that nobody else could tell. */
    private void tellUnwritten(long packets) {
        if (packets > 0) {
            Throwable lost = new IllegalStateException("The connection took " + packets
                    + " packets and did not write them within the close timeout of "
                    + settings.closeTimeout().toMillis() + " ms: they may not have arrived");
            delivery.tell(() -> delivery.thrown(lost));
        }
    }

    // ---- from the connections

    /** Something happened that the session wants to know. */
    @FunctionalInterface
    interface Input {
        void feed(ClientSession session, long now);
    }

    /** Feeds the session, unless the connection is an earlier one. */
    void happened(Link on, Input input) {
        feed(on, input);
        drain();
    }

    /** Something arrived. */
    void received(Link on, EngineData data) {
        if (connections.isCurrent(on)) {
            try {
                on.decode(data, session);
            } catch (Throwable unexpected) {
                crashed(unexpected);
            }
        }
        drain();
    }

    /** A connection has ended. */
    void ended(Link closed, Input input) {
        feed(closed, input);
        connections.ended(closed);
        inBatch = false;
        drain();
    }

    private void feed(@Nullable Link on, Input input) {
        if (connections.isCurrent(on)) {
            try {
                input.feed(session, now());
            } catch (Throwable unexpected) {
                crashed(unexpected);
            }
        }
    }

    boolean isCurrent(Link link) {
        return connections.isCurrent(link);
    }

    void arrived(SocketPacket packet, int memory) {
        actions.arrived(packet, memory);
    }

    /** The connection has written everything. */
    void drained() {
        if (wire().filter(Wire::writable).isPresent()) {
            actions.drained();
            drain();
        }
    }

    void roundTrip(Duration time) {
        actions.roundTrip(time);
        drain();
    }

    /** The auth data for a CONNECT packet is there. Returns whether the packet is still to be sent. */
    boolean authReady(String namespace) {
        return session.authReady(namespace);
    }

    /** The hook before an attempt has thrown, or taken too long. */
    void attemptFailed(Throwable why) {
        session.connectionFailed(why, now());
        drain();
    }

    /** The hook before an attempt wants none to be made. */
    void attemptStopped() {
        session.connectionGivenUp(new CancellationException("the hook before the attempt has stopped it"), now());
        drain();
    }

    void batchBegins() {
        if (!inBatch) {
            inBatch = true;
            long unused = now();
        }
    }

    void batchEnds() {
        inBatch = false;
        drain();
    }

    /** What came of the rest of a read is of no interest. */
    void batchIsOver() {
        inBatch = false;
    }

    void sessionEnded() {
        sessionEnded = true;
    }

    /** The connection has written something: it may take more. */
    void released(int messages, long bytes) {
        budget.release(messages, bytes);
        if (settings.session().holdsBack()) {
            tellWritable();
            drain();
        }
    }

    /** Tells the session whether what it sends now leaves at once, and whether it had better wait for a sign of life. */
    void tellWritable() {
        if (wire().filter(Wire::sleptSincePing).isPresent()) {
            session.hold(true, now());
        }
        wireWritable = wire().filter(Wire::writable).isPresent();
        session.writable(outbound.writable() && wireWritable, now());
    }

    /** An event is about to be sent. Of a burst only the first looks at the connection. */
    void eventComes() {
        if (lookedAtWire) {
            session.writable(outbound.writable() && wireWritable, lastLook);
            return;
        }
        lookedAtWire = true;
        leaveDeadConnection();
        tellWritable();
    }

    /** Shows the application how much waits. */
    void count(SocketCore socket) {
        if (socket.unsent() > 0) {
            socket.unsent(session.unsent(socket.namespace()));
        }
    }

    /** The connection does not take an event that was accepted before its limit was known. */
    void refused(OutgoingEvent event, SocketCore socket, IllegalArgumentException why) {
        socket.dropped(event, DroppedEvent.Reason.REFUSED, delivery);
        event.ackId().ifPresent(id -> {
            socket.refused(id, why);
            session.cancelAck(socket.namespace(), id, now());
        });
        refused(why);
    }

    void refused(IllegalArgumentException why) {
        delivery.refused(why);
        drain();
    }

    // ---- the loop

    void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            turn();
        } catch (Throwable unexpected) {
            // Also an Error: whatever it was, the connection is not to be trusted any more, and the loop must survive.
            crashed(unexpected);
            turn();
        } finally {
            draining = false;
        }
        settle();
    }

    private void turn() {
        int inputs = 0;
        boolean more = true;
        lookedAtWire = false;
        while (more) {
            SocketAction action = session.poll();
            showState();
            if (action != null) {
                actions.perform(action);
            } else {
                more = (inputs++ < MAX_INPUTS && mailbox.runNext()) || flush() || makeRoom();
            }
        }
        mailbox.leaveRest();
    }

    /** Sends what was collected; returns whether there was anything. */
    private boolean flush() {
        lookedAtWire = false;
        return outbound.flush();
    }

    /** Shows the application where the connection is, before it is told. */
    private void showState() {
        if (state != session.state()) {
            state = session.state();
        }
    }

    /** An event took room that may not have been there. What the protocol sends drives no event out. */
    void roomWasTaken() {
        makingRoom = settings.session().holdsBack();
    }

    /**
     * Drops what has waited longest if more was accepted than there is room for; returns whether there was something. After
     * the flush: what the connection refuses takes no room, and nothing else is dropped for it.
     */
    private boolean makeRoom() {
        makingRoom = makingRoom && budget.isOverdrawn() && session.dropOldest();
        return makingRoom;
    }

    /** After the actions: hands callbacks over, unless more of the same read is to come, and sets the timer. */
    private void settle() {
        if (!inBatch) {
            delivery.flush();
        }
        if (sessionEnded && connections.isEmpty()) {
            end();
        } else if (!ended && !timer.covers(session.deadline())) {
            timer.arm(session.deadline(), now());
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            timer.cancel();
            if (closeTimer != null) {
                closeTimer.remove();
            }
            delivery.flush();
            onEnd.run();
        }
    }

    private void timeout() {
        try {
            session.timeout(now());
        } catch (Throwable unexpected) {
            crashed(unexpected); // the loop would swallow it, and the timer never be set again
        }
        drain();
    }

    private void crashed(Throwable unexpected) {
        delivery.tell(() -> delivery.thrown(unexpected));
        connections.close();
        reading.forgetOpening();
        session.connectionClosed(DisconnectReason.TRANSPORT_ERROR, Optional.of(unexpected), now());
        session.connectionFailed(unexpected, now());
    }

    long now() {
        lastLook = System.nanoTime() - start;
        return lastLook;
    }

    /** Returns the time of the last look at the clock, which costs as much as a small message: for what starts no timer. */
    long recently() {
        return lastLook;
    }

    /** A ping that is overdue means that the connection is dead, even if its end was not seen yet. */
    void leaveDeadConnection() {
        if (wire().filter(Wire::heartbeatOverdue).isPresent()) {
            connections.close();
            session.connectionClosed(DisconnectReason.PING_TIMEOUT, Optional.empty(), now());
        }
    }

    /** A volatile event is not sent. From any thread. */
    void discarded() {
        onDiscarded.run();
    }

    /** Tells of a volatile event that did not even reach the session. */
    void tellDiscarded(SocketCore socket, DroppedEvent event, long size) {
        delivery.enteredNotice(socket.dropped, event, size);
    }

    /** Listeners have more to do than is good. */
    void backlogIsFull() {
        reading.pause();
    }

    /** Listeners have caught up. From any thread. */
    void backlogHasRoom() {
        later(() -> reading.resume(now()));
    }

    /** The application wants a connection, whether listeners keep up or not. */
    void connectionAsked() {
        reading.ask();
    }

    /** Feeds the session on the loop, if the connection is still the same by then. From any thread. */
    void later(@Nullable Link during, Input input) {
        later(() -> feed(during, input));
    }

    /** Runs the task on the loop, in its turn. From any thread. */
    void later(Runnable task) {
        try {
            mailbox.add(task::run);
        } catch (RejectedExecutionException loopIsGone) {
            // With the loop went everything that the task is about.
            delivery.flush();
        }
    }
}
