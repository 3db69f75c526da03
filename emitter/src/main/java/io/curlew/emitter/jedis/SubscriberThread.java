package io.curlew.emitter.jedis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.loop.Subscription;
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
        Channel channel = channels.computeIfAbsent(name, first -> new Channel());
        channel.listeners.add(messages);
        requestOthers();
        if (!running) {
            running = true;
            Thread thread = new Thread(this::run, "curlew-emitter-jedis-subscriber");
            thread.setDaemon(true);
            thread.start();
        }
        return channel.confirmed.thenApply(confirmed -> () -> remove(name, channel, messages));
    }

    private void run() {
        try {
            for (Optional<String> first = next(); first.isPresent(); first = next()) {
                if (listen(first.get()) && isListenedTo()) {
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
    private boolean listen(String first) {
        try (Connection taken = pool.getResource()) {
            PubSub pubSub = kind.apply(this);
            begin(taken, pubSub);
            pubSub.listen(taken, first.getBytes(UTF_8));
            return false;
        } catch (RuntimeException e) {
            failUnconfirmed(e);
            return true;
        } finally {
            end();
        }
    }

    private synchronized void begin(Connection taken, PubSub pubSub) {
        connection = taken;
        present = pubSub;
        if (closed || channels.isEmpty()) {
            taken.disconnect();
        }
    }

    private synchronized void end() {
        connection = null;
        present = null;
        listening = Optional.empty();
    }

    private synchronized void failUnconfirmed(RuntimeException why) {
        channels.values().removeIf(channel -> channel.confirmed.completeExceptionally(why));
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

    private void disconnect() {
        if (connection != null) {
            connection.disconnect();
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

    synchronized void close() {
        closed = true;
        closing.countDown();
        disconnect();
        failUnconfirmed(new IllegalStateException("The connection to Redis was closed"));
    }

    /** What is listened to, by whom, and whether Redis has confirmed it. */
    private static final class Channel {
        final List<Consumer<byte[]>> listeners = new CopyOnWriteArrayList<>();
        final CompletableFuture<@Nullable Void> confirmed = new CompletableFuture<>();
    }
}
