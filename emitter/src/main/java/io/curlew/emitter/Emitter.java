package io.curlew.emitter;

import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.Namespaces;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to the clients of a cluster of Socket.IO servers, and to the servers themselves, without being a client.
 * It uses the Redis through which the servers talk to each other. An emitter belongs to one namespace; the builder
 * returns the emitter of the main namespace, and {@link #of} the emitters of others.
 *
 * <p><b>Threads.</b> You may call every method from any thread. Only {@link #close} waits for Redis. Redis receives
 * what one thread sends in the same order, with one exception: events of a namespace that ask for answers wait until
 * Redis has confirmed the subscription to them. Later events may overtake those, and they may overtake each other.
 * Dependent stages of a returned future run on the {@linkplain Builder#callbackExecutor callback executor}.
 *
 * <p><b>Delivery.</b> A future completes when Redis has accepted the command. With Pub/Sub, the servers that are
 * connected to Redis at that moment receive the event, at most once. Servers read a stream even after they were
 * disconnected for a while. Only {@linkplain #emitWithAck answers} show which clients received an event. When a future
 * fails, {@link EmitFailedException#isPerhapsTaken} returns whether Redis may have accepted the command nevertheless.
 *
 * <p><b>Errors.</b> Methods throw an exception, before they send anything, when they cannot encode an event or are used
 * incorrectly. When Redis does not accept a command, the future fails.
 */
public final class Emitter implements AutoCloseable {
    private final Cluster cluster;
    private final String namespace;

    private Emitter(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * Returns a builder for an emitter.
     *
     * @param redis the connection to Redis; closing the emitter does not close it
     */
    public static Builder builder(Redis redis) {
        return new Builder(redis);
    }

    /**
     * Returns the emitter of another namespace, which uses the same connection. Closing one of them closes them all.
     *
     * @param namespace for example {@code /admin}; a missing slash is added, as servers do
     * @throws IllegalArgumentException if it contains a comma, a control character or an unpaired surrogate
     */
    public Emitter of(String namespace) {
        return new Emitter(cluster, Namespaces.validate(namespace.startsWith("/") ? namespace : "/" + namespace));
    }

    private Broadcast everybody() {
        return new Broadcast(cluster, Target.everybody(namespace));
    }

    /** Returns the clients in these rooms; see {@link Broadcast#to(String...)}. */
    public Broadcast to(String... rooms) {
        return everybody().to(rooms);
    }

    /** Returns the clients in these rooms; see {@link Broadcast#to(String...)}. */
    public Broadcast to(Collection<String> rooms) {
        return everybody().to(rooms);
    }

    /** The same as {@link #to(String...)}. */
    public Broadcast in(String... rooms) {
        return everybody().to(rooms);
    }

    /** The same as {@link #to(Collection)}. */
    public Broadcast in(Collection<String> rooms) {
        return everybody().to(rooms);
    }

    /** Returns the clients that are in none of these rooms; see {@link Broadcast#except(String...)}. */
    public Broadcast except(String... rooms) {
        return everybody().except(rooms);
    }

    /** Returns the clients that are in none of these rooms; see {@link Broadcast#except(String...)}. */
    public Broadcast except(Collection<String> rooms) {
        return everybody().except(rooms);
    }

    /** Returns all clients, for volatile events; see {@link Broadcast#volatileEvent}. */
    public Broadcast volatileEvent() {
        return everybody().volatileEvent();
    }

    /** Returns all clients, for events that are volatile or not; see {@link Broadcast#volatileEvent(boolean)}. */
    public Broadcast volatileEvent(boolean discardable) {
        return everybody().volatileEvent(discardable);
    }

    /** Returns all clients, for events that are compressed or not; see {@link Broadcast#compress}. */
    public Broadcast compress(boolean compress) {
        return everybody().compress(compress);
    }

    /** Sends an event to all clients of the namespace; see {@link Broadcast#emit}. */
    public CompletableFuture<Receipt> emit(String name, @Nullable Object @Nullable ... args) {
        return everybody().emit(name, args);
    }

    /** Sends an event to all clients and asks them for an answer; see {@link Broadcast#emitWithAck}. */
    public CompletableFuture<Answers> emitWithAck(Duration timeout, String name, @Nullable Object @Nullable ... args) {
        return everybody().emitWithAck(timeout, name, args);
    }

    /** Adds all clients of the namespace to rooms; see {@link Broadcast#socketsJoin}. */
    public CompletableFuture<Receipt> socketsJoin(String... rooms) {
        return everybody().socketsJoin(rooms);
    }

    /** Removes all clients of the namespace from rooms; see {@link Broadcast#socketsLeave}. */
    public CompletableFuture<Receipt> socketsLeave(String... rooms) {
        return everybody().socketsLeave(rooms);
    }

    /** Disconnects all clients of the namespace; see {@link Broadcast#disconnectSockets}. */
    public CompletableFuture<Receipt> disconnectSockets(boolean close) {
        return everybody().disconnectSockets(close);
    }

    /**
     * Sends an event to the servers, which pass it to the listeners of their namespace object. See
     * {@link Broadcast#emit} for the exceptions.
     *
     * @param name any name except {@code connect}, {@code connection} and {@code new_namespace}
     * @param args as for {@link Broadcast#emit}; with the Redis adapter servers receive binary as
     *     {@code {"type":"Buffer", "data":[…]}}, as from the official emitter
     * @return completes when Redis has accepted it; fails like the future of {@link Broadcast#emit}
     */
    public CompletableFuture<Receipt> serverSideEmit(String name, @Nullable Object @Nullable ... args) {
        return cluster.toServers(namespace, name, args);
    }

    /**
     * Sends an event to the servers and asks each of them for an answer; see {@link #serverSideEmit}.
     *
     * @param timeout how long the answers may take
     * @return completes when every server that Redis knows has answered, at once if there is none; fails like the
     *     future of {@link Broadcast#emitWithAck}
     */
    public CompletableFuture<Answers> serverSideEmitWithAck(
            Duration timeout, String name, @Nullable Object @Nullable ... args) {
        return cluster.toServersWithAck(namespace, timeout, name, args);
    }

    /** Closes the emitters of all namespaces and waits until they are closed; see {@link #closeAsync}. */
    @Override
    public void close() {
        closeAsync().join();
    }

    /**
     * Closes the emitters of all namespaces. Commands that Redis has not answered get {@link Builder#closeTimeout} to
     * complete; then their futures fail. Futures of answers fail at once, with the answers that have arrived. Later
     * calls throw {@link IllegalStateException}.
     *
     * @return completes when everything is closed, never with an exception
     */
    public CompletableFuture<Void> closeAsync() {
        return cluster.close().copy();
    }

    /**
     * Configures an emitter. Setters throw {@link IllegalArgumentException} for invalid values. Not safe for concurrent
     * use.
     */
    public static final class Builder {
        private static final long MIB = 1024 * 1024;

        private final Redis redis;
        private ServerAdapter adapter = ServerAdapter.pubSub();
        private Optional<JsonCodec> codec = Optional.empty();
        private int maxAttachments = 10;
        private Duration redisTimeout = Duration.ofSeconds(5);
        private Duration closeTimeout = Duration.ofSeconds(2);
        private int maxCommands = 10_000;
        private long maxBytes = 16 * MIB;
        private int maxAnswers = 100_000;
        private long maxAnswerBytes = 16 * MIB;
        private Executor executor = CallbackThreads.SHARED;

        private Builder(Redis redis) {
            this.redis = redis;
        }

        /** Sets the adapter of the servers, and its options; {@link ServerAdapter#pubSub} by default. */
        public Builder adapter(ServerAdapter serverAdapter) {
            adapter = serverAdapter;
            return this;
        }

        /** Sets the JSON codec; by default the one that {@link JsonCodec#load} finds. */
        public Builder jsonCodec(JsonCodec jsonCodec) {
            codec = Optional.of(jsonCodec);
            return this;
        }

        /**
         * Sets how many binary values an event may have; 10 by default, because clients of the reference implementation
         * close the connection when there are more.
         */
        public Builder maxAttachments(int max) {
            maxAttachments = (int) atLeast(0, max, "maxAttachments");
            return this;
        }

        /** Sets how long Redis may take for each command; 5 seconds by default. */
        public Builder redisTimeout(Duration timeout) {
            redisTimeout = Settings.positive("redisTimeout", timeout);
            return this;
        }

        /** Sets how long closing waits for Redis to answer; 2 seconds by default. */
        public Builder closeTimeout(Duration timeout) {
            closeTimeout = Settings.positive("closeTimeout", timeout);
            return this;
        }

        /**
         * Sets how many commands, and how many bytes of them, may wait for Redis to answer; 10 000 and 16 MiB by
         * default. One command always fits. A command that was not answered in time counts until Redis answers a later
         * one, because the Redis client may still hold it. The number also limits how many events wait for answers.
         */
        public Builder maxPending(int commands, long bytes) {
            maxCommands = (int) atLeast(1, commands, "maxPending");
            maxBytes = atLeast(1, bytes, "maxPending");
            return this;
        }

        /**
         * Sets how many answers there may be to one event, and how many bytes the answers to all events may take
         * together while the emitter waits for more; 100 000 and 16 MiB by default. Each answer counts 128 bytes and
         * each binary value 64 bytes more than its content.
         */
        public Builder maxAnswers(int answers, long bytes) {
            maxAnswers = (int) atLeast(1, answers, "maxAnswers");
            maxAnswerBytes = atLeast(1, bytes, "maxAnswers");
            return this;
        }

        /**
         * Sets the executor that completes futures; by default a small pool of threads that all emitters share. If the
         * executor does not take a task, it runs on the thread of the Redis client.
         */
        public Builder callbackExecutor(Executor callbackExecutor) {
            executor = callbackExecutor;
            return this;
        }

        /**
         * Creates an emitter for the main namespace.
         *
         * @throws IllegalStateException when there is no codec
         */
        public Emitter build() {
            Settings settings = new Settings(
                    codec.orElseGet(JsonCodec::load),
                    maxAttachments,
                    redisTimeout,
                    closeTimeout,
                    maxCommands,
                    maxBytes,
                    maxAnswers,
                    maxAnswerBytes,
                    executor);
            return new Emitter(new Cluster(redis, Wires.of(adapter), settings), Namespaces.MAIN);
        }

        private static long atLeast(long min, long value, String name) {
            if (value < min) {
                throw new IllegalArgumentException(name + " must be at least " + min);
            }
            return value;
        }
    }
}
