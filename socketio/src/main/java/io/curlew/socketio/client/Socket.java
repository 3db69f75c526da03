package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.InboxPublisher;
import io.curlew.engineio.loop.Subscription;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of one namespace. Comes from {@link SocketIoClient#socket}.
 *
 * <p><b>Threads.</b> Every method may be called from any thread, from listeners too. Listeners run in the client's
 * lane: in the order of the wire and never two at once, on the callback executor; one may block without holding up the
 * connection, and even wait for an answer. What a listener throws is reported to the client's error handler and stops
 * no other. What depends on a returned future runs on the callback executor, not in order with listeners.
 *
 * <p><b>Delivery.</b> Events of one thread go out in the order in which that thread emitted them, each at most once.
 * What is emitted while the namespace is not connected waits and is sent when it is, before {@link #onConnect} is told.
 * What was sent and is not answered when the connection is lost may have arrived or not.
 *
 * <p><b>Errors.</b> What can't be sent is refused with an exception before anything is. On a closed client
 * {@link #connect} fails, and what sends or opens a view throws {@link IllegalStateException}; asking and listening
 * always work.
 *
 * <p><b>Protocol.</b> Socket.IO protocol 5, sections "Connection to a namespace" ({@link #connect}), "Sending and
 * receiving data" ({@link #emit}), "Acknowledgement" ({@link #emitWithAck}, {@link Event#ack}), and "Disconnection from
 * a namespace" ({@link #disconnect}).
 */
public final class Socket implements EventSource {

    /** What a socket is doing. */
    public enum State {
        /** Left, refused, given up, or never connected: nothing happens until {@link Socket#connect} is called. */
        DISCONNECTED,
        /**
         * On the way to the server's answer, or back to it after a loss; also while the next attempt waits for its
         * time.
         */
        CONNECTING,
        /** The server has confirmed the namespace. */
        CONNECTED
    }

    private final String namespace;
    private final SocketIoClient client;
    private final SocketCore core;
    private final SocketEvents events;
    private final Emitter emitter;

    Socket(String namespace, SocketIoClient client, ClientSettings settings) {
        this.namespace = namespace;
        this.client = client;
        this.core = new SocketCore(namespace, settings.meter(), this::arrived);
        this.events = new SocketEvents(this, core);
        this.emitter = new Emitter(namespace, client.runs(), settings, core);
    }

    private void arrived(SocketAction.EventArrived event, Delivery delivery) {
        events.arrived(event, delivery);
    }

    // ---- connecting

    /**
     * Connects the namespace, over the connection that there is or a new one. Connecting what is connected already does
     * nothing; what is on its way is waited for.
     *
     * @return completes when the server has confirmed; fails with a {@link ConnectFailedException} when it refuses,
     *     when the attempts run out or reconnection is off, and when the namespace is left or the client closed
     *     meanwhile; with {@link IllegalStateException} when the client was closed before
     */
    public CompletableFuture<Socket> connect() {
        return connecting((run, promise) -> run.input(requests -> requests.connect(core, promise), promise::fail));
    }

    /**
     * Connects the namespace; see {@link #connect()}.
     *
     * @param deadline how long that may take; then the future fails, with {@link ConnectFailedException.Reason#LATE},
     *     and nothing more is tried unless somebody else waits for it, or the client is bringing a socket back that was
     *     connected
     * @throws IllegalArgumentException when the deadline is not positive
     */
    public CompletableFuture<Socket> connect(Duration deadline) {
        Duration checked = Checks.positive(deadline, "deadline");
        return connecting(
                (run, promise) -> run.input(requests -> requests.connect(core, promise, checked), promise::fail));
    }

    private CompletableFuture<Socket> connecting(BiConsumer<ClientRun, Promise<SocketCore>> start) {
        try {
            ClientRun run = client.run();
            FuturePromise<Socket> promise = new FuturePromise<>(run.delivery()::complete);
            start.accept(run, promise.keptWith(this));
            return promise.future();
        } catch (IllegalStateException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    /**
     * Leaves the namespace, and does not come back by itself. The last one to be left closes the connection. Events
     * that were not sent wait for the next {@link #connect}; answers to those that were sent fail. Does nothing when
     * there is nothing to leave.
     *
     * <p>For this program the namespace is left at once. The server is told when it is known to have read what was sent
     * before, since it may ignore what it reads together with that; a {@link #connect} meanwhile waits.
     */
    public void disconnect() {
        client.currentRun().ifPresent(run -> run.inputIfRunning(requests -> requests.disconnect(namespace)));
    }

    // ---- sending

    /**
     * Sends an event. The arguments are encoded before this returns: what becomes of them afterwards does not matter.
     *
     * @param name any name but {@code connect}, {@code connect_error}, {@code disconnect}, {@code disconnecting},
     *     {@code newListener} and {@code removeListener}
     * @param args what JSON can express, with {@code byte[]} and {@link java.nio.ByteBuffer} anywhere inside; null is
     *     JSON null
     * @throws io.curlew.socketio.protocol.ConversionException when an argument can't be encoded
     * @throws IllegalArgumentException when the name is reserved, or a limit exceeded, which the message names
     * @throws io.curlew.engineio.loop.BufferFullException when too much waits to be sent already
     * @throws IllegalStateException when the client is closed
     */
    public void emit(String name, @Nullable Object @Nullable ... args) {
        emitter.emit(EmitOptions.defaults(), name, args);
    }

    /** Sends an event in another way than the client's defaults; see {@link #emit(String, Object...)}. */
    public void emit(EmitOptions options, String name, @Nullable Object @Nullable ... args) {
        emitter.emit(options, name, args);
    }

    /**
     * Sends an event that asks for an answer; see {@link #emit(String, Object...)} for what it throws. The answer may
     * take as long as {@link SocketIoClientBuilder#ackTimeout} says, by default as long as the connection lasts.
     *
     * @return completes with the answer; fails with an {@link AckException}. Whoever cancels it, or ends it otherwise,
     *     forgets about the answer, and about the event if that was not sent yet
     */
    public CompletableFuture<Args> emitWithAck(String name, @Nullable Object @Nullable ... args) {
        return emitWithAck(EmitOptions.defaults(), name, args);
    }

    /** Sends an event that asks for an answer; see {@link #emitWithAck(String, Object...)}. */
    public CompletableFuture<Args> emitWithAck(EmitOptions options, String name, @Nullable Object @Nullable ... args) {
        FuturePromise<Args> answer = new FuturePromise<>(client.run().delivery()::complete);
        long id = emitter.emit(options, name, args, answer);
        answer.onGivenUp(() -> emitter.cancel(id));
        return answer.future();
    }

    /**
     * Sends an event that asks for an answer, which is told in order with listeners; see {@link #emit(String,
     * Object...)} for what it throws.
     *
     * @param callback told the answer or why there is none, exactly once
     */
    public void emitWithAck(
            EmitOptions options, AckCallback callback, String name, @Nullable Object @Nullable ... args) {
        long unused = emitter.emit(
                options, name, args, new CallbackPromise(callback, client.run().delivery()));
    }

    /** Drops the events that wait to be sent, which {@link #onDropped} tells; their answers fail. */
    public void clearBuffer() {
        client.currentRun().ifPresent(run -> run.inputIfRunning(requests -> requests.clear(core)));
    }

    // ---- asking

    /** Returns the namespace, {@code /} for the main one. */
    public String namespace() {
        return namespace;
    }

    /** Returns the client this is a socket of. */
    public SocketIoClient client() {
        return client;
    }

    /** Returns the id that the server gave; empty while not connected. */
    public Optional<String> id() {
        return core.sid();
    }

    /** Returns whether the namespace is connected. May be a moment old. */
    public boolean connected() {
        return core.sid().isPresent();
    }

    /**
     * Returns whether the namespace is connected, or will be by itself as soon as that can be done. May be a moment
     * old.
     */
    public boolean active() {
        return state() != State.DISCONNECTED;
    }

    /**
     * Returns what the socket is doing. May be a moment old: {@link #connect} and {@link #disconnect} only ask for it.
     */
    public State state() {
        if (connected()) { // first: no other state shows in between
            return State.CONNECTED;
        }
        return core.active() ? State.CONNECTING : State.DISCONNECTED;
    }

    /**
     * Returns whether an event that is emitted now leaves at once, even a {@linkplain EmitOptions#volatileEvent
     * volatile} one: the namespace is connected, and nothing waits to be written before it.
     * {@link SocketIoClient#onDrain} tells when that has become so again. May be a moment old.
     */
    public boolean writable() {
        return connected() && core.unsent() == 0 && client.writable();
    }

    /**
     * Returns whether the server has recovered the state of the connection before, and sent what that missed; false
     * before the first connect. Servers offer that from {@code socket.io} 4.6 on, when told to.
     */
    public boolean recovered() {
        return core.recovered();
    }

    /**
     * Returns where a recovery would go on after the last event that was processed: whose listeners have returned or
     * thrown, or, with a {@linkplain #blocking blocking view} or a {@linkplain #publisher publisher}, that was taken
     * there; empty when the server offers no recovery, or sent no such event.
     */
    public Optional<String> offset() {
        return core.offset();
    }

    /**
     * Returns where this socket can go on, after the last event that was processed, even if the program is started
     * again meanwhile; see {@link #resumeFrom}. Empty when there is no {@link #offset}, or the server offers no
     * recovery.
     */
    public Optional<RecoveryPoint> recoveryPoint() {
        return core.recoveryPoint();
    }

    /**
     * Makes the next connect ask the server for what was sent since that point, by which an earlier program got to know
     * it. {@link #recovered} tells whether the server has; it keeps what was missed for two minutes by default.
     *
     * @throws IllegalStateException when the socket is connected, or on its way to be
     */
    public void resumeFrom(RecoveryPoint point) {
        if (active()) {
            throw new IllegalStateException("Resume from a recovery point before connecting");
        }
        core.resumeFrom(point);
    }

    /**
     * Returns how many events wait to be sent since the namespace is not connected; with
     * {@link SocketIoClientBuilder#dropOldest}, or since the connection can't write. May be a moment old.
     */
    public int bufferedEvents() {
        return core.unsent();
    }

    /** Returns a view with methods that wait. Ask for it before connecting, so that it misses no event. */
    public BlockingSocket blocking() {
        return new BlockingSocket(this, core, openInbox());
    }

    /**
     * Returns the events as a publisher for one subscriber, which gets as many as it asks for, in order, on the
     * callback executor. It completes when the namespace is left for good. Events wait as for {@link #blocking}, and
     * each goes either to that view or to the subscriber. Ask for it before connecting, so that it misses no event.
     *
     * @throws IllegalStateException when the client is closed
     */
    public Flow.Publisher<Event> publisher() {
        return new InboxPublisher<>(openInbox(), client.run().delivery().executor());
    }

    private Inbox<Event> openInbox() {
        Inbox<Event> inbox = events.openInbox();
        inbox.open();
        if (client.hasEnded()) {
            // It may have come too late to be told.
            inbox.end();
        }
        return inbox;
    }

    // ---- listeners

    @Override
    public Subscription on(String name, Consumer<? super Event> listener) {
        return events.listeners.on(name, listener);
    }

    @Override
    public Subscription once(String name, Consumer<? super Event> listener) {
        return events.listeners.once(name, listener);
    }

    @Override
    public void off(String name) {
        events.listeners.off(name);
    }

    @Override
    public void off() {
        events.listeners.off();
    }

    @Override
    public boolean hasListeners(String name) {
        return !listeners(name).isEmpty();
    }

    @Override
    public List<Subscription> listeners(String name) {
        return events.listeners.all(name);
    }

    @Override
    public Subscription onAny(Consumer<? super Event> listener) {
        return events.listeners.any.add(listener);
    }

    @Override
    public Subscription prependAny(Consumer<? super Event> listener) {
        return events.listeners.any.prepend(listener);
    }

    @Override
    public void offAny() {
        events.listeners.any.clear();
    }

    @Override
    public List<Subscription> listenersAny() {
        return events.listeners.any.all();
    }

    /**
     * Adds a listener for every event that goes out: its name and its arguments as they were given. It is told when the
     * event is handed to the connection, of events that were emitted after the listener was added; with retries, each
     * time.
     */
    public Subscription onAnyOutgoing(BiConsumer<? super String, ? super List<@Nullable Object>> listener) {
        return core.outgoing.add(sent -> listener.accept(sent.name(), sent.args()));
    }

    /** Adds a listener for every event that goes out, in front of all others; see {@link #onAnyOutgoing}. */
    public Subscription prependAnyOutgoing(BiConsumer<? super String, ? super List<@Nullable Object>> listener) {
        return core.outgoing.prepend(sent -> listener.accept(sent.name(), sent.args()));
    }

    /** Removes all listeners for every event that goes out. */
    public void offAnyOutgoing() {
        core.outgoing.clear();
    }

    /**
     * Returns the listeners for every event that goes out, in the order in which they are called, each to be removed.
     */
    public List<Subscription> listenersAnyOutgoing() {
        return core.outgoing.all();
    }

    /** Adds a listener for each event that was accepted and will not be sent. */
    public Subscription onDropped(Consumer<? super DroppedEvent> listener) {
        return core.dropped.add(listener);
    }

    /**
     * Adds a listener for each time the namespace gets connected, told before the events that come after. Futures are
     * not in order with listeners: one that is added when {@link #connect} has just completed may still hear of that.
     */
    public Subscription onConnect(Runnable listener) {
        return core.connect.add(connected -> listener.run());
    }

    /**
     * Adds a listener for each attempt to connect the namespace that failed, by whoever's fault, but not for those that
     * the program itself has ended.
     */
    public Subscription onConnectError(Consumer<? super ConnectFailedException> listener) {
        return core.connectError.add(listener);
    }

    /** Adds a listener for each time the namespace, having been connected, no longer is. */
    public Subscription onDisconnect(Consumer<? super Disconnection> listener) {
        return core.disconnect.add(listener);
    }

    @Override
    public String toString() {
        return "socket of " + namespace;
    }

    SocketCore core() {
        return core;
    }

    SocketEvents events() {
        return events;
    }

    Emitter emitter() {
        return emitter;
    }
}
