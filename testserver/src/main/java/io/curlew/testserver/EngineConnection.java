package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One client of an {@link EngineTestServer}, from its handshake to its close. */
public final class EngineConnection {
    private final SessionControl session;
    private final ServerContext context;
    private final ServerLoop loop;
    private final String id;
    private final HandshakeRequest request;
    private final int number;
    private final Rules rules;
    private final Handlers<EngineData> messageHandlers;
    private final Handlers<EngineClose> closeHandlers;
    private volatile Optional<EngineClose> close = Optional.empty();

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
    }

    /** Returns the Engine.IO session id. It is a credential. */
    public String id() {
        return id;
    }

    /** Returns which connection of its server this is, as the {@link Journal} calls it: the first is 1. */
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
     * Waits until WebSocket carries the session, as {@link #awaitUpgrade(Duration)} does, for 5 s unless
     * {@link TestServer.Builder#usualWait} says otherwise.
     */
    public void awaitUpgrade() {
        awaitUpgrade(context.waits().usual());
    }

    /**
     * Returns when WebSocket carries the session: at once when it does so already. May be called as often as one likes.
     *
     * @throws AssertionError when the client doesn't upgrade within that time, or the session has ended before, with a
     *     transcript of what happened instead; otherwise as {@link Namespace#awaitConnection(Duration)}
     */
    public void awaitUpgrade(Duration within) {
        TransportType unused = context.waits()
                .await(
                        "upgrade of connection " + number,
                        () -> Optional.of(transport()).filter(TransportType.WEBSOCKET::equals),
                        () -> close.map(ended -> "the session has ended (" + ended.reason() + ")"),
                        within);
    }

    /** Calls the handler for every message from now on. Set it in {@code onConnection} to miss none. */
    public EngineConnection onMessage(Consumer<? super EngineData> handler) {
        messageHandlers.add(handler);
        return this;
    }

    /** Calls the handler once, when the session has ended; at once when it has ended already. */
    public EngineConnection onClose(Consumer<? super EngineClose> handler) {
        loop.run(() ->
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
     * @throws IllegalArgumentException when it is text with the character U+001E and the transport is polling, whose
     *     separator that is
     */
    public void send(EngineData data) {
        if (transport() == TransportType.POLLING && !PayloadCodec.canCarry(data)) {
            throw new IllegalArgumentException("Polling can't carry text with the character U+001E");
        }
        send(List.of(data));
    }

    /** Sends that packet, which a server should not send. Dropped when the session has ended. */
    public void send(BadPacket packet) {
        loop.run(() -> session.sendInstead(packet.text()));
    }

    /**
     * Follows the rule for this connection from now on, before the rules of the server: see {@link TestServer#rule}.
     * Rules about handshakes and about answers to CONNECT come too late for what it has had already.
     *
     * @throws IllegalArgumentException if the rule is about routes, whose requests belong to no connection
     */
    public EngineConnection rule(Rule rule) {
        if (rule.subject() == Rule.Subject.ROUTE) {
            throw new IllegalArgumentException(
                    "Requests to routes belong to no connection: give the rule to the server");
        }
        rules.add(rule);
        return this;
    }

    /** Follows no rule any more that is for this connection alone. */
    public EngineConnection clearRules() {
        rules.clear();
        return this;
    }

    Rules rules() {
        return rules;
    }

    /** Sends the messages with nothing in between. */
    void send(List<EngineData> messages) {
        loop.run(() -> session.send(messages));
    }

    /** Sends the messages, on the loop, as {@link SessionControl#sendVolatile} does. */
    boolean sendVolatile(List<EngineData> messages) {
        return session.sendVolatile(messages);
    }

    /**
     * Sends what was accepted, then closes the session: by a close packet on polling, by a close frame on WebSocket.
     */
    public void close() {
        loop.run(session::close);
    }

    /** Ends the session and resets its TCP connections, without a close packet or close frame, as a crash would. */
    public void dropConnection() {
        loop.run(session::abort);
    }

    void received(EngineData data) {
        messageHandlers.call(data);
    }

    void closed(EngineClose why) {
        close = Optional.of(why);
        closeHandlers.call(why);
        context.journal().changed();
    }

    @Override
    public String toString() {
        return "EngineConnection[" + number + ", " + transport() + ", from " + request.remoteAddress() + "]";
    }
}
