package io.curlew.testserver;

import io.curlew.socketio.protocol.Args;
import io.curlew.testserver.session.Audience;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A selection of the clients in a namespace: {@code namespace.to("room").except("other room")}. Immutable; which
 * clients belong to it is determined each time something is sent.
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

    /** Returns this selection, with a setting for compression: with {@code false}, events are sent uncompressed. */
    public Broadcast compress(boolean allowed) {
        return new Broadcast(namespace, audience, allowed);
    }

    /**
     * Returns the clients in the room. The first call limits the selection to the clients in the room; each further
     * call adds those of another.
     */
    public Broadcast to(String room) {
        return of(audience.to(room));
    }

    /**
     * Returns this selection without the clients in the room. The {@code id()} of a client is a room that contains only
     * that client.
     */
    public Broadcast except(String room) {
        return of(audience.except(room));
    }

    /**
     * Sends an event to each of them. If the only argument is an {@code Args}, its arguments are sent individually; the
     * client would send them as one array.
     *
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public void emit(String event, @Nullable Object @Nullable ... args) {
        namespace.emit(audience, Emission.of(event, args, compressed));
    }

    /**
     * Sends an event to each of them that can receive it at once: over polling, to those whose GET is waiting.
     *
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public void emitVolatile(String event, @Nullable Object @Nullable ... args) {
        namespace.emitVolatile(audience, Emission.of(event, args, compressed));
    }

    /**
     * Sends an event to each of them and asks for an answer within that time.
     *
     * @return all answers, in the order of the clients; fails with {@link MissingAnswersException} if an answer is
     *     late, or if a client leaves before it has answered. Dependents run on the event loop, where it is not
     *     possible to wait for the future, as with {@link ServerSocket#emitWithAck(String, Object...)}
     * @throws io.curlew.socketio.protocol.ConversionException if a value cannot be encoded
     */
    public CompletableFuture<List<Args>> emitWithAck(
            Duration timeout, String event, @Nullable Object @Nullable ... args) {
        return namespace.ask(audience, timeout, Emission.of(event, args, compressed));
    }

    /** Returns the clients that currently belong to this selection. */
    public List<ServerSocket> sockets() {
        return namespace.sockets(audience);
    }

    /** Puts each of them into the room. */
    public void join(String room) {
        namespace.reachLater(audience, socket -> socket.join(room));
    }

    /** Removes each of them from the room. */
    public void leave(String room) {
        namespace.reachLater(audience, socket -> socket.leave(room));
    }

    /** Disconnects each of them from the namespace; their connections stay open. */
    public void disconnectSockets() {
        disconnectSockets(false);
    }

    /**
     * Disconnects each of them from the namespace or, with {@code true}, from all namespaces, and closes their
     * connections.
     */
    public void disconnectSockets(boolean closeConnections) {
        namespace.reachLater(audience, socket -> socket.disconnect(closeConnections));
    }
}
