package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.InboxIterator;
import io.curlew.engineio.delivery.Waiting;
import io.curlew.socketio.protocol.Args;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Socket} with blocking methods, which are cheap on a virtual thread. Failures are thrown as they are. A
 * signal of the event loop ends a wait, so waiting needs no callback thread.
 *
 * <p>Events wait in this view until they are received, or until {@link #close}; beyond the incoming bound reading
 * stops. If you use the view only for {@link #call}, close it or receive its events. Several threads may receive; each
 * event goes to one of them. Listeners receive every event as well. On an event loop the blocking methods throw
 * {@link IllegalStateException}.
 *
 * <p>An interrupt ends the wait: the method throws {@link IllegalStateException} caused by the
 * {@link InterruptedException}, and the thread's interrupt flag stays set.
 */
public final class BlockingSocket implements AutoCloseable, Iterable<Event> {
    private final Socket socket;
    private final SocketCore core;
    private final Inbox<Event> inbox;
    private final AtomicBoolean reading = new AtomicBoolean(true);

    BlockingSocket(Socket socket, SocketCore core, Inbox<Event> inbox) {
        this.socket = socket;
        this.core = core;
        this.inbox = inbox;
    }

    /**
     * Connects the namespace.
     *
     * @param deadline how long connecting may take; after that there are no further attempts, unless another caller
     *     waits for them
     * @throws ConnectFailedException if the namespace cannot be connected, or not in time
     */
    public void connect(Duration deadline) {
        Duration checked = Checks.positive(deadline, "deadline");
        connect((requests, promise) -> requests.connect(core, promise, checked));
    }

    /**
     * Connects the namespace, however long that takes: with reconnection, for as long as the server is down.
     *
     * @throws ConnectFailedException when it can't be connected
     */
    public void connect() {
        connect((requests, promise) -> requests.connect(core, promise));
    }

    private void connect(BiConsumer<Requests, Promise<SocketCore>> request) {
        Waiting.requireMayBlock();
        if (reading.compareAndSet(false, true)) {
            inbox.open();
        }
        ClientRun run = socket.client().run();
        FuturePromise<Socket> signal = FuturePromise.signal();
        Promise<SocketCore> promise = signal.keptWith(socket);
        run.input(requests -> request.accept(requests, promise), promise::fail);
        signal.onGivenUp(() -> run.inputIfRunning(requests -> requests.stopWaiting(core, promise)));
        try {
            Socket unused = Waiting.on(signal.future());
        } finally {
            boolean unused = signal.future().cancel(false); // it is done, unless the thread was interrupted
        }
    }

    /** Sends an event; see {@link Socket#emit(String, Object...)}. */
    public void emit(String name, @Nullable Object @Nullable ... args) {
        socket.emit(name, args);
    }

    /** Sends an event; see {@link Socket#emit(String, Object...)}. */
    public void emit(EmitOptions options, String name, @Nullable Object @Nullable ... args) {
        socket.emit(options, name, args);
    }

    /**
     * Sends an event and waits for the answer; see {@link Socket#emit(String, Object...)} for the other exceptions.
     *
     * @throws AckException if there is no answer
     */
    public Args call(String name, @Nullable Object @Nullable ... args) {
        return call(EmitOptions.defaults(), name, args);
    }

    /** Sends an event and waits for the answer; see {@link #call(String, Object...)}. */
    public Args call(EmitOptions options, String name, @Nullable Object @Nullable ... args) {
        Waiting.requireMayBlock();
        FuturePromise<Args> signal = FuturePromise.signal();
        long id = socket.emitter().emit(options, name, args, signal);
        try {
            return Waiting.on(signal.future());
        } catch (IllegalStateException interrupted) {
            socket.emitter().cancel(id);
            throw interrupted;
        }
    }

    /**
     * Waits for the next event.
     *
     * @return the event, or empty if none arrived in time
     * @throws IllegalStateException if every event was received and the namespace is left and will not be reconnected
     *     automatically, until it is connected again
     */
    public Optional<Event> receive(Duration timeout) {
        Optional<Event> event = Waiting.forItem(inbox, timeout);
        if (event.isEmpty() && inbox.isOver()) {
            throw new IllegalStateException("The namespace " + socket.namespace() + " is not connected");
        }
        return event;
    }

    /**
     * Returns an iterator over the events still to come. It waits for each event, also while the client reconnects, and
     * ends when the namespace is left and will not be reconnected automatically.
     */
    @Override
    public Iterator<Event> iterator() {
        return new InboxIterator<>(inbox, "The namespace is left");
    }

    /** Returns the socket behind this view. */
    public Socket async() {
        return socket;
    }

    @Override
    public String toString() {
        return "blocking view of the " + socket;
    }

    /**
     * Leaves the namespace; see {@link Socket#disconnect}. Unless the view is connected again it keeps no more events:
     * those not yet received are dropped and do not count against the incoming bound.
     */
    @Override
    public void close() {
        socket.disconnect();
        if (reading.compareAndSet(true, false)) {
            inbox.leave();
        }
    }
}
