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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of one Engine.IO session (Engine.IO protocol 4): connects once, exchanges messages, closes once.
 *
 * <p><b>Threads.</b> Every method may be called from any thread. Callbacks run in order and never two at once, on the
 * callback executor; a callback may block without holding up the connection. In direct mode they run on the event loop
 * and must not block. What depends on a returned future runs on the callback executor, not in order with callbacks; in
 * direct mode on the event loop, where it must not block either. A future that is complete already runs it at once, on
 * the thread that asks.
 *
 * <p><b>Callbacks</b> that are added later hear of what comes later, and of messages and packets that still wait for
 * their turn then; {@link #closed} also tells of an end that was before. What one throws is told to {@link #onError},
 * or logged when nobody listens there, and stops no other.
 *
 * <p><b>Order.</b> Messages of one thread arrive in the order in which that thread sent them, also across an upgrade.
 *
 * <p><b>End.</b> Whatever happens, each socket on which {@link #connect} or {@link #close} was called ends in exactly
 * one close signal, after which nothing else comes.
 */
public final class EngineSocket implements AutoCloseable {
    private static final Duration CLOSE_WAIT_MARGIN = Duration.ofMillis(500);

    /** What a socket is doing. */
    public enum State {
        /** Made, and not connected yet. */
        NEW,
        /** On the way to its first open packet. */
        CONNECTING,
        /** Exchanging messages. */
        OPEN,
        /** Sending what was accepted before {@link EngineSocket#close}. */
        CLOSING,
        /** Over. */
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
        this.view = new SocketView(settings.requiresUpgrade());
    }

    /**
     * Starts describing a socket to this URL.
     *
     * @param url {@code http}, {@code https}, {@code ws} or {@code wss}; its path, when it has one, replaces
     *     {@code /engine.io/}
     * @throws IllegalArgumentException when it is not such a URL
     */
    public static EngineSocketBuilder builder(String url) {
        return new EngineSocketBuilder(url);
    }

    /** Starts describing a socket to this URL; see {@link #builder(String)}. */
    public static EngineSocketBuilder builder(URI url) {
        return new EngineSocketBuilder(url.toString());
    }

    // ---- connecting and closing

    /**
     * Connects. A second call while it connects or is open joins the first, and returns a future that ends with it.
     *
     * @return completes with the server's handshake once messages can be exchanged; fails with a
     *     {@link io.curlew.engineio.protocol.TransportException} when no transport could open, else with an
     *     {@link EngineClosedException}, as it does for a socket that was open once and is closed: a socket connects
     *     once
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
     * Sends what was accepted, then closes, and waits for that, at most for the close timeout (default 2 s). Called
     * from a callback or an event loop it only starts. Closing twice does no harm.
     */
    @Override
    public void close() {
        EngineRun running = start();
        running.close();
        if (!running.mustNotBlock()) {
            Waiting.atMost(settings.session().closeTimeout().plus(CLOSE_WAIT_MARGIN), view.closeSignal);
        }
    }

    /** Sends what was accepted, then closes. The future is that of {@link #closed}. */
    public CompletableFuture<EngineClose> closeAsync() {
        start().close();
        return closed();
    }

    /** Returns a future of the socket's end, whatever ends it. It never fails. */
    public CompletableFuture<EngineClose> closed() {
        return view.closeFuture.copy();
    }

    // ---- sending

    /**
     * Sends a message.
     *
     * @throws BufferFullException when too much waits to be sent already
     * @throws IllegalArgumentException when the message can't be sent over polling: text with U+001E in it, or more
     *     than the server's {@code maxPayload} while polling is in use
     * @throws IllegalStateException when the socket was never connected or is being closed;
     *     {@link EngineClosedException} when it is closed
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

    /** Sends text or binary; see {@link #emit}. */
    public void send(EngineData data) {
        send(List.of(data));
    }

    /** Sends messages as one unit: no other thread's message comes between them. All or none; see {@link #emit}. */
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
     * Finds out when the server has read every message that was sent before. On polling the answer to the request that
     * carried the last of them tells, on WebSocket a ping of that protocol (RFC 6455, section 5.5.2), which is sent
     * behind them. What the program behind the server makes of a message only its own answer can tell.
     *
     * @return completes with true when that is known, at once when it is already; with false when it can't be known:
     *     the socket has closed, or the server answers no pings. A server that has not answered 250 ms after its first
     *     ping has left (or after the close timeout, if that is shorter) counts as such until it answers. Never fails
     * @throws IllegalStateException when the socket was never connected
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

    /** Returns the server's handshake; empty before the session opened. */
    public Optional<Handshake> handshake() {
        return view.handshake();
    }

    /** Returns the session's id; empty before the session opened. It is a credential. */
    public Optional<String> sid() {
        return view.handshake().map(Handshake::sid);
    }

    /** Returns the transport that carries the session; empty before it opened. */
    public Optional<TransportType> transport() {
        return view.transport();
    }

    /** Returns how many bytes were accepted and have not yet left the program. */
    public long bufferedBytes() {
        EngineRun running = currentRun();
        return running == null ? 0 : running.bufferedBytes();
    }

    /**
     * Returns whether a message sent now would leave at once: the session is open, nothing waits before it, and it is
     * not on its way from polling to WebSocket, when all messages wait. {@link #onDrain} tells when it has become true
     * again.
     */
    public boolean writable() {
        return state() == State.OPEN && !view.holdsWrites() && bufferedBytes() == 0;
    }

    /**
     * Returns whether the server's ping is overdue, so that the connection is likely dead although its end was not seen
     * yet. From any thread; from another one than the event loop the answer may be a moment old.
     */
    public boolean heartbeatOverdue() {
        EngineRun running = currentRun();
        return running != null && running.heartbeatOverdue();
    }

    /**
     * Returns whether the machine seems to have slept since the server's last ping, so that the connection may be dead
     * or not. Messages then wait for the next ping. For direct mode only.
     *
     * @throws IllegalStateException when called on another thread than the event loop of a connected socket
     */
    public boolean sleptSincePing() {
        EngineRun running = currentRun();
        return running != null && running.sleptSincePing();
    }

    /** Returns how many bytes an incoming message may have; see {@link EngineSocketBuilder#maxMessageSize}. */
    public int maxMessageSize() {
        return settings.maxMessageSize();
    }

    /**
     * Returns how many bytes an outgoing message may have, as a packet in an HTTP body, where binary is base64: the
     * server's {@code maxPayload}. Empty while polling is not in use, or the server named no limit, and with
     * {@link EngineSocketBuilder#sendOversized}. May be a moment old.
     */
    public OptionalLong maxOutgoingSize() {
        boolean polling = transport().filter(TransportType.POLLING::equals).isPresent();
        return polling && !settings.session().sendOversized()
                ? handshake().map(Handshake::maxPayload).orElseGet(OptionalLong::empty)
                : OptionalLong.empty();
    }

    // ---- flow

    /**
     * Stays on polling, if a move to WebSocket is under way and not about to be done: for a program that will close
     * soon and has more to send, which would wait for the move. Nobody is told. Does nothing when the upgrade is
     * required.
     */
    public void cancelUpgrade() {
        EngineRun running = currentRun();
        if (running != null) {
            running.cancelUpgrade();
        }
    }

    /**
     * Stops reading, so that the server has to wait. Its pings can't be seen then; after the time that
     * {@link EngineSocketBuilder#maxStall} allows the socket closes with reason "slow consumer". Before connecting it
     * means that nothing but the handshake will be read.
     */
    public void pauseReading() {
        pauseReading(true);
    }

    /** Reads again. */
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

    /** Adds a callback for the session's opening. */
    public Subscription onOpen(Consumer<? super Handshake> callback) {
        return callbacks.open.add(callback);
    }

    /** Adds a callback for each message. */
    public Subscription onData(Consumer<? super EngineData> callback) {
        return callbacks.data.add(callback);
    }

    /** Adds a callback for each packet of either direction. */
    public Subscription onPacket(BiConsumer<Direction, ? super EnginePacket> callback) {
        return callbacks.onPacket(callback);
    }

    /** Adds a callback for failures: of a transport, and of a callback. */
    public Subscription onError(Consumer<? super Throwable> callback) {
        return callbacks.error.add(callback);
    }

    /** Adds a callback for the socket's end. */
    public Subscription onClose(Consumer<? super EngineClose> callback) {
        return callbacks.close.add(callback);
    }

    /** Adds a callback for the session's move to another transport. */
    public Subscription onUpgrade(Consumer<? super TransportType> callback) {
        return callbacks.upgrade.add(callback);
    }

    /** Adds a callback for a move that did not work out; the session stays where it was. */
    public Subscription onUpgradeError(Consumer<? super Throwable> callback) {
        return callbacks.upgradeError.add(callback);
    }

    /** Adds a callback for each ping of the server's, which is answered without its help. */
    public Subscription onPing(Runnable callback) {
        return callbacks.ping.add(ignored -> callback.run());
    }

    /**
     * Adds a callback for round-trip times: how long the server took for something that it answers at once, measured
     * whenever its ping comes. On WebSocket that is a ping of the WebSocket protocol, on polling the request that
     * carries the answer to the ping. Nothing is measured while nobody listens.
     */
    public Subscription onRoundTrip(Consumer<? super Duration> callback) {
        return callbacks.roundTrip.add(callback);
    }

    /**
     * Adds a callback for when everything sent so far has been handed to the transport, and for the end of an upgrade,
     * during which nothing was {@linkplain #writable writable}. While the callback is busy, many such times are told as
     * one.
     */
    public Subscription onDrain(Runnable callback) {
        return callbacks.drain.add(ignored -> callback.run());
    }

    /**
     * Adds a callback for the end of each batch of packets that one read of the network brought, or those of it that
     * came before reading stopped.
     */
    public Subscription onBatchEnd(Runnable callback) {
        return callbacks.batchEnd.add(ignored -> callback.run());
    }

    /**
     * Adds a callback for messages that left the outgoing buffer, written or dropped. While the callback is busy, what
     * leaves is added up.
     */
    public Subscription onReleased(Consumer<? super Released> callback) {
        return callbacks.released.add(callback);
    }

    /** Returns a view with methods that wait. Ask for it before connecting, so that it misses no message. */
    public BlockingEngineSocket blocking() {
        return new BlockingEngineSocket(this, openInbox());
    }

    /**
     * Returns the messages to come as a publisher for one subscriber, from the same bounded queue as {@link #blocking};
     * each message goes to one of the two. Ask for it before connecting, so that it misses no message.
     */
    public Flow.Publisher<EnginePacket.Message> publisher() {
        return new InboxPublisher<>(openInbox(), this::runCallback);
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
