package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.InboxPublisher;
import io.curlew.engineio.delivery.ThreadShare;
import io.curlew.engineio.delivery.Waiting;
import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.TransportType;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of one Engine.IO session (Engine.IO protocol 4): it connects once, exchanges messages, and closes once.
 *
 * <p><b>Threads.</b> Every method may be called from any thread. Callbacks run in order and never two at once, on the
 * callback executor; a callback may block without delaying the connection. In direct mode they run on the event loop
 * and must not block. Dependents of a returned future run on the callback executor, in no particular order relative to
 * callbacks; in direct mode they run on the event loop, where they must not block. A dependent attached to a completed
 * future runs at once, on the thread that attaches it.
 *
 * <p><b>Callbacks</b> added later receive what happens later, including messages and packets that are still waiting for
 * their turn; {@link #closed} also reports an end in the past. An exception thrown by a callback is reported to
 * {@link #onError}, or logged if that has no callback, and stops no other callback.
 *
 * <p><b>Order.</b> Messages sent by one thread arrive in the order in which it sent them, even across an upgrade.
 *
 * <p><b>End.</b> Each socket on which {@link #connect} or {@link #close} was called ends with exactly one close signal,
 * whatever happens, and nothing follows it.
 */
public final class EngineSocket implements AutoCloseable {
    private static final Duration CLOSE_WAIT_MARGIN = Duration.ofMillis(500);

    /** What a socket is doing. */
    public enum State {
        /** Created and not connected yet. */
        NEW,
        /** Waiting for the first open packet. */
        CONNECTING,
        /** Exchanging messages. */
        OPEN,
        /** Sending what was accepted before {@link EngineSocket#close}. */
        CLOSING,
        /** The session has ended. */
        CLOSED
    }

    private final EngineSettings settings;
    private final Callbacks callbacks;
    private final SocketView view;
    private @Nullable EngineRun run;
    private boolean pausedFirst;

    EngineSocket(EngineSettings settings, Callbacks callbacks) {
        this.settings = settings;
        this.callbacks = callbacks;
        this.view = new SocketView(settings.requiresUpgrade(), settings.direct());
    }

    /**
     * Returns a builder for sockets that connect to this URL.
     *
     * @param url {@code http}, {@code https}, {@code ws} or {@code wss}; a path in it replaces {@code /engine.io/}
     * @throws IllegalArgumentException if it is not such a URL
     */
    public static EngineSocketBuilder builder(String url) {
        return new EngineSocketBuilder(Objects.requireNonNull(url, "url"));
    }

    /** Returns a builder for sockets that connect to this URL; see {@link #builder(String)}. */
    public static EngineSocketBuilder builder(URI url) {
        return new EngineSocketBuilder(Objects.requireNonNull(url, "url").toString());
    }

    // ---- connecting and closing

    /**
     * Connects. A further call while the socket is connecting or open returns a future with the same result.
     *
     * @return completes with the server's handshake once messages can be exchanged; fails with a
     *     {@link io.curlew.engineio.protocol.TransportException} if no transport could be opened, otherwise with an
     *     {@link EngineClosedException}. A socket connects once: on a socket that was open and has closed, the future
     *     fails, too
     */
    public CompletableFuture<Handshake> connect() {
        Optional<EngineClose> over = view.close();
        start().connect();
        CompletableFuture<Handshake> opened = view.openFuture.copy();
        boolean wasOpen = opened.isDone() && !opened.isCompletedExceptionally();
        return over.isPresent() && wasOpen
                ? CompletableFuture.failedFuture(new EngineClosedException(over.get()))
                : opened;
    }

    /**
     * Sends what was accepted, then closes, and waits for this, at most for the close timeout (default 2 s). On a
     * callback thread or an event loop it only starts closing. Further calls have no effect. Messages that arrive
     * meanwhile are delivered, unless so many wait for callbacks or views that the
     * {@linkplain EngineSocketBuilder#incomingBound incoming bound} is reached: they are dropped, and the log says so.
     */
    @Override
    public void close() {
        EngineRun running = start();
        running.close();
        if (!running.mustNotBlock()) {
            Waiting.atMost(settings.session().closeTimeout().plus(CLOSE_WAIT_MARGIN), view.closeSignal);
        }
    }

    /** Sends what was accepted, then closes, without waiting. Returns the future of {@link #closed}. */
    public CompletableFuture<EngineClose> closeAsync() {
        start().close();
        return closed();
    }

    /** Returns a future of the socket's end, for whatever reason. It never fails. */
    public CompletableFuture<EngineClose> closed() {
        return view.closeFuture.copy();
    }

    // ---- sending

    /**
     * Sends a message.
     *
     * @throws BufferFullException if too much is waiting to be sent
     * @throws IllegalArgumentException if the message cannot be sent over polling: text that contains U+001E, or a
     *     message larger than the server's {@code maxPayload} while polling is in use
     * @throws IllegalStateException if the socket was never connected or is closing; {@link EngineClosedException} if
     *     it is closed
     */
    public void emit(EnginePacket.Message message) {
        send(List.of(message.data()));
    }

    /** Sends text; see {@link #emit}. */
    public void send(String text) {
        send(List.of(EngineData.text(text)));
    }

    /** Sends a copy of the bytes; see {@link #emit}. */
    public void send(byte[] bytes) {
        send(List.of(EngineData.binary(bytes)));
    }

    /** Sends a copy of the bytes between position and limit; see {@link #emit}. */
    public void send(ByteBuffer bytes) {
        send(List.of(EngineData.binary(bytes)));
    }

    /** Sends text or binary data; see {@link #emit}. */
    public void send(EngineData data) {
        send(List.of(data));
    }

    /** Sends messages as one unit, all or none: no other thread's message comes between them. See {@link #emit}. */
    public void send(List<EngineData> unit) {
        EngineRun running = openRun();
        List<EngineData> kept = List.copyOf(unit); // the caller may go on with its own
        if (settings.usesPolling()) {
            kept.forEach(EngineSocket::requireNoSeparator);
            requireFits(kept);
        }
        running.send(kept);
    }

    private static void requireNoSeparator(EngineData data) {
        if (!PayloadCodec.canCarry(data)) {
            throw new IllegalArgumentException(
                    "Text with U+001E can't be sent over polling, where it separates packets: send it as binary");
        }
    }

    private void requireFits(List<EngineData> unit) {
        maxOutgoingSize().ifPresent(bytes -> unit.forEach(data -> MaxPayload.requireFits(data, bytes)));
    }

    /**
     * Finds out when the server has read every message sent so far. On polling, the answer to the request with the last
     * of them is the proof; on WebSocket, it is the pong to a ping of the WebSocket protocol (RFC 6455, section 5.5.2),
     * which is sent after them. Only an answer from the program on the server can tell what that program did with a
     * message.
     *
     * @return completes with true when this is known, at once if it is known already; with false if it cannot be known
     *     because the socket has closed or the server answers no pings. A server that has not answered 250 ms after its
     *     first ping has left (or after the close timeout, if that is shorter) counts as such until it answers. Never
     *     fails
     * @throws IllegalStateException if the socket was never connected
     */
    public CompletableFuture<Boolean> requestReceipt() {
        EngineRun running = currentRun();
        if (running == null) {
            throw new IllegalStateException("Call connect() before asking for a receipt");
        }
        if (view.close().isPresent()) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<Boolean> receipt = new CompletableFuture<>();
        running.requestReceipt(receipt);
        return receipt.copy();
    }

    // ---- asking

    /** Returns what the socket is doing. */
    public State state() {
        return switch (view.state()) {
            case NEW -> State.NEW;
            case OPENING -> State.CONNECTING;
            case OPEN -> State.OPEN;
            case FLUSHING, CLOSING -> State.CLOSING;
            case CLOSED -> State.CLOSED;
        };
    }

    /** Returns the server's handshake; empty before the session has opened. */
    public Optional<Handshake> handshake() {
        return view.handshake();
    }

    /** Returns the session's id, which is a credential; empty before the session has opened. */
    public Optional<String> sid() {
        return view.handshake().map(Handshake::sid);
    }

    /** Returns the transport that carries the session; empty before it has opened. */
    public Optional<TransportType> transport() {
        return view.transport();
    }

    /**
     * Returns scheme, host and port (unless it is the default) of the server that {@link EngineSocketBuilder#urlFrom}
     * gave for this socket; empty without {@code urlFrom}, and until it has answered.
     */
    public Optional<String> suppliedServer() {
        EngineRun running = currentRun();
        return running == null ? Optional.empty() : running.suppliedServer();
    }

    /** Returns how many bytes were accepted and have not yet left the program. */
    public long bufferedBytes() {
        EngineRun running = currentRun();
        return running == null ? 0 : running.bufferedBytes();
    }

    /**
     * Returns whether a message sent now would leave at once: the session is open, nothing is waiting before it, and no
     * upgrade is in progress (during an upgrade all messages wait). {@link #onDrain} notifies when this becomes true
     * again.
     */
    public boolean writable() {
        return state() == State.OPEN && !view.holdsWrites() && bufferedBytes() == 0;
    }

    /**
     * Returns whether the server's ping is overdue, so that the connection is probably dead although its end has not
     * been seen yet. May be called from any thread; outside the event loop the result may be slightly out of date.
     */
    public boolean heartbeatOverdue() {
        EngineRun running = currentRun();
        return running != null && running.heartbeatOverdue();
    }

    /**
     * Returns whether the machine seems to have been suspended since the server's last ping, so that the connection may
     * be dead. Messages then wait for the next ping. For direct mode only.
     *
     * @throws IllegalStateException if called on a thread other than the event loop of a connected socket
     */
    public boolean sleptSincePing() {
        EngineRun running = currentRun();
        return running != null && running.sleptSincePing();
    }

    /** Returns the maximum size of an incoming message in bytes; see {@link EngineSocketBuilder#maxMessageSize}. */
    public int maxMessageSize() {
        return settings.maxMessageSize();
    }

    /**
     * Returns the maximum size of an outgoing message in bytes, as a packet in an HTTP body, where binary data is
     * base64: the server's {@code maxPayload}. Empty while polling is not in use, if the server named no limit, and
     * with {@link EngineSocketBuilder#sendOversized}. May be slightly out of date.
     */
    public OptionalLong maxOutgoingSize() {
        boolean polling = transport().filter(TransportType.POLLING::equals).isPresent();
        return polling && !settings.session().sendOversized()
                ? handshake().map(Handshake::maxPayload).orElseGet(OptionalLong::empty)
                : OptionalLong.empty();
    }

    // ---- flow

    /**
     * Stays on polling if an upgrade to WebSocket is in progress and not about to complete. This is for a program that
     * will close soon and has more to send, which would otherwise wait for the upgrade. No callback is called. Has no
     * effect if the upgrade is required.
     */
    public void cancelUpgrade() {
        EngineRun running = currentRun();
        if (running != null) {
            running.cancelUpgrade();
        }
    }

    /**
     * Stops reading, which makes the server wait. The server's pings cannot be seen in the meantime; after the time set
     * with {@link EngineSocketBuilder#maxStall} the socket closes with reason "slow consumer". Before connecting, this
     * means that only the handshake will be read.
     */
    public void pauseReading() {
        pauseReading(true);
    }

    /** Resumes reading. */
    public void resumeReading() {
        pauseReading(false);
    }

    private synchronized void pauseReading(boolean paused) {
        pausedFirst = paused;
        if (run != null) {
            run.pauseReading(paused);
        }
    }

    // ---- callbacks

    /**
     * Sets the listener for everything except packets, which is called before the callbacks. A socket has at most one.
     *
     * @throws IllegalStateException if the socket is not in {@linkplain EngineSocketBuilder#direct direct mode}, or has
     *     been connected or closed
     */
    public synchronized void listen(EngineListener listener) {
        if (!settings.direct() || run != null) {
            throw new IllegalStateException("listen() needs direct mode, and must be called before connect()");
        }
        callbacks.listen(listener);
    }

    /** Adds a callback for the opening of the session. */
    public Subscription onOpen(Consumer<? super Handshake> callback) {
        return callbacks.toAdd().open.add(callback);
    }

    /** Adds a callback for each message. */
    public Subscription onData(Consumer<? super EngineData> callback) {
        return callbacks.toAdd().data.add(callback);
    }

    /** Adds a callback for each packet in either direction. */
    public Subscription onPacket(BiConsumer<Direction, ? super EnginePacket> callback) {
        return callbacks.toAdd().onPacket(callback);
    }

    /** Adds a callback for failures of a transport or of a callback. */
    public Subscription onError(Consumer<? super Throwable> callback) {
        return callbacks.toAdd().error.add(callback);
    }

    /** Adds a callback for the end of the socket. */
    public Subscription onClose(Consumer<? super EngineClose> callback) {
        return callbacks.toAdd().close.add(callback);
    }

    /** Adds a callback for the upgrade of the session to another transport. */
    public Subscription onUpgrade(Consumer<? super TransportType> callback) {
        return callbacks.toAdd().upgrade.add(callback);
    }

    /** Adds a callback for an upgrade that failed; the session stays on its transport. */
    public Subscription onUpgradeError(Consumer<? super Throwable> callback) {
        return callbacks.toAdd().upgradeError.add(callback);
    }

    /** Adds a callback for each ping of the server. The client answers pings itself. */
    public Subscription onPing(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        return callbacks.toAdd().ping.add(ignored -> callback.run());
    }

    /**
     * Adds a callback for round-trip times: how long the server took for something that it answers at once, measured
     * whenever its ping arrives. On WebSocket this is a ping of the WebSocket protocol, on polling the request that
     * carries the answer to the ping. Without a callback, nothing is measured.
     */
    public Subscription onRoundTrip(Consumer<? super Duration> callback) {
        return callbacks.toAdd().roundTrip.add(callback);
    }

    /**
     * Adds a callback for each time everything sent so far has left the program, and for the end of an upgrade: each
     * time the socket is {@linkplain #writable writable} again. While the callback is running, several such events are
     * reported as one.
     */
    public Subscription onDrain(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        return callbacks.toAdd().drain.add(ignored -> callback.run());
    }

    /**
     * Adds a callback for the end of each batch of packets that arrived with one read from the network, or of the part
     * of it that was delivered before reading stopped.
     */
    public Subscription onBatchEnd(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        return callbacks.toAdd().batchEnd.add(ignored -> callback.run());
    }

    /**
     * Adds a callback for messages that left the outgoing buffer because they were written or dropped. While the
     * callback is running, further messages are summed up.
     */
    public Subscription onReleased(Consumer<? super Released> callback) {
        return callbacks.toAdd().released.add(callback);
    }

    /** Returns a view with blocking methods. Call this before connecting, so that the view misses no message. */
    public BlockingEngineSocket blocking() {
        return new BlockingEngineSocket(this, openInbox());
    }

    /**
     * Returns the messages still to come as a publisher for one subscriber, from the same bounded queue as
     * {@link #blocking}; each message goes to one of the two. Call this before connecting, so that the subscriber
     * misses no message.
     */
    public Flow.Publisher<EnginePacket.Message> publisher() {
        return new InboxPublisher<>(openInbox(), this::runCallback);
    }

    /** Says what the socket is doing; the id of its session is secret. */
    @Override
    public String toString() {
        return "socket, " + state() + transport().map(type -> " on " + type).orElse("");
    }

    // ---- inside

    private Inbox<EnginePacket.Message> openInbox() {
        Inbox<EnginePacket.Message> inbox = callbacks.openInbox();
        inbox.open();
        if (view.close().isPresent()) {
            // It may have come too late to be told.
            inbox.end();
        }
        return inbox;
    }

    /** Waits for the opening on the calling thread, woken by the loop itself. */
    Handshake awaitOpen(Duration deadline) throws TimeoutException {
        Waiting.requireMayBlock();
        start().connect();
        return Waiting.on(view.openSignal, deadline);
    }

    EngineClose closeOrThrow() {
        return view.close().orElseThrow(() -> new IllegalStateException("The session is not closed"));
    }

    private synchronized EngineRun start() {
        if (run == null) {
            run = new EngineRun(settings, callbacks, view);
            if (pausedFirst) {
                run.pauseReading(true);
            }
        }
        return run;
    }

    /** Before it connects a socket holds no threads: it borrows one for the moment. */
    private void runCallback(Runnable task) {
        EngineRun running = currentRun();
        if (running != null) {
            running.callbackExecutor().execute(task);
            return;
        }
        try (ThreadShare share = ThreadShare.take()) {
            settings.callbackExecutor().orElseGet(share::callbacks).execute(task);
        }
    }

    private synchronized @Nullable EngineRun currentRun() {
        return run;
    }

    private EngineRun openRun() {
        EngineRun running = currentRun();
        if (running == null) {
            throw new IllegalStateException("Call connect() before sending");
        }
        view.close().ifPresent(close -> {
            throw new EngineClosedException(close);
        });
        if (state() == State.CLOSING) {
            throw new IllegalStateException("The socket is being closed");
        }
        return running;
    }
}
