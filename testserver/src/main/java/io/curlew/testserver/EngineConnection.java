package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.JournalEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One client of an {@link EngineTestServer}, from its handshake to its close. */
public final class EngineConnection {
    /** What a connection takes in memory, without what the client sent; estimated. */
    private static final int HELD = 2048;

    private final SessionControl session;
    private final ServerContext context;
    private final ServerLoop loop;
    private final String id;
    private final HandshakeRequest request;
    private final int number;
    private final Rules rules;
    private final Handlers<EngineData> messageHandlers;
    private final Handlers<EngineClose> closeHandlers;
    /**
     * What the journal keeps in memory while it has something of this connection that a test may wait for. Nobody waits
     * for a connection of a {@link TestServer}.
     */
    private final Optional<SharedMemory> memory;
    /** Why the session has ended; the second, only when the handlers have been called. */
    private volatile Optional<EngineClose> close = Optional.empty();

    private volatile Optional<EngineClose> closeAndTold = Optional.empty();
    /** Who runs what the application calls; confined to the loop. */
    private Consumer<Runnable> caller = Runnable::run;

    /** A message that has come. */
    private record Came(EngineConnection connection, EngineData data) {}

    EngineConnection(SessionControl session, ServerContext context, int number, String id, HandshakeRequest request) {
        this.session = session;
        this.context = context;
        this.loop = context.loop();
        this.messageHandlers = context.handlers();
        this.closeHandlers = context.handlers();
        this.number = number;
        this.rules = context.rules().ofConnection(number);
        this.id = id;
        this.request = request;
        this.memory = context.engineOnly() ? Optional.of(new SharedMemory(HELD + request.memory())) : Optional.empty();
    }

    /** Returns the Engine.IO session id. It is a credential. */
    public String id() {
        return id;
    }

    /** Returns the number of this connection in the {@link Journal} of its server; the first is 1. */
    public int number() {
        return number;
    }

    /** Returns the request that opened the session. */
    public HandshakeRequest request() {
        return request;
    }

    /** Returns the transport that carries the session now. */
    public TransportType transport() {
        return session.transport();
    }

    /**
     * Waits until the session runs over WebSocket, like {@link #awaitUpgrade(Duration)}, for 5 s unless
     * {@link TestServer.Builder#usualWait} says otherwise.
     */
    public void awaitUpgrade() {
        awaitUpgrade(context.waits().usual());
    }

    /**
     * Waits until the session runs over WebSocket; returns at once if it already does. Can be called repeatedly.
     *
     * @throws AssertionError if the client does not upgrade within that time, or the session ends before, with a
     *     transcript of what happened instead; otherwise like {@link Namespace#awaitConnection(Duration)}
     */
    public void awaitUpgrade(Duration within) {
        TransportType unused = context.waits()
                .await(
                        "upgrade of connection " + number,
                        () -> Optional.of(transport()).filter(TransportType.WEBSOCKET::equals),
                        () -> close.map(EngineConnection::ended),
                        within);
    }

    /**
     * Waits for a message, like {@link #awaitMessage(Duration)}, for 5 s unless {@link TestServer.Builder#usualWait}
     * says otherwise.
     */
    public EngineData awaitMessage() {
        return awaitMessage(context.waits().usual());
    }

    /**
     * Returns the next message, or at once one that has arrived and that no earlier call has returned. The handlers of
     * {@link #onMessage} receive it, too, and have returned when this method returns.
     *
     * @throws AssertionError if none arrives within that time, or can arrive because the session has ended, with a
     *     transcript of what happened instead; otherwise like {@link EngineTestServer#awaitConnection(Duration)}
     * @throws IllegalStateException if this is a connection of a {@link TestServer}, whose messages are events: see
     *     {@link ServerSocket#awaitEvent(String)}
     */
    public EngineData awaitMessage(Duration within) {
        return context.waits().take(message(), within).data();
    }

    /**
     * Fails if a message arrives within that time, or has arrived, that no earlier call has returned; returns early if
     * the session ends.
     *
     * @throws AssertionError if one arrives; otherwise like {@link #awaitMessage(Duration)}
     */
    public void expectNoMessage(Duration within) {
        context.waits().expectNone(message(), within);
    }

    private Wanted<Came> message() {
        if (!context.engineOnly()) {
            throw new IllegalStateException("The messages of a TestServer's connection are events: wait for these");
        }
        return new Wanted<>(
                "message of connection " + number,
                Kind.MESSAGE,
                Came.class,
                came -> came.connection() == this,
                () -> closeAndTold.map(EngineConnection::ended));
    }

    private static String ended(EngineClose ended) {
        return "the session has ended (" + ended.reason() + ")";
    }

    /**
     * Waits for the session to end, like {@link #awaitClose(Duration)}, for 5 s unless
     * {@link TestServer.Builder#usualWait} says otherwise.
     */
    public EngineClose awaitClose() {
        return awaitClose(context.waits().usual());
    }

    /**
     * Waits until the session has ended and the handlers of {@link #onClose} have returned, and returns the reason. Can
     * be called repeatedly.
     *
     * @throws AssertionError if it has not ended within that time, with a transcript of what happened instead;
     *     otherwise like {@link EngineTestServer#awaitConnection(Duration)}
     */
    public EngineClose awaitClose(Duration within) {
        return context.waits().await("end of connection " + number, () -> closeAndTold, Optional::empty, within);
    }

    /** Calls the handler for every message from now on. Set it in {@code onConnection} to miss none. */
    public EngineConnection onMessage(Consumer<? super EngineData> handler) {
        messageHandlers.add(handler);
        return this;
    }

    /**
     * Calls the handler once, when the session ends, or at once if it has already ended; after the server was closed,
     * on the thread that calls this.
     */
    public EngineConnection onClose(Consumer<? super EngineClose> handler) {
        Objects.requireNonNull(handler, "handler"); // on the loop, nobody would hear of it
        loop.runHereOrThere(() ->
                close.ifPresentOrElse(ended -> closeHandlers.call(handler, ended), () -> closeHandlers.add(handler)));
        return this;
    }

    /**
     * Sends a text message. Dropped when the session has ended.
     *
     * @throws IllegalArgumentException as {@link #send(EngineData)}
     */
    public void send(String text) {
        send(EngineData.text(text));
    }

    /** Sends a binary message: a copy of the bytes. Dropped when the session has ended. */
    public void send(byte[] bytes) {
        send(EngineData.binary(bytes));
    }

    /**
     * Sends a message. Dropped when the session has ended.
     *
     * @throws IllegalArgumentException if it is text that contains U+001E and the transport is polling, which uses this
     *     character as separator
     */
    public void send(EngineData data) {
        if (transport() == TransportType.POLLING && !PayloadCodec.canCarry(data)) {
            throw new IllegalArgumentException("Polling can't carry text with the character U+001E");
        }
        inTurn(() -> sendNow(List.of(data)));
    }

    /** Sends a packet that a server should not send. Dropped when the session has ended. */
    public void send(BadPacket packet) {
        String text = packet.text();
        inTurn(() -> session.sendInstead(text));
    }

    /**
     * Applies the rule to this connection from now on, with precedence over the rules of the server: see
     * {@link TestServer#rule}. Rules about handshakes and about answers to CONNECT do not apply to those that have
     * already happened.
     *
     * @throws IllegalArgumentException if the rule is about routes, whose requests do not belong to a connection
     */
    public EngineConnection rule(Rule rule) {
        if (rule.subject() == Rule.Subject.ROUTE) {
            throw new IllegalArgumentException(
                    "Requests to routes belong to no connection: give the rule to the server");
        }
        rules.add(rule);
        return this;
    }

    /** Removes all rules of this connection; those of the server remain. */
    public EngineConnection clearRules() {
        rules.clear();
        return this;
    }

    Rules rules() {
        return rules;
    }

    boolean hasEnded() {
        return close.isPresent();
    }

    /** From now on all that the application calls goes through that, on the loop, in order with what else it sends. */
    void callThrough(Consumer<Runnable> newCaller) {
        caller = newCaller;
    }

    /** Does it on the loop, after what the application has sent before. */
    void inTurn(Runnable call) {
        loop.run(() -> caller.accept(call));
    }

    /** Sends the messages, on the loop, with nothing in between. */
    void sendNow(List<EngineData> messages) {
        if (context.engineOnly() && close.isEmpty()) {
            context.journal().note(Kind.SENT, number, Lines.packet(messages));
        }
        session.send(messages);
    }

    /** Sends the messages, on the loop, as {@link SessionControl#sendVolatile} does. */
    boolean sendVolatile(List<EngineData> messages) {
        return session.sendVolatile(messages);
    }

    /**
     * Sends what was accepted, then closes the session, with a close packet over polling and a close frame over
     * WebSocket.
     */
    public void close() {
        inTurn(this::closeNow);
    }

    /** As {@link #close}, on the loop, at once, without waiting for its turn. */
    void closeNow() {
        session.close();
    }

    /** Ends the session and resets its TCP connections, without a close packet or close frame, as a crash would. */
    public void dropConnection() {
        inTurn(session::abort);
    }

    /** The session is open: calls the handlers. */
    void opened(String how, Runnable tell) {
        if (context.engineOnly()) {
            finish(begin(Kind.OPENED, this, Memory.of(how), () -> how), tell);
        } else {
            context.journal().note(Kind.OPENED, number, how);
            tell.run();
        }
    }

    void received(EngineData data) {
        if (!context.engineOnly()) {
            messageHandlers.call(data);
            return;
        }
        JournalEntry entry = begin(Kind.MESSAGE, new Came(this, data), data.array().length, () -> Lines.message(data));
        if (!messageHandlers.isEmpty()) {
            context.journal().handled(entry);
        }
        finish(entry, () -> messageHandlers.call(data));
    }

    private JournalEntry begin(Kind kind, Object subject, long held, Supplier<String> text) {
        return context.journal().begin(kind, number, subject, held, memory.orElseThrow(), text);
    }

    private void finish(JournalEntry entry, Runnable last) {
        try {
            last.run();
        } finally {
            context.journal().end(entry);
        }
    }

    void closed(EngineClose why) {
        close = Optional.of(why);
        closeHandlers.call(why);
        closeAndTold = close;
        context.journal().changed();
    }

    @Override
    public String toString() {
        return "EngineConnection[" + number + ", " + transport() + ", from " + request.remoteAddress() + "]";
    }
}
