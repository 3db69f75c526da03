package io.curlew.testserver;

import io.curlew.socketio.protocol.Args;
import io.curlew.testserver.session.Audience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Some of the clients in a namespace: {@code namespace.to("room").except("other room")}. Immutable; the clients are
 * determined anew each time something is sent.
 */
public final class Broadcast {
    private final Namespace namespace;
    private final Audience audience;
    private final boolean compressed;

    Broadcast(Namespace namespace, Audience audience, boolean compressed) {
        this.namespace = namespace;
        this.audience = audience;
        this.compressed = compressed;
    }

    private Broadcast of(Audience others) {
        return new Broadcast(namespace, others, compressed);
    }

    /** Returns these clients, whose connections may compress what is sent to them, or with {@code false} may not. */
    public Broadcast compress(boolean allowed) {
        return new Broadcast(namespace, audience, allowed);
    }

    /** The first room that is named limits these clients to those in it; each further one adds its clients. */
    public Broadcast to(String room) {
        return of(audience.to(room));
    }

    /** Returns these clients without those in the room. A client's {@code id()} is a room with that client alone. */
    public Broadcast except(String room) {
        return of(audience.except(room));
    }

    /**
     * Sends an event to each of them. Arguments that came, {@code Args}, are sent as they came when they are alone; the
     * client sends them as one array.
     *
     * @throws io.curlew.socketio.protocol.ConversionException when a value can't be encoded
     */
    public void emit(String event, @Nullable Object @Nullable ... args) {
        namespace.emit(audience, Emission.of(event, args, compressed));
    }

    /**
     * Sends an event to each of them that can take it at once: on polling, to those whose GET waits.
     *
     * @throws io.curlew.socketio.protocol.ConversionException when a value can't be encoded
     */
    public void emitVolatile(String event, @Nullable Object @Nullable ... args) {
        namespace.emitVolatile(audience, Emission.of(event, args, compressed));
    }

    /**
     * Sends an event to each of them and asks for an answer within that time.
     *
     * @return the answers of all, in the order of the clients; fails with {@link MissingAnswersException} if one is
     *     late, or if a client leaves before it has answered. Dependents run on the loop, where waiting for the future
     *     is not possible, as with {@link ServerSocket#emitWithAck(String, Object...)}
     * @throws io.curlew.socketio.protocol.ConversionException when a value can't be encoded
     */
    public CompletableFuture<List<Args>> emitWithAck(
            Duration timeout, String event, @Nullable Object @Nullable ... args) {
        return namespace.ask(audience, timeout, Emission.of(event, args, compressed));
    }

    /** Returns the clients that belong to it now. */
    public List<ServerSocket> sockets() {
        return namespace.sockets(audience);
    }

    /** Puts each of them into the room. */
    public void join(String room) {
        namespace.reachLater(audience, socket -> socket.join(room));
    }

    /** Takes each of them out of the room. */
    public void leave(String room) {
        namespace.reachLater(audience, socket -> socket.leave(room));
    }

    /** Sends each of them out of the namespace; their connections stay open. */
    public void disconnectSockets() {
        disconnectSockets(false);
    }

    /** Sends each of them out of the namespace; with {@code true}, out of all of them, and closes its connection. */
    public void disconnectSockets(boolean closeConnections) {
        namespace.reachLater(audience, socket -> socket.disconnect(closeConnections));
    }
}
