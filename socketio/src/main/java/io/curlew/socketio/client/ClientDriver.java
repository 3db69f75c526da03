package io.curlew.socketio.client;

import io.curlew.engineio.client.EventLoop;
import io.curlew.engineio.client.SendBudget;
import io.curlew.engineio.client.Subscription;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.DropReason;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link ClientSession} on its loop: feeds it what happens, does what it wants done. Confined to the loop, but
 * for {@link #mailbox()}.
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
    private final Executor suppliers;
    private final Delivery delivery;
    private final SendBudget budget;
    private final Signals signals;
    private final ClientSession session;
    private final Mailbox mailbox;
    private final LoopTimer timer;
    private final Backlog backlog;
    private final Batch batch;
    private final Runnable onEnd;
    private final Runnable onDiscarded;
    private final Set<Link> links = new HashSet<>();

    private volatile Optional<Wire> wire = Optional.empty();
    private @Nullable Link link;
    private @Nullable Subscription closeTimer;
    private boolean draining;
    private boolean inBatch;
    private boolean sessionEnded;
    private boolean ended;

    ClientDriver(
            ClientSettings settings,
            EventLoop loop,
            Executor suppliers,
            Delivery delivery,
            SendBudget budget,
            Signals signals,
            Runnable onDiscarded,
            Runnable onEnd) {
        this.settings = settings;
        this.loop = loop;
        this.suppliers = suppliers;
        this.delivery = delivery;
        this.budget = budget;
        this.signals = signals;
        this.onDiscarded = onDiscarded;
        this.onEnd = onEnd;
        this.session = new ClientSession(settings.session(), new SplittableRandom());
        this.mailbox = new Mailbox(loop, this::drain);
        this.timer = new LoopTimer(loop, this::timeout);
        this.backlog = new Backlog(settings.maxEvents(), settings.maxBytes(), this::backlogHasRoom);
        this.batch = new Batch(budget);
    }

    // ---- from any thread

    Mailbox mailbox() {
        return mailbox;
    }

    /** Returns the connection there is now. */
    Optional<Wire> wire() {
        return wire;
    }

    // ---- from the application, out of the mailbox

    void connect(SocketCore socket, Promise<Socket> promise) {
        socket.await(promise, () -> {});
        session.connect(socket.namespace(), now());
    }

    void connect(SocketCore socket, Promise<Socket> promise, Duration deadline) {
        socket.await(promise, loop.schedule(() -> mailbox.add(() -> late(socket, promise, deadline)), deadline));
        session.connect(socket.namespace(), now());
    }

    private void late(SocketCore socket, Promise<Socket> promise, Duration deadline) {
        if (socket.late(promise, deadline)) {
            disconnect(socket.namespace());
        }
    }

    void disconnect(String namespace) {
        session.disconnect(namespace, now());
    }

    void emit(SocketCore socket, OutgoingEvent event, @Nullable Promise<Args> answer) {
        event.ackId().ifPresent(id -> {
            if (answer != null) {
                socket.await(id, event.name(), answer);
            }
        });
        leaveDeadConnection();
        session.writable(link != null && link.wire().writable());
        session.emit(socket.namespace(), event, now());
    }

    void discarded(String event, @Nullable Promise<Args> answer) {
        onDiscarded.run();
        if (answer != null) {
            answer.fail(new AckException(event, AckException.Reason.DISCARDED));
        }
    }

    void ack(String namespace, long join, EncodedPacket packet) {
        session.sendAck(namespace, join, packet, now());
    }

    void cancelAck(SocketCore socket, long ackId) {
        socket.forgetAck(ackId);
        session.cancelAck(socket.namespace(), ackId, now());
    }

    void close() {
        if (closeTimer == null) {
            closeTimer = loop.schedule(this::giveUp, settings.closeTimeout());
            session.close(now());
        }
    }

    /** Time is up: what the session still hoped for is told that it will not be, then the rest is dropped. */
    private void giveUp() {
        session.end();
        drain();
        end();
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

    /** A connection has ended. */
    void ended(Link closed, Input input) {
        feed(closed, input);
        links.remove(closed);
        if (closed == link) {
            Link unused = leave(closed);
        }
        drain();
    }

    private void feed(Link on, Input input) {
        if (on == link) {
            try {
                input.feed(session, now());
            } catch (Throwable unexpected) {
                crashed(unexpected);
            }
        }
    }

    void batchBegins() {
        inBatch = true;
    }

    void batchEnds() {
        inBatch = false;
        drain();
    }

    void released(int messages, long bytes) {
        budget.release(messages, bytes);
    }

    void refused(IllegalArgumentException why) {
        delivery.tell(() -> delivery.thrown(why));
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
        while (more) {
            SocketAction action = session.poll();
            if (action != null) {
                perform(action);
            } else {
                more = (inputs++ < MAX_INPUTS && mailbox.runNext()) || sendBatch();
            }
        }
        mailbox.leaveRest();
    }

    /** After the actions: hands callbacks over, unless more of the same read is to come, and sets the timer. */
    private void settle() {
        if (!inBatch) {
            delivery.flush();
        }
        if (sessionEnded && links.isEmpty()) {
            end();
        } else if (!ended) {
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
        session.timeout(now());
        drain();
    }

    private void crashed(Throwable unexpected) {
        delivery.tell(() -> delivery.thrown(unexpected));
        if (link != null) {
            leave(link).wire().close();
            session.connectionClosed(DisconnectReason.TRANSPORT_ERROR, Optional.of(unexpected), now());
            session.connectionFailed(unexpected, now());
        }
    }

    private long now() {
        return System.nanoTime() - start;
    }

    // ---- what the session wants done

    private void perform(SocketAction action) {
        if (action instanceof SocketAction.EventArrived arrived) {
            arrived(arrived);
        } else if (action instanceof SocketAction.SendEvent send) {
            send(send);
        } else if (action instanceof SocketAction.SendAck send) {
            batch.add(send.packet(), this::refused);
        } else if (action instanceof SocketAction.Dropped dropped) {
            dropped(dropped);
        } else if (action instanceof SocketAction.SendConnect join) {
            join(join);
        } else if (action instanceof SocketAction.SendDisconnect leave) {
            sendAnyway(settings.parser().encode(new OutgoingPacket.Disconnect(leave.namespace())));
        } else if (action instanceof SocketAction.OpenConnection) {
            open();
        } else if (action instanceof SocketAction.CloseConnection) {
            closeConnection();
        } else if (action instanceof SocketAction.Closed) {
            sessionEnded = true;
        } else {
            signals.tell(action, delivery);
        }
    }

    private void arrived(SocketAction.EventArrived arrived) {
        SocketCore socket = signals.socket(arrived.event().namespace());
        if (socket.arrived(arrived, delivery, backlog) && link != null) {
            link.wire().pauseReading();
        }
    }

    private void send(SocketAction.SendEvent send) {
        OutgoingEvent event = (OutgoingEvent) send.event();
        SocketCore socket = signals.socket(send.namespace());
        batch.add(event.packet(), why -> {
            refused(why);
            event.ackId().ifPresent(id -> {
                socket.refused(id, why);
                session.cancelAck(send.namespace(), id, now());
            });
        });
        socket.sent(event, delivery);
    }

    private void dropped(SocketAction.Dropped dropped) {
        budget.release(dropped.packet().frames().size(), dropped.packet().size());
        if (dropped.why() == DropReason.VOLATILE) {
            onDiscarded.run();
        }
    }

    private void join(SocketAction.SendConnect join) {
        Optional<Supplier<?>> supplier = settings.auth().supplier(join.namespace());
        if (supplier.isEmpty()) {
            sendAnyway(settings.parser()
                    .encode(new OutgoingPacket.Connect(join.namespace(), Optional.empty(), join.recovery())));
            return;
        }
        Link asking = link;
        suppliers.execute(() -> ask(supplier.get(), join, asking));
    }

    /** Asks the application, on a thread that may block. */
    private void ask(Supplier<?> supplier, SocketAction.SendConnect join, @Nullable Link asking) {
        Runnable answer;
        try {
            EncodedPacket packet = Auth.encode(settings.parser(), join.namespace(), supplier, join.recovery());
            answer = () -> sendAnyway(packet);
        } catch (Throwable thrown) {
            answer = () -> session.authFailed(join.namespace(), thrown, now());
        }
        later(whileCurrent(asking, answer));
    }

    private Runnable whileCurrent(@Nullable Link asking, Runnable task) {
        return () -> {
            if (asking == link) {
                task.run();
            }
        };
    }

    /** Sends what the protocol asks for, whether there is room for it or not. */
    private void sendAnyway(EncodedPacket packet) {
        budget.reserveAnyway(packet.frames().size(), packet.size());
        batch.add(packet, this::refused);
    }

    private boolean sendBatch() {
        boolean any = !batch.isEmpty();
        if (any) {
            batch.send(wire);
        }
        return any;
    }

    // ---- connections

    private void open() {
        Link next = new Link(this, settings.parser().newDecoder(), settings.wires(), loop);
        links.add(next);
        link = next;
        wire = Optional.of(next.wire());
        next.wire().open();
    }

    private void closeConnection() {
        boolean unused = sendBatch();
        if (link != null) {
            leave(link).wire().close();
        }
    }

    /** From now on what this connection says is of no interest. */
    private Link leave(Link left) {
        link = null;
        wire = Optional.empty();
        inBatch = false;
        return left;
    }

    /** A ping that is overdue means that the connection is dead, even if its end was not seen yet. */
    private void leaveDeadConnection() {
        if (link != null && link.wire().heartbeatOverdue()) {
            leave(link).wire().close();
            session.connectionClosed(DisconnectReason.PING_TIMEOUT, Optional.empty(), now());
        }
    }

    private void backlogHasRoom() {
        later(() -> wire.ifPresent(Wire::resumeReading));
    }

    private void later(Runnable task) {
        try {
            mailbox.add(task);
        } catch (RejectedExecutionException loopIsGone) {
            // With the loop went everything that the task is about.
            delivery.flush();
        }
    }
}
