package io.curlew.emitter;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a namespace that an event is for, and how servers send it to them. A broadcast is immutable: methods
 * that narrow it return a new one, so you can keep and reuse it. The documentation of {@link Emitter} applies here too.
 */
public final class Broadcast {
    private static final String VOLATILE = "volatile";

    private final Cluster cluster;
    private final Target target;

    Broadcast(Cluster cluster, Target target) {
        this.cluster = cluster;
        this.target = target;
    }

    /**
     * Adds rooms. With several rooms, the event goes to every client that is in at least one of them, once.
     *
     * @throws IllegalArgumentException if no room is given, because that would mean all clients, or if a name contains
     *     an unpaired surrogate
     */
    public Broadcast to(String... rooms) {
        return to(List.of(rooms));
    }

    /** Adds rooms; see {@link #to(String...)}. */
    public Broadcast to(Collection<String> rooms) {
        return new Broadcast(cluster, target.to(some("to()", rooms)));
    }

    /** The same as {@link #to(String...)}, which reads better before {@link #socketsJoin}. */
    public Broadcast in(String... rooms) {
        return to(rooms);
    }

    /** The same as {@link #to(Collection)}. */
    public Broadcast in(Collection<String> rooms) {
        return to(rooms);
    }

    /**
     * Excludes clients that are in one of these rooms. Every client is alone in the room that has its id as name.
     *
     * @throws IllegalArgumentException if a name contains an unpaired surrogate
     */
    public Broadcast except(String... rooms) {
        return except(List.of(rooms));
    }

    /** Excludes clients; see {@link #except(String...)}. */
    public Broadcast except(Collection<String> rooms) {
        return new Broadcast(cluster, target.except(rooms));
    }

    /** Makes the event volatile: servers drop it for clients that cannot receive it at once, and do not recover it. */
    public Broadcast volatileEvent() {
        return volatileEvent(true);
    }

    /** As {@link #volatileEvent()} for true; false is the default. */
    public Broadcast volatileEvent(boolean discardable) {
        return new Broadcast(cluster, discardable ? target.with(VOLATILE, true) : target.without(VOLATILE));
    }

    /** Sets whether servers compress the event, if they compress messages at all. */
    public Broadcast compress(boolean compress) {
        return new Broadcast(cluster, target.with("compress", compress));
    }

    /**
     * Sends an event.
     *
     * @param name any name except {@code connect}, {@code connect_error}, {@code disconnect}, {@code disconnecting},
     *     {@code newListener} and {@code removeListener}
     * @param args values that JSON can express, with {@code byte[]} and {@link java.nio.ByteBuffer} anywhere inside;
     *     null is JSON null
     * @return completes when Redis has accepted the event; fails with an {@link EmitFailedException}, or with a
     *     {@link io.curlew.engineio.loop.BufferFullException} when too many commands already wait for Redis
     * @throws io.curlew.socketio.protocol.ConversionException when an argument can't be encoded
     * @throws IllegalArgumentException if the name is reserved, or a limit is exceeded, which the message names
     * @throws IllegalStateException if the emitter is closed
     */
    public CompletableFuture<Receipt> emit(String name, @Nullable Object @Nullable ... args) {
        return cluster.emit(target, name, args);
    }

    /**
     * Sends an event that asks each client for an answer; see {@link #emit} for the exceptions.
     *
     * @param timeout the longest time to wait for answers
     * @return completes with the answers when all clients that received the event have answered; with none, and
     *     {@link Answers#servers} 0, when Redis knows no server; fails with a {@link MissingAnswersException}, which
     *     has the answers that arrived, or like the future of {@link #emit}. Cancelling it discards the answers
     */
    public CompletableFuture<Answers> emitWithAck(Duration timeout, String name, @Nullable Object @Nullable ... args) {
        return cluster.emitWithAck(target, timeout, name, args);
    }

    /**
     * Makes the clients join rooms.
     *
     * @return completes when Redis has accepted it; fails like the future of {@link #emit}
     * @throws IllegalArgumentException if no room is given, or if a name contains an unpaired surrogate
     * @throws IllegalStateException if the emitter is closed
     */
    public CompletableFuture<Receipt> socketsJoin(String... rooms) {
        return cluster.join(target, names("socketsJoin()", rooms));
    }

    /** Makes the clients leave rooms; see {@link #socketsJoin}. */
    public CompletableFuture<Receipt> socketsLeave(String... rooms) {
        return cluster.leave(target, names("socketsLeave()", rooms));
    }

    /**
     * Disconnects the clients from the namespace.
     *
     * @param close whether to close their connections too, which ends all their namespaces
     * @return completes when Redis has accepted it; fails like the future of {@link #emit}
     * @throws IllegalStateException if the emitter is closed
     */
    public CompletableFuture<Receipt> disconnectSockets(boolean close) {
        return cluster.disconnect(target, close);
    }

    private static List<String> names(String method, String... rooms) {
        some(method, List.of(rooms)).forEach(room -> {
            byte[] unused = Utf8.of("A room", room);
        });
        return List.of(rooms);
    }

    private static Collection<String> some(String method, Collection<String> rooms) {
        if (rooms.isEmpty()) {
            throw new IllegalArgumentException(method + " needs at least one room");
        }
        return rooms;
    }
}
