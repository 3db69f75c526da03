package io.curlew.testserver;

import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import io.curlew.testserver.session.Audience;
import io.curlew.testserver.session.Recovery;
import io.curlew.testserver.session.Rooms;
import io.curlew.testserver.JournalEntry.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A namespace of a {@link TestServer}. */
public final class Namespace {
    private final String name;
    private final Parser parser;
    private final ServerContext context;
    private final ServerLoop loop;
    private final Offsets offsets = new Offsets(Ids.next());
    private final Handlers<ServerSocket> connectionHandlers;
    private final List<Consumer<? super ServerSocket>> middlewares = new CopyOnWriteArrayList<>();
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
     * Asks the middleware before a client may join. They are asked in the order in which they were added; the first
     * that throws refuses the client: a {@link ConnectRefusedException} with its message and data, anything else, an
     * {@link Error} too, with its message. What is sent to the socket before it has joined is dropped.
     */
    public Namespace use(Consumer<? super ServerSocket> middleware) {
        middlewares.add(middleware);
        return this;
    }

    /**
     * Sends an event to every client that has joined.
     *
     * @throws io.curlew.socketio.protocol.ConversionException when a value can't be encoded
     */
    public void emit(String event, @Nullable Object @Nullable ... args) {
        emit(Audience.EVERYBODY, event, Values.list(args));
    }

    /**
     * Sends an event to every client that has joined and can take it at once: on polling, to those whose GET waits.
     *
     * @throws io.curlew.socketio.protocol.ConversionException when a value can't be encoded
     */
    public void emitVolatile(String event, @Nullable Object @Nullable ... args) {
        EncodedPacket packet = encode(OptionalLong.empty(), event, Values.list(args));
        loop.run(() -> reach(Audience.EVERYBODY, socket -> socket.sendVolatile(packet)));
    }

    /**
     * Waits for a client that joins, as {@link #awaitConnection(Duration)} does, for 5 s unless
     * {@link TestServer.Builder#usualWait} says otherwise.
     */
    public ServerSocket awaitConnection() {
        return awaitConnection(context.waits().usual());
    }

    /**
     * Returns the next client that joins: at once when one has joined for which nobody has waited yet.
     *
     * @throws AssertionError when none joins within that time, with a transcript of what happened instead; and when a
     *     handler threw something of which nobody has heard yet, with that as its cause
     * @throws IllegalStateException when a handler calls this: what it waits for comes on the same thread
     */
    public ServerSocket awaitConnection(Duration within) {
        return context.waits()
                .take(
                        new Wanted<>(
                                "client that joins " + name,
                                Kind.JOINED,
                                ServerSocket.class,
                                socket -> socket.namespace() == this,
                                Optional::empty),
                        within);
    }

    /** Returns the clients that have joined. */
    public List<ServerSocket> sockets() {
        return List.copyOf(sockets);
    }

    /** Sends every client out of this namespace; their connections stay open. */
    public void disconnectSockets() {
        sockets.forEach(ServerSocket::disconnect);
    }

    /** Sends an event to one client, which may have left: then it is for when it comes back. */
    void emitTo(ServerSocket socket, String event, List<@Nullable Object> args) {
        if (recovery.isEmpty()) {
            socket.send(encode(OptionalLong.empty(), event, args));
        } else {
            emit(Audience.EVERYBODY.to(socket.id()), event, args);
        }
    }

    private void emit(Audience audience, String event, List<@Nullable Object> args) {
        if (recovery.isEmpty()) {
            EncodedPacket packet = encode(OptionalLong.empty(), event, args);
            loop.run(() -> reach(audience, socket -> socket.send(packet)));
            return;
        }
        String offset = offsets.next();
        EncodedPacket packet = encode(OptionalLong.empty(), event, Values.with(args, offset));
        loop.run(() -> {
            recovery.get().sent(offset, audience, packet, loop.now());
            reach(audience, socket -> socket.send(packet));
        });
    }

    private void reach(Audience audience, Consumer<ServerSocket> how) {
        for (String sid : rooms.clients(audience)) {
            Optional.ofNullable(socketsById.get(sid)).ifPresent(how);
        }
    }

    EncodedPacket encode(OptionalLong ackId, String event, List<@Nullable Object> args) {
        return encode(new OutgoingPacket.Event(name, ackId, event, args));
    }

    EncodedPacket encode(OutgoingPacket packet) {
        return parser.encode(packet);
    }

    ServerContext context() {
        return context;
    }

    boolean recovers() {
        return recovery.isPresent();
    }

    /** Returns who a client was that says so in its CONNECT, and what it has missed. */
    Optional<Recovery.Restored> restore(Optional<Json> auth) {
        Optional<String> pid = auth.flatMap(payload -> payload.field("pid")).flatMap(Json::asString);
        Optional<String> offset =
                auth.flatMap(payload -> payload.field("offset")).flatMap(Json::asString);
        return pid.isEmpty() || offset.isEmpty()
                ? Optional.empty()
                : recovery.flatMap(kept -> kept.restore(pid.get(), offset.get(), loop.now()));
    }

    /** Asks the middlewares: one that refuses throws. */
    void admit(ServerSocket socket) {
        middlewares.forEach(middleware -> middleware.accept(socket));
    }

    void joined(ServerSocket socket) {
        sockets.add(socket);
        socketsById.put(socket.id(), socket);
        rooms.join(socket.id(), socket.id());
        socket.identity().rooms().forEach(room -> rooms.join(socket.id(), room));
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
