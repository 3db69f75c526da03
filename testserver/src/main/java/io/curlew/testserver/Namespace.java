package io.curlew.testserver;

import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A namespace of a {@link TestServer}. */
public final class Namespace {
    private final String name;
    private final Parser parser;
    private final ServerLoop loop;
    private final Handlers<ServerSocket> connectionHandlers = new Handlers<>();
    private final List<Consumer<? super ServerSocket>> middlewares = new CopyOnWriteArrayList<>();
    private final List<ServerSocket> sockets = new CopyOnWriteArrayList<>();

    Namespace(String name, Parser parser, ServerLoop loop) {
        this.name = name;
        this.parser = parser;
        this.loop = loop;
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
        EncodedPacket packet = encode(OptionalLong.empty(), event, Values.list(args));
        loop.run(() -> sockets.forEach(socket -> socket.send(packet)));
    }

    /** Returns the clients that have joined. */
    public List<ServerSocket> sockets() {
        return List.copyOf(sockets);
    }

    /** Sends every client out of this namespace; their connections stay open. */
    public void disconnectSockets() {
        sockets.forEach(ServerSocket::disconnect);
    }

    EncodedPacket encode(OptionalLong ackId, String event, List<@Nullable Object> args) {
        return encode(new OutgoingPacket.Event(name, ackId, event, args));
    }

    EncodedPacket encode(OutgoingPacket packet) {
        return parser.encode(packet);
    }

    /** Asks the middlewares: one that refuses throws. */
    void admit(ServerSocket socket) {
        middlewares.forEach(middleware -> middleware.accept(socket));
    }

    void joined(ServerSocket socket) {
        sockets.add(socket);
        connectionHandlers.call(socket);
    }

    void left(ServerSocket socket) {
        sockets.remove(socket);
    }

    @Override
    public String toString() {
        return "Namespace[" + name + "]";
    }
}
