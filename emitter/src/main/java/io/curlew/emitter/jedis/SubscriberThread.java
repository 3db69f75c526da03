package io.curlew.emitter.jedis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.loop.Subscription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/**
 * Listens to channels over one connection of the pool, which it has as long as there is a channel. When it loses the
 * connection it takes another, and subscribes to what it was subscribed to; what was not confirmed yet fails.
 */
final class SubscriberThread implements PubSub.Listener {
    private static final long PAUSE_MS = 200; // before it tries again, so that a Redis which starts is not busy with us

    private final Pool<Connection> pool;
    private final Function<PubSub.Listener, PubSub> kind;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    /** What Redis has been asked for over the present connection. */
    private final Set<String> requested = new HashSet<>();
    /** Present once the first channel of the present connection is confirmed: only then it may be given others. */
    private Optional<PubSub> listening = Optional.empty();

    private final CountDownLatch closing = new CountDownLatch(1);
    private boolean running;
    private boolean closed;
    private @Nullable Connection connection; // the present one
    private @Nullable PubSub present;

    SubscriberThread(Pool<Connection> pool, Function<PubSub.Listener, PubSub> kind) {
        this.pool = pool;
        this.kind = kind;
    }

    synchronized CompletableFuture<Subscription> subscribe(String name, Consumer<byte[]> messages) {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("The connection to Redis was closed"));
        }
        start(); // first: where there can be no thread, nothing is left behind
        Channel channel = channels.computeIfAbsent(name, first -> new Channel());
        channel.listeners.add(messages);
        requestOthers();
        CompletableFuture<Subscription> given =
                channel.confirmed.thenApply(confirmed -> () -> remove(name, channel, messages));
        var unused = given.whenComplete((subscription, failure) -> {
            if (given.isCancelled()) {
                giveUp(name, channel, messages);
            }
        });
        return given;
    }

    /** A connection over which Redis has not confirmed a channel in time may be lost without anybody being told. */
    private synchronized void giveUp(String name, Channel channel, Consumer<byte[]> messages) {
        remove(name, channel, messages);
        if (!channel.confirmed.isDone()) {
            disconnect();
        }
    }

    private void start() {
        if (!running) {
            Thread thread = new Thread(this::run, "curlew-emitter-jedis-subscriber");
            thread.setDaemon(true);
            thread.start();
            running = true;
        }
    }

    private void run() {
        try {
            for (Optional<String> first = next(); first.isPresent(); first = next()) {
                if (isLostFrom(first.get()) && isListenedTo()) {
                    boolean unused = closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException nobodyDoesThat) {
            close();
        }
    }

    private synchronized boolean isListenedTo() {
        return !channels.isEmpty();
    }

    /** Returns a channel to begin with; empty when there is none, which ends the thread. */
    private synchronized Optional<String> next() {
        requested.clear();
        running = !closed && !channels.isEmpty();
        Optional<String> first = running ? channels.keySet().stream().findFirst() : Optional.empty();
        first.ifPresent(requested::add);
        return first;
    }

    /** Listens until the connection is lost, or there is nothing to listen to. Returns whether it was lost. */
    private boolean isLostFrom(String first) {
        try (Connection taken = pool.getResource()) {
            listen(taken, first);
            return false;
        } catch (Throwable e) { // an Error, too, ends only the connection: the thread has to tell who waits
            failUnconfirmed(e);
            return true;
        }
    }

    private void listen(Connection taken, String first) {
        try {
            PubSub pubSub = kind.apply(this);
            begin(taken, pubSub);
            pubSub.listen(taken, first.getBytes(UTF_8));
        } finally {
            end(taken);
        }
    }

    private synchronized void begin(Connection taken, PubSub pubSub) {
        connection = taken;
        present = pubSub;
        if (closed || channels.isEmpty()) {
            disconnect();
        }
    }

    /** After an error reply it may still be subscribed, with replies to come: nobody else may get it from the pool. */
    private synchronized void end(Connection taken) {
        taken.setBroken();
        connection = null;
        present = null;
        listening = Optional.empty();
    }

    /** Whoever is told may remove channels at once, so all are found before. */
    private void failUnconfirmed(Throwable why) {
        List<Channel> unconfirmed = new ArrayList<>();
        synchronized (this) {
            channels.values().removeIf(channel -> !channel.confirmed.isDone() && unconfirmed.add(channel));
        }
        unconfirmed.forEach(channel -> channel.confirmed.completeExceptionally(why));
    }

    @Override
    public void subscribed(byte[] name) {
        String text = new String(name, UTF_8);
        Channel channel;
        synchronized (this) {
            listening = Optional.ofNullable(present);
            requestOthers();
            channel = channels.get(text);
        }
        if (channel != null) {
            channel.confirmed.complete(null);
        }
    }

    private synchronized void remove(String name, Channel channel, Consumer<byte[]> messages) {
        channel.listeners.remove(messages);
        if (!channel.listeners.isEmpty() || !channels.remove(name, channel)) {
            return;
        } else if (channels.isEmpty()) {
            disconnect(); // what Redis answers to leaving the last one would come to the next user of the connection
        } else if (requested.remove(name)) {
            tell(pubSub -> pubSub.remove(name.getBytes(UTF_8)));
        }
    }

    /** Without what is still to be written, which could fail, or wait. */
    private void disconnect() {
        try {
            if (connection != null) {
                connection.forceDisconnect();
            }
        } catch (IOException notClosed) {
            // It is marked as broken, and the pool closes it.
        }
    }

    @Override
    public void arrived(byte[] name, byte[] message) {
        Channel channel;
        synchronized (this) {
            channel = channels.get(new String(name, UTF_8));
        }
        if (channel != null) {
            channel.listeners.forEach(listener -> listener.accept(message));
        }
    }

    private void requestOthers() {
        for (String name : channels.keySet()) {
            if (listening.isPresent() && requested.add(name)) {
                tell(pubSub -> pubSub.add(name.getBytes(UTF_8)));
            }
        }
    }

    /**
     * What can't be sent ends the connection, so that the thread sees that and begins anew with what is wanted then.
     */
    private void tell(Consumer<PubSub> request) {
        try {
            listening.ifPresent(request);
        } catch (RuntimeException lost) {
            disconnect();
        }
    }

    void close() {
        synchronized (this) {
            closed = true;
            closing.countDown();
            disconnect();
        }
        failUnconfirmed(new IllegalStateException("The connection to Redis was closed"));
    }

    /** What is listened to, by whom, and whether Redis has confirmed it. */
    private static final class Channel {
        final List<Consumer<byte[]>> listeners = new CopyOnWriteArrayList<>();
        final CompletableFuture<@Nullable Void> confirmed = new CompletableFuture<>();
    }
}
