package io.curlew.emitter.jedis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.loop.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.Pool;

/** A thread whose connection is lost while it is asked for another channel. */
class SubscriberThreadTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<FakePubSub> connections = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final SubscriberThread thread = new SubscriberThread(new Pool<>(new Connections()), listener -> {
        FakePubSub made = new FakePubSub(listener);
        connections.add(made);
        return made;
    });

    @AfterEach
    void close() {
        thread.close();
        connections.forEach(connection -> connection.lost.complete(null));
    }

    @Test
    void aChannelThatCouldNotBeAskedForFailsAndIsHeardOnceAfterTheNextTry() {
        assertThat(subscribe("first")).succeedsWithin(LONG);
        FakePubSub before = connections.get(0);
        before.broken = true;
        CompletableFuture<Subscription> refused = subscribe("second");
        before.lost.complete(null);
        assertThat(refused).failsWithin(LONG);
        assertThat(subscribe("second")).succeedsWithin(LONG);
        thread.arrived("second".getBytes(UTF_8), "hello".getBytes(UTF_8));
        assertThat(heard).containsExactly("hello");
    }

    @Test
    void aChannelThatCouldNotBeLeftIsNotHeardAnyMore() {
        assertThat(subscribe("first")).succeedsWithin(LONG);
        Subscription second = subscribe("second").join();
        connections.get(0).broken = true;
        second.remove();
        thread.arrived("second".getBytes(UTF_8), "hello".getBytes(UTF_8));
        assertThat(heard).isEmpty();
    }

    /** As those do who want several channels or none. */
    @Test
    void whoeverLeavesOneChannelBecauseAnotherFailedDisturbsNobody() {
        Subscription first = subscribe("first").join();
        connections.get(0).silent = true;
        CompletableFuture<?> second = subscribe("second").whenComplete((subscription, lost) -> first.remove());
        connections.get(0).lost.complete(null);
        assertThat(second).failsWithin(LONG);
        assertThat(subscribe("second")).succeedsWithin(LONG);
    }

    @Test
    void whoeverLeavesOneChannelWhenAllIsClosedDisturbsNobody() {
        Subscription first = subscribe("first").join();
        connections.get(0).silent = true;
        CompletableFuture<?> second = subscribe("second").whenComplete((subscription, lost) -> first.remove());
        thread.close();
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void anErrorFailsWhatWaitsAndTheNextTrySucceeds() {
        assertThat(subscribe("first")).succeedsWithin(LONG);
        FakePubSub before = connections.get(0);
        before.silent = true;
        CompletableFuture<Subscription> second = subscribe("second");
        before.lost.completeExceptionally(new StackOverflowError("on purpose"));
        assertThat(second).failsWithin(LONG).withThrowableThat().withStackTraceContaining("on purpose");
        assertThat(subscribe("second")).succeedsWithin(LONG);
    }

    /** Redis refuses a channel, and the connection is still subscribed to others. */
    @Test
    void aConnectionThatHasListenedIsNeverUsedForAnythingElse() {
        assertThat(subscribe("first")).succeedsWithin(LONG);
        FakePubSub before = connections.get(0);
        before.silent = true;
        CompletableFuture<Subscription> refused = subscribe("second");
        before.lost.completeExceptionally(new JedisAccessControlException("NOPERM"));
        assertThat(refused).failsWithin(LONG);
        assertThat(before.connection.isBroken()).isTrue();
    }

    /** As when a connection is lost and nobody is told. */
    @Test
    void aConnectionOverWhichNothingIsConfirmedIsReplaced() {
        assertThat(subscribe("first")).succeedsWithin(LONG);
        FakePubSub before = connections.get(0);
        before.silent = true;
        CompletableFuture<Subscription> second = subscribe("second");
        second.cancel(false);
        assertThat(before.connection.isBroken()).isTrue();
        before.lost.complete(null); // as its socket is closed
        await().until(() -> connections.size() == 2);
        assertThat(subscribe("second")).succeedsWithin(LONG);
        thread.arrived("second".getBytes(UTF_8), "hello".getBytes(UTF_8));
        assertThat(heard).containsExactly("hello");
    }

    private CompletableFuture<Subscription> subscribe(String channel) {
        return thread.subscribe(channel, message -> heard.add(new String(message, UTF_8)));
    }

    /** Confirms each channel at once, and listens until it is lost. */
    private static final class FakePubSub implements PubSub {
        final CompletableFuture<Void> lost = new CompletableFuture<>();
        volatile boolean broken;
        volatile boolean silent;
        volatile Connection connection;
        private final Listener listener;

        FakePubSub(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void listen(Connection connection, byte[] channel) {
            this.connection = connection;
            listener.subscribed(channel);
            try {
                lost.join();
            } catch (CompletionException failed) {
                sneakily(failed.getCause());
            }
            throw new JedisConnectionException("lost");
        }

        @Override
        public void add(byte[] channel) {
            requireUnbroken();
            if (!silent) {
                CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> listener.subscribed(channel));
            }
        }

        @Override
        public void remove(byte[] channel) {
            requireUnbroken();
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void sneakily(Throwable any) throws E {
            throw (E) any;
        }

        private void requireUnbroken() {
            if (broken) {
                throw new JedisConnectionException("broken");
            }
        }
    }

    /** Connections that are never opened. */
    private static final class Connections extends BasePooledObjectFactory<Connection> {
        @Override
        public Connection create() {
            return new Connection();
        }

        @Override
        public PooledObject<Connection> wrap(Connection connection) {
            return new DefaultPooledObject<>(connection);
        }
    }
}
