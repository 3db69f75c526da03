package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Waiting;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.Namespaces;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.ConnectionState;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A Socket.IO client (Socket.IO protocol 5): any number of namespaces that share one connection. The connection is
 * opened when the first namespace is connected, reopened when it is lost, and closed when the last namespace is left.
 * The reference implementation calls this a Manager.
 *
 * <p>Safe for use by many threads. Listeners run like those of sockets: in order, never two at once, on the callback
 * executor. They may be added at any time, before the first connect and in other listeners, too. A client uses threads
 * of the process from its first use until it is closed; see the guide on concurrency.
 */
public final class SocketIoClient implements AutoCloseable {

    /** What a client's connection is doing. */
    public enum State {
        /** There is no connection, and none is needed, because no namespace is. */
        IDLE,
        /** The connection is being opened. */
        OPENING,
        /** The connection is open. */
        OPEN,
        /** The connection was lost or could not be opened, and the client waits before the next attempt. */
        PAUSED,
        /** The client is closed. */
        CLOSED
    }

    private static final AtomicLongFieldUpdater<SocketIoClient> DISCARDED =
            AtomicLongFieldUpdater.newUpdater(SocketIoClient.class, "discarded");
    private static final Duration CLOSE_WAIT_MARGIN = Duration.ofMillis(500);

    private final ClientSettings settings;
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>(1); // most clients have one
    private volatile Signals signals = Signals.NONE;
    private final LazyRun runs = new LazyRun(this::newRun);
    private volatile long discarded;
    private final CompletableFuture<SocketIoClient> closeSignal = new CompletableFuture<>();
    private final CompletableFuture<SocketIoClient> closeFuture = new CompletableFuture<>();

    SocketIoClient(ClientSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns a builder for clients of the server with this URL.
     *
     * @param url {@code http}, {@code https}, {@code ws} or {@code wss}, without a path: {@link #socket} selects a
     *     namespace, {@link SocketIoClientBuilder#path} the endpoint
     * @throws IllegalArgumentException if it is not such a URL
     */
    public static SocketIoClientBuilder builder(String url) {
        return new SocketIoClientBuilder(Objects.requireNonNull(url, "url"));
    }

    /** Returns a builder for clients of the server with this URL; see {@link #builder(String)}. */
    public static SocketIoClientBuilder builder(URI url) {
        return new SocketIoClientBuilder(Objects.requireNonNull(url, "url").toString());
    }

    /**
     * Returns the socket of a namespace, always the same one. This does not connect it.
     *
     * @param namespace {@code /} for the main one
     * @throws IllegalArgumentException if the name is not a valid namespace
     */
    public Socket socket(String namespace) {
        Socket known = sockets.get(Objects.requireNonNull(namespace, "namespace"));
        return known != null ? known : newSocket(Namespaces.validate(namespace));
    }

    private Socket newSocket(String namespace) {
        return sockets.computeIfAbsent(namespace, absent -> new Socket(absent, this, settings));
    }

    // ---- closing

    /**
     * Sends what was accepted, leaves all namespaces when the server is known to have read that, and closes the
     * connection; waits for all of it, at most for the close timeout (default 2 s). In a listener or on an event loop
     * it only starts closing. Further calls have no effect. If the server handles events asynchronously, only the
     * acknowledgement of an event proves that it was handled.
     */
    @Override
    public void close() {
        CompletableFuture<SocketIoClient> unused = closeAsync();
        if (currentRun().filter(running -> !running.mustNotBlock()).isPresent()) {
            Waiting.atMost(settings.closeTimeout().plus(CLOSE_WAIT_MARGIN), closeSignal);
        }
    }

    /** Closes like {@link #close}, without waiting. Returns the future of {@link #closed}. */
    public CompletableFuture<SocketIoClient> closeAsync() {
        if (runs.close()) {
            currentRun().ifPresentOrElse(this::closeRun, this::endedUnused);
        }
        return closed();
    }

    /** Returns a future of the client's end. It never fails. */
    public CompletableFuture<SocketIoClient> closed() {
        return closeFuture.copy();
    }

    private void closeRun(ClientRun running) {
        try {
            running.input(Requests::close, loopsWereClosed -> ended());
        } catch (IllegalStateException loopsWereClosedBefore) {
            ended();
        }
    }

    private void endedUnused() {
        closeSignal.complete(this);
        sockets.values().forEach(socket -> socket.core().clientEnded());
        closeFuture.complete(this);
    }

    private void ended() {
        closeSignal.complete(this);
        sockets.values().forEach(socket -> socket.core().clientEnded());
        runs.evenIfClosed().delivery().complete(() -> closeFuture.complete(this));
    }

    // ---- asking

    /** Returns what the connection is doing. May be slightly out of date. */
    public State state() {
        Optional<ClientRun> running = currentRun();
        if (hasEnded()) {
            return State.CLOSED;
        }
        return running.map(ClientRun::connectionState)
                .map(SocketIoClient::stateOf)
                .orElse(State.IDLE);
    }

    private static State stateOf(ConnectionState connection) {
        return switch (connection) {
            case IDLE -> State.IDLE;
            case OPENING -> State.OPENING;
            case OPEN -> State.OPEN;
            case PAUSED -> State.PAUSED;
            case CLOSED -> State.CLOSED;
        };
    }

    /** Returns the transport that carries the connection; empty while there is none. May be slightly out of date. */
    public Optional<TransportType> transport() {
        return currentRun().flatMap(ClientRun::wire).flatMap(Wire::transport);
    }

    /**
     * Returns whether data sent now leaves at once: the connection is open and nothing is waiting before it.
     * {@link #onDrain} notifies when this becomes true again. May be slightly out of date.
     */
    public boolean writable() {
        return currentRun().flatMap(ClientRun::wire).filter(Wire::writable).isPresent();
    }

    /**
     * Returns the number of packets that were accepted and have not left the program yet; an attachment counts as a
     * packet.
     */
    public int bufferedPackets() {
        return currentRun().map(ClientRun::bufferedPackets).orElse(0);
    }

    /** Returns the number of bytes that were accepted and have not left the program yet. */
    public long bufferedBytes() {
        return currentRun().map(ClientRun::bufferedBytes).orElse(0L);
    }

    /**
     * Returns the number of events that have arrived and were not yet handled by listeners, or not yet taken from a
     * blocking view or publisher, including everything else that waits for listeners and acknowledgement callbacks:
     * answers, packets, round trips, connections. In direct mode nothing waits for listeners.
     */
    public int incomingEvents() {
        return currentRun()
                .map(running -> running.delivery().backlog().messages())
                .orElse(0);
    }

    /**
     * Returns the approximate memory that the {@link #incomingEvents} take, in bytes: their data and the objects around
     * it.
     */
    public long incomingBytes() {
        return currentRun().map(running -> running.delivery().backlog().bytes()).orElse(0L);
    }

    /** Returns the number of volatile events discarded so far. */
    public long discardedEvents() {
        return discarded;
    }

    // ---- reconnecting

    /**
     * Reconnects without waiting, for a program that knows that the network has changed. An open connection is
     * abandoned, because it may be dead without showing it; events that were sent over it and not acknowledged may or
     * may not have arrived. Has no effect if no connection is needed, or if reconnection is off.
     */
    public void reconnectNow() {
        currentRun().ifPresent(running -> running.inputIfRunning(Requests::reconnectNow));
    }

    // ---- listeners

    /** Adds a listener for each time the connection has opened, before any namespace is connected over it. */
    public Subscription onOpen(Runnable listener) {
        Objects.requireNonNull(listener, "listener");
        return toAdd().open.add(happened -> listener.run());
    }

    /** Adds a listener for each time an open connection has closed, whatever the reason. */
    public Subscription onClose(Consumer<? super Disconnection> listener) {
        return toAdd().close.add(listener);
    }

    /** Adds a listener for each time the connection could not be opened, by the first attempt or a later one. */
    public Subscription onError(Consumer<? super Throwable> listener) {
        return toAdd().error.add(listener);
    }

    /**
     * Adds a listener for the heartbeat. It receives the round-trip time measured when the server's ping arrived; see
     * {@link io.curlew.engineio.client.EngineSocket#onRoundTrip}.
     */
    public Subscription onPing(Consumer<? super Duration> listener) {
        return toAdd().ping.add(listener);
    }

    /**
     * Adds a listener for each time everything sent has left the program, or an upgrade has ended, so that the client
     * is {@linkplain #writable writable} again; for programs that produce at the pace of the network. While the
     * listener is running, several such events are reported as one.
     */
    public Subscription onDrain(Runnable listener) {
        Objects.requireNonNull(listener, "listener");
        return toAdd().drain.add(happened -> listener.run());
    }

    /**
     * Adds a listener for each incoming packet of any namespace; it is called before the packet takes effect. For
     * outgoing events see {@link Socket#onAnyOutgoing}, for the packets underneath
     * {@link io.curlew.engineio.client.EngineSocketBuilder#onPacket}.
     */
    public Subscription onPacket(Consumer<? super SocketPacket> listener) {
        return toAdd().packet.add(listener);
    }

    /** Adds a listener for each attempt to reconnect, with its number, starting with 1. */
    public Subscription onReconnectAttempt(IntConsumer listener) {
        return toAdd().reconnectAttempt.add(listener::accept);
    }

    /** Adds a listener for each attempt to reconnect that failed. */
    public Subscription onReconnectError(Consumer<? super Throwable> listener) {
        return toAdd().reconnectError.add(listener);
    }

    /**
     * Adds a listener for the failure of the last attempt; after that only a {@link Socket#connect} starts new ones.
     */
    public Subscription onReconnectFailed(Runnable listener) {
        Objects.requireNonNull(listener, "listener");
        return toAdd().reconnectFailed.add(happened -> listener.run());
    }

    /** Adds a listener for each attempt to reconnect that opened a connection, with its number, starting with 1. */
    public Subscription onReconnect(IntConsumer listener) {
        return toAdd().reconnect.add(listener::accept);
    }

    /** Names the server, without what may be secret, and says what the connection is doing. */
    @Override
    public String toString() {
        return "client of " + settings.server() + ", " + state()
                + transport().map(type -> " on " + type).orElse("");
    }

    // ---- inside

    private synchronized Signals toAdd() {
        if (signals == Signals.NONE) {
            signals = new Signals();
        }
        return signals;
    }

    /**
     * Returns the run, which begins with the first use.
     *
     * @throws IllegalStateException when the client is closed
     */
    ClientRun run() {
        return runs.get();
    }

    Optional<ClientRun> currentRun() {
        return runs.ifBegun();
    }

    LazyRun runs() {
        return runs;
    }

    boolean hasEnded() {
        return closeSignal.isDone();
    }

    private ClientRun newRun() {
        return new ClientRun(settings, new Inside());
    }

    private final class Inside implements Owner {
        @Override
        public SocketCore socket(String namespace) {
            return SocketIoClient.this.socket(namespace).core();
        }

        @Override
        public Signals signals() {
            return signals;
        }

        @Override
        public void discarded() {
            DISCARDED.incrementAndGet(SocketIoClient.this);
        }

        @Override
        public void ended() {
            SocketIoClient.this.ended();
        }
    }
}
