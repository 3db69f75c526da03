package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.TriConsumer;
import io.curlew.socketio.protocol.TypeRef;
import io.curlew.testserver.JournalEntry.Kind;
import io.curlew.testserver.session.Recovery;
import io.curlew.testserver.session.ServerSocketAction;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One client in one {@link Namespace}, from its CONNECT to its disconnect. */
public final class ServerSocket {
    /** What a socket takes in memory, with its connection, but without what the client sent; estimated. */
    private static final int HELD = 4096;

    private final SocketControl client;
    private final Namespace namespace;
    private final Recovery.Session identity;
    private final boolean recovered;
    private final Optional<Json> auth;
    private final Handlers<ServerEvent> anyHandlers;
    private final EventHandlers<ServerEvent> eventHandlers;
    private final Handlers<Emission> outgoingHandlers;
    private final Middlewares<ServerEvent> middlewares;
    private final Handlers<ServerDisconnectReason> disconnectHandlers;
    private final PendingAcks acks;
    private final Emitter emitter = new Emitter(true);
    /** What the journal keeps in memory while it has something that this client did. */
    private final SharedMemory memory;

    /** Why the client has left; the second, only when the handlers have been called. */
    private volatile Optional<ServerDisconnectReason> left = Optional.empty();

    private volatile Optional<ServerDisconnectReason> leftAndTold = Optional.empty();
    private volatile boolean connected;
    /**
     * The rooms that middlewares have put the client into, which joins them with its namespace; confined to the loop.
     */
    private final Set<String> firstRooms = new LinkedHashSet<>();

    /** @param recovered the session of the client, if it was recovered */
    ServerSocket(SocketControl client, Namespace namespace, Optional<Json> auth, Optional<Recovery.Session> recovered) {
        this.client = client;
        this.namespace = namespace;
        this.auth = auth;
        this.anyHandlers = namespace.context().handlers();
        this.eventHandlers = new EventHandlers<>(namespace.context()::handlers);
        this.outgoingHandlers = namespace.context().handlers();
        this.disconnectHandlers = namespace.context().handlers();
        this.middlewares = new Middlewares<>(namespace.context().loop());
        this.acks = new PendingAcks(
                namespace.context().loop(), namespace.context().waits().usual());
        this.memory = new SharedMemory(HELD
                + auth.map(json -> (long) json.size()).orElse(0L)
                + client.connection().request().memory());
        this.recovered = recovered.isPresent();
        this.identity = recovered.orElseGet(ServerSocket::newIdentity);
    }

    private static Recovery.Session newIdentity() {
        return new Recovery.Session(Ids.next(), Ids.next(), Set.of(), new ConcurrentHashMap<>());
    }

    /** Returns the socket's id, which the client also knows. */
    public String id() {
        return identity.sid();
    }

    /**
     * Returns whether the client has recovered its session, with the events that it had missed: see
     * {@link TestServer.Builder#recovery}.
     */
    public boolean recovered() {
        return recovered;
    }

    /** Returns a map for data of the program about the client; safe for use by many threads. A recovery restores it. */
    public Map<String, Object> data() {
        return identity.data();
    }

    /** Returns the namespace. */
    public Namespace namespace() {
        return namespace;
    }

    /** Returns the auth data of the client. May contain credentials. */
    public Optional<Json> auth() {
        return auth;
    }

    /** Returns the request that opened the connection. */
    public HandshakeRequest request() {
        return connection().request();
    }

    /** Returns the underlying connection, which the namespaces of the client share. */
    public EngineConnection connection() {
        return client.connection();
    }

    /** Returns whether the client is in the namespace. */
    public boolean connected() {
        return connected;
    }

    /** Calls the handler for every event of that name from now on. Set it in {@code onConnection} to miss none. */
    public ServerSocket on(String event, Consumer<? super ServerEvent> handler) {
        eventHandlers.on(event, handler);
        return this;
    }

    /**
     * Calls the handler with the first argument of every event of that name. An event whose first argument is missing
     * or does not fit the type counts as a failure of the handler.
     */
    public <A> ServerSocket on(String event, Class<A> type, Consumer<? super A> handler) {
        Objects.requireNonNull(handler, "handler");
        return on(event, came -> handler.accept(came.args().get(0, type)));
    }

    /**
     * Calls the handler with the first argument, converted to a generic type, like {@link #on(String, Class,
     * Consumer)}.
     */
    public <A> ServerSocket on(String event, TypeRef<A> type, Consumer<? super A> handler) {
        Objects.requireNonNull(handler, "handler");
        return on(event, came -> handler.accept(came.args().get(0, type)));
    }

    /** Calls the handler with the first two arguments, like {@link #on(String, Class, Consumer)}. */
    public <A, B> ServerSocket on(
            String event, Class<A> first, Class<B> second, BiConsumer<? super A, ? super B> handler) {
        Objects.requireNonNull(handler, "handler");
        return on(
                event,
                came -> handler.accept(came.args().get(0, first), came.args().get(1, second)));
    }

    /** Calls the handler with the first three arguments, as {@link #on(String, Class, Consumer)} does with one. */
    public <A, B, C> ServerSocket on(
            String event,
            Class<A> first,
            Class<B> second,
            Class<C> third,
            TriConsumer<? super A, ? super B, ? super C> handler) {
        Objects.requireNonNull(handler, "handler");
        return on(
                event,
                came -> handler.accept(
                        came.args().get(0, first),
                        came.args().get(1, second),
                        came.args().get(2, third)));
    }

    /** Calls the handler with the first two arguments, of generic types. */
    public <A, B> ServerSocket on(
            String event, TypeRef<A> first, TypeRef<B> second, BiConsumer<? super A, ? super B> handler) {
        Objects.requireNonNull(handler, "handler");
        return on(
                event,
                came -> handler.accept(came.args().get(0, first), came.args().get(1, second)));
    }

    /** Calls the handler with the first three arguments, of generic types. */
    public <A, B, C> ServerSocket on(
            String event,
            TypeRef<A> first,
            TypeRef<B> second,
            TypeRef<C> third,
            TriConsumer<? super A, ? super B, ? super C> handler) {
        Objects.requireNonNull(handler, "handler");
        return on(
                event,
                came -> handler.accept(
                        came.args().get(0, first),
                        came.args().get(1, second),
                        came.args().get(2, third)));
    }

    /** Calls the handler for the next event of that name. */
    public ServerSocket once(String event, Consumer<? super ServerEvent> handler) {
        eventHandlers.once(event, handler);
        return this;
    }

    /** Calls the handler with the first argument of the next event of that name. */
    public <A> ServerSocket once(String event, Class<A> type, Consumer<? super A> handler) {
        Objects.requireNonNull(handler, "handler");
        return once(event, came -> handler.accept(came.args().get(0, type)));
    }

    /** Calls the handler with the first argument, of a generic type, of the next event of that name. */
    public <A> ServerSocket once(String event, TypeRef<A> type, Consumer<? super A> handler) {
        Objects.requireNonNull(handler, "handler");
        return once(event, came -> handler.accept(came.args().get(0, type)));
    }

    /** Removes all handlers that were added for a name, but not those of {@link #onAny}. */
    public ServerSocket off() {
        eventHandlers.off();
        return this;
    }

    /** Removes all handlers for that name. */
    public ServerSocket off(String event) {
        eventHandlers.off(event);
        return this;
    }

    /** Removes that handler for that name. */
    public ServerSocket off(String event, Consumer<? super ServerEvent> handler) {
        eventHandlers.off(event, handler);
        return this;
    }

    /** Returns whether there are handlers for that name; those of {@link #onAny} do not count. */
    public boolean hasListeners(String event) {
        return eventHandlers.hasAny(event);
    }

    /**
     * Returns the handlers for that name, in the order in which they are called. {@link #off(String, Consumer)} removes
     * each of them. For a handler that was added with types, the list contains a wrapper.
     */
    public List<Consumer<? super ServerEvent>> listeners(String event) {
        return eventHandlers.all(event);
    }

    /** Calls the handler for every event from now on, before the middlewares and before the handlers for its name. */
    public ServerSocket onAny(Consumer<? super ServerEvent> handler) {
        anyHandlers.add(handler);
        return this;
    }

    /** Calls the handler for every event from now on, before the other handlers of {@link #onAny}. */
    public ServerSocket prependAny(Consumer<? super ServerEvent> handler) {
        anyHandlers.prepend(handler);
        return this;
    }

    /** Removes all handlers of {@link #onAny}. */
    public ServerSocket offAny() {
        anyHandlers.clear();
        return this;
    }

    /** Removes that handler of {@link #onAny}. */
    public ServerSocket offAny(Consumer<? super ServerEvent> handler) {
        anyHandlers.remove(handler);
        return this;
    }

    /** Returns the handlers of {@link #onAny}, in the order in which they are called. */
    public List<Consumer<? super ServerEvent>> listenersAny() {
        return anyHandlers.all();
    }

    /** Calls the handler with the name and the arguments of every event that is sent to this client from now on. */
    public ServerSocket onAnyOutgoing(BiConsumer<? super String, ? super List<@Nullable Object>> handler) {
        outgoingHandlers.add(new OutgoingHandler(handler));
        return this;
    }

    /** Calls the handler like {@link #onAnyOutgoing}, before the other handlers of {@link #onAnyOutgoing}. */
    public ServerSocket prependAnyOutgoing(BiConsumer<? super String, ? super List<@Nullable Object>> handler) {
        outgoingHandlers.prepend(new OutgoingHandler(handler));
        return this;
    }

    /** Removes all handlers of {@link #onAnyOutgoing}. */
    public ServerSocket offAnyOutgoing() {
        outgoingHandlers.clear();
        return this;
    }

    /** Removes that handler of {@link #onAnyOutgoing}. */
    public ServerSocket offAnyOutgoing(BiConsumer<? super String, ? super List<@Nullable Object>> handler) {
        outgoingHandlers.remove(new OutgoingHandler(handler));
        return this;
    }

    /** Returns the handlers of {@link #onAnyOutgoing}, in the order in which they are called. */
    public List<BiConsumer<? super String, ? super List<@Nullable Object>>> listenersAnyOutgoing() {
        return outgoingHandlers.all().stream()
                .map(OutgoingHandler.class::cast)
                .<BiConsumer<? super String, ? super List<@Nullable Object>>>map(OutgoingHandler::handler)
                .toList();
    }

    /** A handler of what is sent, equal to any other that calls the same. */
    private record OutgoingHandler(BiConsumer<? super String, ? super List<@Nullable Object>> handler)
            implements Consumer<Emission> {
        OutgoingHandler {
            Objects.requireNonNull(handler, "handler");
        }

        @Override
        public void accept(Emission sent) {
            handler.accept(sent.event(), sent.args());
        }
    }

    /**
     * Adds a middleware, which is called for every event before the handlers for its name. Middlewares are called in
     * the order in which they were added; the first that throws drops the event. Any exception other than
     * {@link EventRefusedException} also counts as a failure of the middleware.
     */
    public ServerSocket use(Consumer<? super ServerEvent> middleware) {
        middlewares.add(middleware);
        return this;
    }

    /**
     * Adds an asynchronous middleware, like {@link #use}: the event is handled when the stage completes, and dropped if
     * the stage fails. Later events may be handled in the meantime.
     */
    public ServerSocket useAsync(Function<? super ServerEvent, ? extends CompletionStage<?>> middleware) {
        middlewares.addAsync(middleware);
        return this;
    }

    /**
     * Adds the client to the rooms; does nothing if it has left. If a middleware of the namespace calls this, the
     * client is in the rooms as soon as it has joined.
     */
    public ServerSocket join(String... rooms) {
        Stream.of(rooms).forEach(room -> namespace.join(this, room));
        return this;
    }

    /** Removes the client from the room. */
    public ServerSocket leave(String room) {
        namespace.leave(this, room);
        return this;
    }

    /** Returns the rooms of the client: the one whose name is its id, and those that it has joined. */
    public Set<String> rooms() {
        return namespace.rooms(this);
    }

    /** Returns the other clients in that room. */
    public Broadcast to(String room) {
        return broadcast().to(room);
    }

    /** Returns the other clients that are not in that room. */
    public Broadcast except(String room) {
        return broadcast().except(room);
    }

    /** Returns all other clients in the namespace. */
    public Broadcast broadcast() {
        return namespace.except(id());
    }

    /**
     * Calls the handler once, when the client leaves, or at once if it has already left; after the server was closed,
     * on the thread that calls this.
     */
    public ServerSocket onDisconnect(Consumer<? super ServerDisconnectReason> handler) {
        Objects.requireNonNull(handler, "handler"); // on the loop, nobody would hear of it
        namespace
                .context()
                .loop()
                .runHereOrThere(() -> left.ifPresentOrElse(
                        reason -> disconnectHandlers.call(handler, reason), () -> disconnectHandlers.add(handler)));
        return this;
    }

    /**
     * Sends an event. If the client has left, the event is dropped or, with {@link TestServer.Builder#recovery}, kept
     * until the client reconnects. If the only argument is an {@code Args}, its arguments are sent individually; the
     * client would send them as one array.
     *
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public void emit(String event, @Nullable Object @Nullable ... args) {
        emitter.emit(event, args);
    }

    /**
     * Sends an event if the client can receive it at once (over polling, if its GET is waiting); otherwise drops it. If
     * the only argument is an {@code Args}, its arguments are sent individually; the client would send them as one
     * array.
     *
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public void emitVolatile(String event, @Nullable Object @Nullable ... args) {
        emitter.emitVolatile(event, args);
    }

    /**
     * Sends an event and asks for an answer. If the only argument is an {@code Args}, its arguments are sent
     * individually; the client would send them as one array.
     *
     * @return the answer; fails with {@link IllegalStateException} if the client leaves, or has left, before it
     *     answers. Dependents run on the event loop. A handler, which runs there too, cannot wait for the answer:
     *     {@code join} and {@code get} throw {@link IllegalStateException} there until it has arrived. Those of
     *     {@code CompletableFuture.allOf} do not throw; instead the answer fails with that exception, on another
     *     thread, when the handler has waited for 5 s, or for {@link TestServer.Builder#usualWait}
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object @Nullable ... args) {
        return emitter.emitWithAck(event, args);
    }

    /**
     * Sends an event and asks for an answer within that time.
     *
     * @return the answer; fails with {@link java.util.concurrent.TimeoutException} if it is late, and otherwise like
     *     {@link #emitWithAck(String, Object...)}
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public CompletableFuture<Args> emitWithAck(Duration timeout, String event, @Nullable Object @Nullable ... args) {
        return emitter.emitWithAck(timeout, event, args);
    }

    /**
     * Sends an event and passes the answer to the callback.
     *
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public void emitWithAck(AckCallback callback, String event, @Nullable Object @Nullable ... args) {
        emitter.emitWithAck(callback, event, args);
    }

    /**
     * Sends an event and passes the answer to the callback, if it arrives within that time.
     *
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public void emitWithAck(Duration timeout, AckCallback callback, String event, @Nullable Object @Nullable ... args) {
        emitter.emitWithAck(timeout, callback, event, args);
    }

    /**
     * Returns an object that sends events to this client with a setting for compression; with {@code false}, they are
     * sent uncompressed: {@code socket.compress(false).emit("photo", jpeg)}. By default events may be compressed. See
     * {@link TestServer.Builder#perMessageDeflate}.
     */
    public Emitter compress(boolean allowed) {
        return new Emitter(allowed);
    }

    /**
     * Receives the answer to an event. One of its methods is called, once, on the server's thread; if the server was
     * closed before, on the thread that sends.
     */
    @FunctionalInterface
    public interface AckCallback {
        /** The answer has come. What this throws fails the test as a handler's exception does. */
        void answered(Args args);

        /**
         * There will be no answer. Unless this is overridden, it throws an {@link IllegalStateException} with the
         * failure as its cause, which fails the test as a handler's exception does, except if the answer is missing
         * because the server was closed. The client's callback throws the failure itself, to its error handler.
         *
         * @param why as the future of {@link ServerSocket#emitWithAck(Duration, String, Object...)} fails
         */
        default void failed(Throwable why) {
            throw new IllegalStateException("An event has no answer", why);
        }
    }

    /**
     * Sends events to this client with the same setting: see {@link #compress}. It has the socket's methods that send
     * events.
     */
    public final class Emitter {
        private final boolean compressed;

        private Emitter(boolean compressed) {
            this.compressed = compressed;
        }

        /** Sends an event: {@link ServerSocket#emit}. */
        public void emit(String event, @Nullable Object @Nullable ... args) {
            namespace.emitTo(ServerSocket.this, Emission.of(event, args, compressed));
        }

        /** Sends an event if the client can receive it at once: {@link ServerSocket#emitVolatile}. */
        public void emitVolatile(String event, @Nullable Object @Nullable ... args) {
            Outgoing outgoing = namespace.outgoing(OptionalLong.empty(), Emission.of(event, args, compressed));
            client.run(() -> sendVolatile(outgoing));
        }

        /** Sends an event and asks for an answer: {@link ServerSocket#emitWithAck(String, Object...)}. */
        public CompletableFuture<Args> emitWithAck(String event, @Nullable Object @Nullable ... args) {
            return ask(Optional.empty(), Emission.of(event, args, compressed));
        }

        /** Asks for an answer in time: {@link ServerSocket#emitWithAck(Duration, String, Object...)}. */
        public CompletableFuture<Args> emitWithAck(
                Duration timeout, String event, @Nullable Object @Nullable ... args) {
            return ask(Optional.of(timeout), Emission.of(event, args, compressed));
        }

        /** Passes the answer to the callback: {@link ServerSocket#emitWithAck(AckCallback, String, Object...)}. */
        public void emitWithAck(AckCallback callback, String event, @Nullable Object @Nullable ... args) {
            ask(callback, Optional.empty(), Emission.of(event, args, compressed));
        }

        /**
         * Passes the answer to the callback if it arrives in time: {@link ServerSocket#emitWithAck(Duration,
         * AckCallback, String, Object...)}.
         */
        public void emitWithAck(
                Duration timeout, AckCallback callback, String event, @Nullable Object @Nullable ... args) {
            ask(callback, Optional.of(timeout), Emission.of(event, args, compressed));
        }
    }

    /** The callback is there before the event leaves: if the answer came first, this thread would call it. */
    private void ask(AckCallback callback, Optional<Duration> timeout, Emission emission) {
        Objects.requireNonNull(callback, "callback");
        long ackId = namespace.nextAckId();
        Outgoing outgoing = namespace.outgoing(OptionalLong.of(ackId), emission);
        var unused = acks.expect(ackId).whenComplete((args, why) -> tell(callback, args, why));
        sendLater(outgoing, ackId, timeout);
    }

    private void tell(AckCallback callback, @Nullable Args args, @Nullable Throwable why) {
        try {
            if (args != null) {
                callback.answered(args);
            } else if (why != null) {
                callback.failed(why);
            }
        } catch (Throwable thrown) {
            if (!isForWantOfAServer(thrown, why)) {
                journal().failed(thrown);
            }
        }
    }

    /** The default callback throws so at the end of a test that closes its server, which is no failure. */
    private boolean isForWantOfAServer(Throwable thrown, @Nullable Throwable why) {
        return why != null
                && thrown.getCause() == why
                && namespace.context().closed().get();
    }

    private CompletableFuture<Args> ask(Optional<Duration> timeout, Emission emission) {
        long ackId = namespace.nextAckId();
        Outgoing outgoing = namespace.outgoing(OptionalLong.of(ackId), emission);
        CompletableFuture<Args> answer = acks.expectForAnybody(ackId);
        sendLater(outgoing, ackId, timeout);
        return answer;
    }

    private void sendLater(Outgoing outgoing, long ackId, Optional<Duration> timeout) {
        if (!client.run(() -> send(outgoing, ackId, timeout))) {
            acks.lost(ackId);
        }
    }

    /** Sends an event that wants an answer, on the loop, and returns the answer. */
    CompletableFuture<Args> ask(Outgoing outgoing, long ackId, Optional<Duration> timeout) {
        CompletableFuture<Args> answer = acks.expectForAnybody(ackId);
        send(outgoing, ackId, timeout);
        return answer;
    }

    private void send(Outgoing outgoing, long ackId, Optional<Duration> timeout) {
        notice(outgoing);
        client.sendForAck(id(), outgoing.messages(), ackId, timeout, () -> acks.lost(ackId));
    }

    /**
     * Waits for an event of that name, like {@link #awaitEvent(String, Duration)}, for 5 s unless
     * {@link TestServer.Builder#usualWait} says otherwise.
     */
    public ServerEvent awaitEvent(String event) {
        return awaitEvent(event, waits().usual());
    }

    /**
     * Returns the next event of that name, or at once an event that has arrived and that no earlier call has returned.
     * Handlers receive it, too, and have returned when this method returns, unless a middleware has dropped the event.
     * Steps delayed by {@link CannedAnswer#after} may still follow.
     *
     * @throws AssertionError if none arrives within that time, or can arrive because the client has left, with a
     *     transcript of what happened instead; or if a handler threw an exception that was not yet reported, with that
     *     as its cause
     * @throws IllegalStateException if a handler calls this, because what it waits for arrives on the same thread
     */
    public ServerEvent awaitEvent(String event, Duration within) {
        return waits().take(
                        wanted("event \"" + event + "\"", came -> came.name().equals(event)), within);
    }

    /**
     * Fails if an event arrives within that time, or has arrived, that no earlier call has returned; returns early if
     * the client leaves.
     *
     * @throws AssertionError if one arrives; otherwise like {@link #awaitEvent(String, Duration)}
     */
    public void expectNoEvent(Duration within) {
        waits().expectNone(wanted("event", came -> true), within);
    }

    /** Fails if an event of that name arrives, like {@link #expectNoEvent(Duration)}. */
    public void expectNoEvent(String event, Duration within) {
        waits().expectNone(wanted("event \"" + event + "\"", came -> came.name().equals(event)), within);
    }

    private Wanted<ServerEvent> wanted(String what, Predicate<ServerEvent> matches) {
        return new Wanted<>(
                what,
                Kind.EVENT,
                ServerEvent.class,
                came -> came.socket() == this && matches.test(came),
                () -> leftAndTold.map(reason -> "the client has left (" + reason + ")"));
    }

    /**
     * Waits for the client to leave, like {@link #awaitDisconnect(Duration)}, for 5 s unless
     * {@link TestServer.Builder#usualWait} says otherwise.
     */
    public ServerDisconnectReason awaitDisconnect() {
        return awaitDisconnect(waits().usual());
    }

    /**
     * Waits until the client has left and the handlers of {@link #onDisconnect} have returned, and returns the reason.
     * Can be called repeatedly, also by several threads.
     *
     * @throws AssertionError if it has not left within that time; otherwise like {@link #awaitEvent(String, Duration)}
     */
    public ServerDisconnectReason awaitDisconnect(Duration within) {
        return waits().await("client that leaves " + namespace.name(), () -> leftAndTold, Optional::empty, within);
    }

    private Waits waits() {
        return namespace.context().waits();
    }

    /** Disconnects the client from this namespace; the connection stays open. */
    public void disconnect() {
        client.run(() -> client.disconnect(id()));
    }

    /**
     * Disconnects the client from this namespace or, with {@code true}, from all namespaces, and closes the connection.
     */
    public void disconnect(boolean closeConnection) {
        if (closeConnection) {
            client.run(client::close);
        } else {
            disconnect();
        }
    }

    /** Resets the connection without a DISCONNECT, as a crash would. */
    public void dropConnection() {
        connection().dropConnection();
    }

    /** Sends an answer, unless a rule says otherwise. */
    void send(List<EngineData> packet) {
        client.run(() -> {
            if (connected) {
                answer(() -> client.send(id(), packet));
            }
        });
    }

    private void answer(Runnable send) {
        client.connection().rules().next(Rule.Subject.ANSWER).ifPresentOrElse(rule -> follow(rule, send), send);
    }

    private void follow(Rule rule, Runnable send) {
        switch (rule.fault()) {
            case DOUBLE -> {
                send.run();
                send.run();
            }
            case DELAY -> namespace.context().loop().runAfter(rule.delay(), send);
            default -> {} // dropped
        }
    }

    /** Sends an answer, also when the client has been sent out; rules hold for it as for any other. */
    void sendEvenAfterwards(List<EngineData> packet) {
        client.run(() -> {
            if (!connection().hasEnded()) {
                answer(() -> client.send(packet));
            }
        });
    }

    /** Sends an event, on the loop. */
    void send(Outgoing outgoing) {
        notice(outgoing);
        client.send(id(), outgoing.messages());
    }

    /** Sends an event that may be dropped, on the loop. */
    void sendVolatile(Outgoing outgoing) {
        notice(outgoing);
        client.sendVolatile(id(), outgoing.messages());
    }

    private void notice(Outgoing outgoing) {
        if (connected) {
            outgoingHandlers.call(outgoing.emission());
        }
    }

    /** Returns the rooms into which the client comes when it joins. */
    Set<String> firstRooms() {
        return firstRooms;
    }

    Recovery.Session identity() {
        return identity;
    }

    /** Returns the session of the client, which was in those rooms. */
    Recovery.Session identity(Set<String> rooms) {
        return new Recovery.Session(identity.pid(), id(), rooms, data());
    }

    /** The client has joined: calls the handlers. */
    void joined(Runnable tell) {
        connected = true;
        String how = namespace.name() + " as " + id() + (recovered ? ", recovered" : "");
        JournalEntry entry = begin(Kind.JOINED, this, Memory.of(how), () -> how);
        finish(entry, tell);
    }

    void received(ServerSocketAction.Event event) {
        ServerEvent told = new ServerEvent(this, event);
        long held = Memory.of(event.name()) + Memory.of(event.args(), event.size());
        JournalEntry entry =
                begin(Kind.EVENT, told, held, () -> Lines.event(namespace.name(), event.name(), event.args()));
        anyHandlers.call(told);
        middlewares.ask(
                told,
                () -> finish(entry, () -> admitted(told, entry)),
                refusal -> finish(entry, () -> refused(told, refusal)));
    }

    private void finish(JournalEntry entry, Runnable last) {
        try {
            last.run();
        } finally {
            journal().end(entry);
        }
    }

    /** Nobody handles what an asynchronous middleware admits after the client has left. */
    private void admitted(ServerEvent event, JournalEntry entry) {
        Optional<CannedAnswer> canned = namespace.canned(event.name());
        if (connected && (canned.isPresent() || eventHandlers.hasAny(event.name()))) {
            journal().handled(entry);
            eventHandlers.call(event.name(), event);
            canned.ifPresent(answer -> answer.give(event));
        }
    }

    private void refused(ServerEvent event, Throwable refusal) {
        if (!(refusal instanceof EventRefusedException)) {
            journal().failed(refusal);
        }
        String why = event + ": " + PeerText.sentence(ServerLog.message(refusal));
        journal().note(Kind.REFUSED, connection().number(), why);
    }

    void answered(ServerSocketAction.Acked ack) {
        String name = namespace.name();
        long held = Memory.of(ack.args(), ack.size());
        journal()
                .record(
                        Kind.ACK,
                        connection().number(),
                        Journal.NOTHING,
                        held,
                        () -> Lines.ack(name, ack.ackId(), ack.args()));
        acks.answered(ack.ackId(), ack.args());
    }

    private JournalEntry begin(Kind kind, Object subject, long held, Supplier<String> text) {
        return journal().begin(kind, connection().number(), subject, held, memory, text);
    }

    private Journal journal() {
        return namespace.context().journal();
    }

    PendingAcks acks() {
        return acks;
    }

    void left(ServerDisconnectReason reason) {
        connected = false;
        acks.allLost();
        left = Optional.of(reason);
        journal().note(Kind.LEFT, connection().number(), namespace.name() + ", " + id() + ": " + reason);
        disconnectHandlers.call(reason);
        leftAndTold = left;
        journal().changed();
    }

    @Override
    public String toString() {
        return "ServerSocket[" + id() + " in " + namespace.name() + "]";
    }
}
