package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import io.curlew.testserver.JournalEntry.Kind;
import io.curlew.testserver.session.Audience;
import io.curlew.testserver.session.Recovery;
import io.curlew.testserver.session.Rooms;
import io.curlew.testserver.session.ServerSocketSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A namespace of a {@link TestServer}. */
public final class Namespace {
    private final String name;
    private final Parser parser;
    private final ServerContext context;
    private final ServerLoop loop;
    private final Offsets offsets = new Offsets(Ids.next());
    private final AtomicLong ackIds = new AtomicLong();
    private final Handlers<ServerSocket> connectionHandlers;
    private final Middlewares<ServerSocket> middlewares;
    private final Map<String, CannedAnswer> cannedAnswers = new ConcurrentHashMap<>();
    private final List<ServerSocket> sockets = new CopyOnWriteArrayList<>();
    /** What follows is confined to the loop. */
    private final Map<String, ServerSocket> socketsById = new HashMap<>();

    private final Rooms rooms = new Rooms();
    private final Optional<Recovery> recovery;

    Namespace(String name, Parser parser, ServerContext context) {
        this.name = name;
        this.parser = parser;
        this.context = context;
        this.loop = context.loop();
        this.connectionHandlers = context.handlers();
        this.middlewares = new Middlewares<>(loop);
        this.recovery = context.config().recovery().map(duration -> new Recovery(duration, loop.now()));
    }

    /** Returns its name, which starts with {@code /}. */
    public String name() {
        return name;
    }

    /** Calls the handler for every client that has joined. */
    public Namespace onConnection(Consumer<? super ServerSocket> handler) {
        connectionHandlers.add(handler);
        return this;
    }

    /**
     * Adds a middleware, which is called before a client may join. Middlewares are called in the order in which they
     * were added; the first that throws refuses the client: a {@link ConnectRefusedException} sends its message and
     * data, any other exception or {@link Error} its message, or the name of its class if it has no message. What is
     * sent to the socket before it has joined is dropped.
     */
    public Namespace use(Consumer<? super ServerSocket> middleware) {
        middlewares.add(middleware);
        return this;
    }

    /**
     * Adds an asynchronous middleware, like {@link #use}: the client joins when the stage completes, and is refused if
     * the stage fails.
     */
    public Namespace useAsync(Function<? super ServerSocket, ? extends CompletionStage<?>> middleware) {
        middlewares.addAsync(middleware);
        return this;
    }

    /**
     * Defines what the server does for events of that name from any client, after the handlers for that name. Replaces
     * an earlier definition for the name.
     */
    public CannedAnswer on(String event) {
        CannedAnswer answer = new CannedAnswer(context);
        cannedAnswers.put(event, answer);
        return answer;
    }

    Optional<CannedAnswer> canned(String event) {
        return Optional.ofNullable(cannedAnswers.get(event));
    }

    /**
     * Sends an event to every client that has joined. If the only argument is an {@code Args}, its arguments are sent
     * individually; the client would send them as one array.
     *
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public void emit(String event, @Nullable Object @Nullable ... args) {
        all().emit(event, args);
    }

    /**
     * Sends an event to every client that has joined and can receive it at once: over polling, to those whose GET is
     * waiting.
     *
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public void emitVolatile(String event, @Nullable Object @Nullable ... args) {
        all().emitVolatile(event, args);
    }

    /**
     * Sends an event to every client that has joined, and asks for an answer: see
     * {@link Broadcast#emitWithAck(Duration, String, Object...)}.
     */
    public CompletableFuture<List<Args>> emitWithAck(
            Duration timeout, String event, @Nullable Object @Nullable ... args) {
        return all().emitWithAck(timeout, event, args);
    }

    /** Returns the clients in the room. */
    public Broadcast to(String room) {
        return all().to(room);
    }

    /** Returns all clients except those in the room. */
    public Broadcast except(String room) {
        return all().except(room);
    }

    /**
     * Returns all clients, with a setting for compression: with {@code false}, events are sent uncompressed; see
     * {@link TestServer.Builder#perMessageDeflate}.
     */
    public Broadcast compress(boolean allowed) {
        return all().compress(allowed);
    }

    private Broadcast all() {
        return new Broadcast(this, Audience.EVERYBODY, true);
    }

    /**
     * Waits for a client that joins, like {@link #awaitConnection(Duration)}, for 5 s unless
     * {@link TestServer.Builder#usualWait} says otherwise.
     */
    public ServerSocket awaitConnection() {
        return awaitConnection(context.waits().usual());
    }

    /**
     * Returns the next client that joins, or at once a client that has joined and that no earlier call has returned.
     * The handlers of {@link #onConnection} have returned by then.
     *
     * @throws AssertionError if no client joins within that time, with a transcript of what happened instead; or if a
     *     handler threw an exception that was not yet reported, with that as its cause
     * @throws IllegalStateException if a handler calls this, because what it waits for arrives on the same thread
     */
    public ServerSocket awaitConnection(Duration within) {
        return context.waits().take(joining(), within);
    }

    /**
     * Fails if a client joins within that time, or has joined before, that no test has waited for.
     *
     * @throws AssertionError if one joins; otherwise like {@link #awaitConnection(Duration)}
     */
    public void expectNoConnection(Duration within) {
        context.waits().expectNone(joining(), within);
    }

    private Wanted<ServerSocket> joining() {
        return new Wanted<>(
                "client that joins " + name,
                Kind.JOINED,
                ServerSocket.class,
                socket -> socket.namespace() == this,
                Optional::empty);
    }

    /** Returns the clients that have joined. */
    public List<ServerSocket> sockets() {
        return List.copyOf(sockets);
    }

    /** Disconnects all clients from this namespace; their connections stay open. */
    public void disconnectSockets() {
        disconnectSockets(false);
    }

    /**
     * Disconnects all clients from this namespace or, with {@code true}, from all namespaces, and closes their
     * connections.
     */
    public void disconnectSockets(boolean closeConnections) {
        all().disconnectSockets(closeConnections);
    }

    /** Sends an event to one client, which may have left: then it is for when it comes back. */
    void emitTo(ServerSocket socket, Emission emission) {
        if (recovery.isEmpty()) {
            Outgoing outgoing = outgoing(OptionalLong.empty(), emission);
            loop.run(() -> socket.send(outgoing));
        } else {
            emit(Audience.EVERYBODY.to(socket.id()), emission);
        }
    }

    void emit(Audience audience, Emission emission) {
        if (recovery.isEmpty()) {
            Outgoing outgoing = outgoing(OptionalLong.empty(), emission);
            reachLater(audience, socket -> socket.send(outgoing));
            return;
        }
        String offset = offsets.next();
        EncodedPacket packet = encode(OptionalLong.empty(), emission.event(), Values.with(emission.args(), offset));
        Outgoing outgoing = outgoing(emission, packet);
        loop.run(() -> {
            recovery.get().sent(offset, audience, packet, loop.now());
            reach(audience).forEach(socket -> socket.send(outgoing));
        });
    }

    void emitVolatile(Audience audience, Emission emission) {
        Outgoing outgoing = outgoing(OptionalLong.empty(), emission);
        reachLater(audience, socket -> socket.sendVolatile(outgoing));
    }

    CompletableFuture<List<Args>> ask(Audience audience, Duration timeout, Emission emission) {
        long ackId = nextAckId();
        Outgoing outgoing = outgoing(OptionalLong.of(ackId), emission);
        CompletableFuture<List<Args>> answers = new LoopFuture<>(loop::isCurrent);
        boolean reached = loop.run(() -> {
            List<CompletableFuture<Args>> each = reach(audience).stream()
                    .map(socket -> socket.ask(outgoing, ackId, Optional.of(timeout)))
                    .toList();
            var unused = CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
                    .whenComplete((ignored, failure) -> complete(answers, each));
        });
        if (!reached) {
            answers.complete(List.of()); // there is nobody any more
        }
        return answers;
    }

    private static void complete(CompletableFuture<List<Args>> answers, List<CompletableFuture<Args>> each) {
        List<Args> came = new ArrayList<>();
        for (CompletableFuture<Args> answer : each) {
            if (!answer.isCompletedExceptionally()) {
                came.add(answer.join());
            }
        }
        int missing = each.size() - came.size();
        if (missing == 0) {
            answers.complete(came);
        } else {
            answers.completeExceptionally(new MissingAnswersException(came, missing));
        }
    }

    List<ServerSocket> sockets(Audience audience) {
        return loop.call(() -> reach(audience));
    }

    /** Does it to each of them, on the loop. */
    void reachLater(Audience audience, Consumer<ServerSocket> how) {
        loop.run(() -> reach(audience).forEach(how));
    }

    private List<ServerSocket> reach(Audience audience) {
        return rooms.clients(audience).stream()
                .flatMap(sid -> Optional.ofNullable(socketsById.get(sid)).stream())
                .toList();
    }

    void join(ServerSocket socket, String room) {
        loop.run(() -> {
            if (isIn(socket)) {
                rooms.join(socket.id(), room);
            } else {
                socket.firstRooms().add(room);
            }
        });
    }

    void leave(ServerSocket socket, String room) {
        loop.run(() -> {
            socket.firstRooms().remove(room);
            rooms.leave(socket.id(), room);
        });
    }

    private boolean isIn(ServerSocket socket) {
        return socketsById.get(socket.id()) == socket;
    }

    Set<String> rooms(ServerSocket socket) {
        return loop.call(() -> rooms.of(socket.id()));
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    Outgoing outgoing(OptionalLong ackId, Emission emission) {
        return outgoing(emission, encode(ackId, emission.event(), emission.args()));
    }

    private static Outgoing outgoing(Emission emission, EncodedPacket packet) {
        List<EngineData> messages = ServerSocketSession.messages(packet);
        return new Outgoing(
                emission,
                emission.compressed()
                        ? messages
                        : messages.stream().map(EngineData::uncompressed).toList());
    }

    private EncodedPacket encode(OptionalLong ackId, String event, List<@Nullable Object> args) {
        return encode(new OutgoingPacket.Event(name, ackId, event, args));
    }

    private EncodedPacket encode(OutgoingPacket packet) {
        return parser.encode(packet);
    }

    /** Returns the messages that answer an event. */
    List<EngineData> answer(long ackId, List<@Nullable Object> args) {
        return ServerSocketSession.messages(encode(new OutgoingPacket.Ack(name, ackId, args)));
    }

    ServerContext context() {
        return context;
    }

    boolean recovers() {
        return recovery.isPresent();
    }

    /** Forgets disconnected clients, and what was sent to them; in a handler, also whom its end disconnects. */
    void forgetWhoLeft() {
        recovery.ifPresent(kept -> loop.run(() -> loop.executor().execute(kept::forgetAll)));
    }

    /** Returns the session that a client wants to recover with its CONNECT, and what it has missed. */
    Optional<Recovery.Restored> restore(Optional<Json> auth) {
        Optional<String> pid = auth.flatMap(payload -> payload.field("pid")).flatMap(Json::asString);
        Optional<String> offset =
                auth.flatMap(payload -> payload.field("offset")).flatMap(Json::asString);
        return pid.isEmpty() || offset.isEmpty()
                ? Optional.empty()
                : recovery.flatMap(kept -> kept.restore(pid.get(), offset.get(), loop.now()));
    }

    /** Asks the middlewares. */
    void admit(ServerSocket socket, Runnable whenAdmitted, Consumer<Throwable> whenRefused) {
        middlewares.ask(socket, whenAdmitted, whenRefused);
    }

    /** From now on the client gets what is sent to the namespace. */
    void add(ServerSocket socket) {
        sockets.add(socket);
        socketsById.put(socket.id(), socket);
        rooms.join(socket.id(), socket.id());
        socket.identity().rooms().forEach(room -> rooms.join(socket.id(), room));
        socket.firstRooms().forEach(room -> rooms.join(socket.id(), room));
    }

    void tellOf(ServerSocket socket) {
        connectionHandlers.call(socket);
    }

    void left(ServerSocket socket, boolean mayComeBack) {
        sockets.remove(socket);
        // A client may be back while its old connection still seems to be there: then that one's end means nothing.
        if (socketsById.remove(socket.id(), socket)) {
            Recovery.Session identity = socket.identity(rooms.of(socket.id()));
            rooms.leaveAll(socket.id());
            if (mayComeBack) {
                recovery.ifPresent(kept -> kept.left(identity, loop.now()));
            }
        }
    }

    @Override
    public String toString() {
        return "Namespace[" + name + "]";
    }
}
