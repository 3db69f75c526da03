package io.curlew.socketio.client;

import io.curlew.engineio.delivery.LoopTimer;
import io.curlew.engineio.delivery.Mailbox;
import io.curlew.engineio.delivery.SendAccount;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.DurationText;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.ConnectionState;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link ClientSession} on its loop: feeds it what happens, has done what it wants done. Confined to the loop,
 * but where it says otherwise. It knows its helpers and none of them knows it: what they have of it is a {@link Feed},
 * and an executor for what is to be done on the loop.
 *
 * <p>There is one check for re-entrancy, the {@code draining} flag: what happens meanwhile on the connection only feeds
 * the session, and what the application wants waits in the mailbox until the session has nothing left to say.
 */
final class ClientDriver {
    /** So many inputs are taken before the network has its turn again; and so many emits go out with one flush. */
    private static final int MAX_INPUTS = 1000;

    /** That of whichever thread asks. */
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    private final Feed feed = this::happened;
    private final Runnable drain = this::drain;
    private final LoopClock clock = new LoopClock();
    private final EventLoop loop;
    private final Duration closeTimeout;
    private final Delivery delivery;
    private final ClientSession session;
    private final Mailbox mailbox;
    private final LoopTimer timer;
    private final Connections connections;
    private final Outbound outbound;
    private final Overflow overflow;
    private final WireWatch watch;
    private final ReadingPause reading;
    private final Actions actions;
    private final Reports reports;
    private final Requests requests;
    private final Runnable onEnd;

    private volatile ConnectionState state = ConnectionState.IDLE;
    private @Nullable Subscription closeTimer;
    private boolean draining;
    private boolean ended;

    /**
     * Makes one that has nothing to do yet.
     *
     * @param suppliers runs what the application supplies, which may block
     * @param onEnd run when the client has ended
     */
    ClientDriver(
            ClientSettings settings,
            EventLoop loop,
            Executor suppliers,
            Delivery delivery,
            SendAccount budget,
            Owner owner,
            Runnable onEnd) {
        this.loop = loop;
        this.closeTimeout = settings.closeTimeout();
        this.delivery = delivery;
        this.onEnd = onEnd;
        boolean holdsBack = settings.session().holdsBack();
        this.session = new ClientSession(settings.session(), RANDOM);
        this.mailbox = new Mailbox(loop, drain);
        this.timer = new LoopTimer(loop, this::timeout);
        this.connections = new Connections(settings, session, loop, this::eventsOf);
        Executor later = this::later;
        this.outbound = new Outbound(settings, session, feed, later, delivery, budget, suppliers, connections);
        this.overflow = new Overflow(budget, session, holdsBack);
        this.watch = new WireWatch(connections, outbound, session, clock, holdsBack);
        this.reading = new ReadingPause(connections, session);
        Optional<AttemptHook> hook = settings.beforeAttempt()
                .map(told -> new AttemptHook(told, settings.connectTimeout(), loop, suppliers, later));
        Attempts attempts =
                new Attempts(connections, hook, feed, settings.meter(), new ConnectionLog(settings.server()));
        this.actions = new Actions(session, feed, connections, attempts, outbound, reading, delivery, owner);
        this.reports = new Reports(owner, delivery, attempts, settings.meter());
        this.requests = new Requests(session, clock, loop, later, watch, overflow, reading, delivery, this::close);
    }

    private Wire.Listener eventsOf(Link link) {
        return new LinkEvents(link, feed, drain, clock, connections, outbound, watch, delivery, reports);
    }

    // ---- from any thread

    /**
     * Hands a request over to the loop; see {@link Mailbox#add}.
     *
     * @param refused runs instead, on any thread, if the loop ended before it came to the request
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

    /** Hands something over that finds its {@link #requests} itself; see {@link Mailbox#add}. */
    void request(Mailbox.Input request) {
        mailbox.add(request);
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

    /** Listeners have caught up. */
    void backlogHasRoom() {
        later(() -> reading.resume(clock.now()));
    }

    /** Runs the task on the loop, in its turn. */
    private void later(Runnable task) {
        try {
            mailbox.add(task::run);
        } catch (RejectedExecutionException loopIsGone) {
            // With the loop went everything that the task is about.
            delivery.flush();
        }
    }

    // ---- on the loop

    /** Listeners have more to do than is good. */
    void backlogIsFull() {
        reading.pause();
    }

    /** Listeners have more to do than is good, and what came on top says what has become of connections. */
    void backlogIsFullOfSignals() {
        reading.holdBack();
    }

    private void happened(@Nullable Link on, Feed.Input input) {
        if (connections.isCurrent(on)) {
            try {
                input.to(session, clock);
            } catch (Throwable unexpected) {
                crashed(unexpected);
            }
        }
        drain();
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            turn();
        } finally {
            draining = false;
            settle();
        }
    }

    private void turn() {
        int inputs = 0;
        boolean more = true;
        watch.lookAgain();
        while (more) {
            try {
                more = performNext()
                        || (inputs++ < MAX_INPUTS && mailbox.runNext())
                        || flush()
                        || overflow.makeRoom()
                        || tellDrained();
            } catch (Throwable unexpected) {
                // Also an Error: whatever it was, the connection is not to be trusted any more, and the loop must
                // survive.
                // What has thrown is not there any more when the next turn comes to it.
                crashed(unexpected);
                watch.lookAgain();
            }
        }
        mailbox.leaveRest();
    }

    /** Does the next thing that the session wants; returns whether there was one. */
    private boolean performNext() {
        SocketAction action = session.poll();
        showState();
        if (action != null) {
            action.to(actions, reports);
        }
        return action != null;
    }

    /** Sends what was collected; returns whether there was anything. */
    private boolean flush() {
        watch.lookAgain();
        return outbound.flush();
    }

    /** Last, so that nothing is left to send; returns whether there was anything to report. */
    private boolean tellDrained() {
        boolean told = watch.takeDrain();
        if (told) {
            reports.drained();
        }
        return told;
    }

    /** Shows the application the state of the connection, before it is notified. */
    private void showState() {
        if (state != session.state()) {
            state = session.state();
        }
    }

    /** After the actions: hands callbacks over, unless more of the same read is to come, and sets the timer. */
    private void settle() {
        delivery.turnEnds();
        if (actions.sessionEnded() && connections.isEmpty()) {
            end();
        } else if (!ended && !timer.covers(session.deadline())) {
            timer.arm(session.deadline(), clock.now());
        }
    }

    private void timeout() {
        try {
            session.timeout(clock.now());
        } catch (Throwable unexpected) {
            crashed(unexpected); // the loop would swallow it, and the timer never be set again
        }
        drain();
    }

    private void crashed(Throwable unexpected) {
        delivery.tell(() -> delivery.thrown(unexpected));
        connections.close();
        actions.abandonAttempt();
        session.connectionClosed(DisconnectReason.TRANSPORT_ERROR, Optional.of(unexpected), clock.now());
        session.connectionFailed(unexpected, clock.now());
    }

    // ---- the end

    private void close() {
        if (closeTimer == null) {
            // Before the connection's own timer of the same length, so that this one sees what is still to be written.
            closeTimer = loop.schedule(this::giveUp, closeTimeout);
            session.close(clock.now());
        }
    }

    /** Time is up: what the session still waited for fails, then the rest is dropped. */
    private void giveUp() {
        long unwritten = outbound.unwritten();
        try {
            session.end();
            drain();
            tellUnwritten(unwritten);
        } finally {
            end(); // whatever happens: nobody else would complete closed()
        }
    }

    /** What was given to the connection has left the session, so nothing else can report it. */
    private void tellUnwritten(long packets) {
        if (packets > 0) {
            Throwable lost = new IllegalStateException("The connection took " + packets
                    + " packets and did not write them within the close timeout of "
                    + DurationText.of(closeTimeout) + ": they may not have arrived");
            delivery.tell(() -> delivery.thrown(lost));
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
            try {
                onEnd.run();
            } finally {
                actions.end(); // interrupts threads of the program's, which may do anything
            }
        }
    }
}
