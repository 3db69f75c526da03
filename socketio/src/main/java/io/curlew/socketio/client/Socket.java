package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.InboxPublisher;
import io.curlew.engineio.loop.Subscription;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of one namespace. Obtain it with {@link SocketIoClient#socket}.
 *
 * <p><b>Threads.</b> Every method may be called from any thread, including listeners. Listeners run in the client's
 * lane: in wire order and never two at once, on the callback executor. A listener may block without delaying the
 * connection, and may even wait for an answer. An exception thrown by a listener is reported to the client's error
 * handler and stops no other listener. Dependents of a returned future run on the callback executor, in no particular
 * order relative to listeners.
 *
 * <p><b>Delivery.</b> Events emitted by one thread leave in the order in which it emitted them, each at most once.
 * Events emitted while the namespace is not connected wait, and are sent once it is, before {@link #onConnect}
 * listeners are called. An event that was sent but not acknowledged when the connection is lost may or may not have
 * arrived.
 *
 * <p><b>Errors.</b> Whatever cannot be sent is rejected with an exception before anything is sent. On a closed client
 * {@link #connect} fails, and methods that send or open a view throw {@link IllegalStateException}; state can always be
 * queried, and listeners can always be added.
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
         * Waiting for the server's answer, for the first time or after the connection was lost; also while waiting for
         * the next attempt.
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
     * Connects the namespace, over the existing connection or a new one. Has no effect if the namespace is connected;
     * if it is connecting, the future has the result of that. A pause before the next attempt is not shortened;
     * {@link SocketIoClient#reconnectNow} does that.
     *
     * @return completes when the server has confirmed the namespace; fails with a {@link ConnectFailedException} if the
     *     server refuses it, if the attempts run out or reconnection is off, and if the namespace is left or the client
     *     closed in the meantime; fails with {@link IllegalStateException} if the client was closed before. Cancelling
     *     it, or completing it in another way, does not end the attempts
     */
    public CompletableFuture<Socket> connect() {
        return connecting((run, promise) -> run.input(requests -> requests.connect(core, promise), promise::fail));
    }

    /**
     * Connects the namespace; see {@link #connect()}.
     *
     * @param deadline how long connecting may take; then the future fails with
     *     {@link ConnectFailedException.Reason#LATE}, and there are no further attempts unless another caller waits for
     *     them, or the client is reconnecting a socket that was connected
     * @throws IllegalArgumentException if the deadline is not positive
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
            Promise<SocketCore> kept = promise.keptWith(this);
            start.accept(run, kept);
            promise.onGivenUp(() -> run.inputIfRunning(requests -> requests.stopWaiting(core, kept)));
            return promise.future();
        } catch (IllegalStateException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    /**
     * Leaves the namespace and does not reconnect by itself. Leaving the last namespace closes the connection. Events
     * that were not sent wait for the next {@link #connect}; answers to sent events fail. Has no effect if there is
     * nothing to leave.
     *
     * <p>For the program, the namespace is left at once. The server is notified when it is known to have read what was
     * sent before, because it may ignore what it reads together with the notification; a {@link #connect} in the
     * meantime waits.
     */
    public void disconnect() {
        client.currentRun().ifPresent(run -> run.inputIfRunning(requests -> requests.disconnect(namespace)));
    }

    // ---- sending

    /**
     * Sends an event. The arguments are encoded before this method returns, so later changes to them have no effect.
     *
     * @param name any name except {@code connect}, {@code connect_error}, {@code disconnect}, {@code disconnecting},
     *     {@code newListener} and {@code removeListener}
     * @param args values that can be expressed as JSON, with {@code byte[]} and {@link java.nio.ByteBuffer} anywhere
     *     inside; null is JSON null
     * @throws io.curlew.socketio.protocol.ConversionException if an argument cannot be encoded
     * @throws IllegalArgumentException if the name is reserved or a limit is exceeded, which the message names
     * @throws io.curlew.engineio.loop.BufferFullException if too much is waiting to be sent
     * @throws IllegalStateException if the client is closed
     */
    public void emit(String name, @Nullable Object @Nullable ... args) {
        emitter.emit(EmitOptions.defaults(), name, args);
    }

    /** Sends an event with other options than the client's defaults; see {@link #emit(String, Object...)}. */
    public void emit(EmitOptions options, String name, @Nullable Object @Nullable ... args) {
        emitter.emit(options, name, args);
    }

    /**
     * Sends an event that asks for an answer; see {@link #emit(String, Object...)} for the exceptions.
     * {@link SocketIoClientBuilder#ackTimeout} limits how long the answer may take; by default, that is as long as the
     * connection lasts.
     *
     * @return completes with the answer; fails with an {@link AckException}. Cancelling it, or completing it in another
     *     way, abandons the answer, and the event if that was not sent yet
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
     * Sends an event that asks for an answer, which is delivered in order with listeners; see {@link #emit(String,
     * Object...)} for the exceptions.
     *
     * @param callback receives the answer, or the reason why there is none, exactly once
     */
    public void emitWithAck(
            EmitOptions options, AckCallback callback, String name, @Nullable Object @Nullable ... args) {
        long unused = emitter.emit(
                options, name, args, new CallbackPromise(callback, client.run().delivery()));
    }

    /** As {@link #emitWithAck(EmitOptions, AckCallback, String, Object...)}, with the client's defaults. */
    public void emitWithAck(AckCallback callback, String name, @Nullable Object @Nullable ... args) {
        emitWithAck(EmitOptions.defaults(), callback, name, args);
    }

    /** Drops the events that wait to be sent. {@link #onDropped} reports them, and their answers fail. */
    public void clearBuffer() {
        client.currentRun().ifPresent(run -> run.inputIfRunning(requests -> requests.clear(core)));
    }

    // ---- asking

    /** Returns the namespace, {@code /} for the main one. */
    public String namespace() {
        return namespace;
    }

    /** Returns the client to which this socket belongs. */
    public SocketIoClient client() {
        return client;
    }

    /** Returns the id that the server has assigned; empty while not connected. */
    public Optional<String> id() {
        return core.sid();
    }

    /** Returns whether the namespace is connected. May be slightly out of date. */
    public boolean connected() {
        return core.sid().isPresent();
    }

    /**
     * Returns whether the namespace is connected, or will be connected without a further call as soon as possible. May
     * be slightly out of date.
     */
    public boolean active() {
        return state() != State.DISCONNECTED;
    }

    /**
     * Returns what the socket is doing. May be slightly out of date: {@link #connect} and {@link #disconnect} only
     * start something.
     */
    public State state() {
        if (connected()) { // first: no other state shows in between
            return State.CONNECTED;
        }
        return core.active() ? State.CONNECTING : State.DISCONNECTED;
    }

    /**
     * Returns whether an event emitted now leaves at once, even a {@linkplain EmitOptions#volatileEvent volatile} one:
     * the namespace is connected, and nothing waits to be written before it. {@link SocketIoClient#onDrain} notifies
     * when this becomes true again. May be slightly out of date: what another thread than the event loop emits counts
     * once the loop has taken it, so a producer can be some events ahead.
     */
    public boolean writable() {
        return connected() && core.unsent() == 0 && client.writable();
    }

    /**
     * Returns whether the server has recovered the state of the previous connection and sent the events that it missed;
     * false before the first connect. Servers support this from {@code socket.io} 4.6 on, if it is enabled.
     */
    public boolean recovered() {
        return core.recovered();
    }

    /**
     * Returns the position after the last event that was processed, from which a recovery would continue. An event is
     * processed when its listeners have returned or thrown or, with a {@linkplain #blocking blocking view} or a
     * {@linkplain #publisher publisher}, when it was taken from there. Empty if the server does not support recovery,
     * or has sent no such event.
     */
    public Optional<String> offset() {
        return core.offset();
    }

    /**
     * Returns the point after the last processed event from which this socket can continue, even after a restart of the
     * program; see {@link #resumeFrom}. Empty if there is no {@link #offset}, or the server does not support recovery.
     */
    public Optional<RecoveryPoint> recoveryPoint() {
        return core.recoveryPoint();
    }

    /**
     * Makes the next connect ask the server for the events since that point, which an earlier run of the program has
     * saved. {@link #recovered} returns whether the server has sent them; by default it keeps missed events for two
     * minutes.
     *
     * @throws IllegalStateException if the socket is connected or connecting
     */
    public void resumeFrom(RecoveryPoint point) {
        if (active()) {
            throw new IllegalStateException("Call resumeFrom() before connect()");
        }
        core.resumeFrom(point);
    }

    /**
     * Returns the number of events that wait to be sent because the namespace is not connected or, with
     * {@link SocketIoClientBuilder#dropOldest}, because the connection cannot write. May be slightly out of date.
     */
    public int bufferedEvents() {
        return core.unsent();
    }

    /** Returns a view with blocking methods. Call this before connecting, so that the view misses no event. */
    public BlockingSocket blocking() {
        return new BlockingSocket(this, core, openInbox());
    }

    /**
     * Returns the events as a publisher for one subscriber, which receives as many as it requests, in order, on the
     * callback executor. The publisher completes when the namespace is left and will not be reconnected automatically.
     * Events wait as for {@link #blocking}, and each goes either to that view or to the subscriber. Call this before
     * connecting, so that the subscriber misses no event.
     *
     * @throws IllegalStateException if the client is closed
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
     * Adds a listener for every outgoing event, with its name and its arguments as they were passed to {@code emit}. It
     * is called when the event is handed to the connection, for events emitted after the listener was added; with
     * retries, each time.
     */
    public Subscription onAnyOutgoing(BiConsumer<? super String, ? super List<@Nullable Object>> listener) {
        Objects.requireNonNull(listener, "listener");
        return core.outgoing.add(sent -> listener.accept(sent.name(), sent.args()));
    }

    /** Adds a listener for every outgoing event, before all others; see {@link #onAnyOutgoing}. */
    public Subscription prependAnyOutgoing(BiConsumer<? super String, ? super List<@Nullable Object>> listener) {
        Objects.requireNonNull(listener, "listener");
        return core.outgoing.prepend(sent -> listener.accept(sent.name(), sent.args()));
    }

    /** Removes all listeners for outgoing events. */
    public void offAnyOutgoing() {
        core.outgoing.clear();
    }

    /** Returns the listeners for outgoing events, in the order in which they are called. */
    public List<Subscription> listenersAnyOutgoing() {
        return core.outgoing.all();
    }

    /** Adds a listener for each event that was accepted and will not be sent. */
    public Subscription onDropped(Consumer<? super DroppedEvent> listener) {
        return core.dropped.add(listener);
    }

    /**
     * Adds a listener for each time the namespace becomes connected; it is called before the events that follow are
     * delivered. Futures are not in order with listeners: a listener added when {@link #connect} has just completed may
     * still be called for that connect.
     */
    public Subscription onConnect(Runnable listener) {
        Objects.requireNonNull(listener, "listener");
        return core.connect.add(connected -> listener.run());
    }

    /**
     * Adds a listener for each failed attempt to connect the namespace, whatever the reason, except for attempts that
     * the program itself has ended.
     */
    public Subscription onConnectError(Consumer<? super ConnectFailedException> listener) {
        return core.connectError.add(listener);
    }

    /** Adds a listener for each time a connected namespace becomes disconnected. */
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
