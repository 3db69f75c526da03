package io.curlew.emitter.jedis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisException;

/** A thread whose pool has no connection for a while. */
class CommandThreadTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final BlockingQueue<Supplier<AbstractPipeline>> pool = new LinkedBlockingQueue<>();
    private final CountDownLatch waits = new CountDownLatch(1);
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final CommandThread thread = new CommandThread(this::connection);

    private AbstractPipeline connection() {
        try {
            waits.countDown();
            return pool.take().get();
        } catch (InterruptedException e) {
            throw new JedisException(e); // as the pool does
        }
    }

    private CompletableFuture<Object> call(String name) {
        return thread.call(List.of(name.getBytes(UTF_8)));
    }

    @AfterEach
    void close() {
        thread.close();
    }

    @Test
    void whatIsGivenUpIsNotSent() throws InterruptedException {
        CompletableFuture<Object> taken = call("taken");
        waits.await();
        CompletableFuture<Object> queued = call("queued");
        CompletableFuture<Object> wanted = call("wanted");
        taken.cancel(false);
        queued.cancel(false);
        pool.add(this::working);
        pool.add(this::working);
        assertThat(wanted).succeedsWithin(LONG).isEqualTo(1L);
        assertThat(sent).containsExactly("wanted");
    }

    @Test
    void anErrorFailsWhatIsSentAndTheNextIsSent() {
        pool.add(() -> {
            throw new StackOverflowError("on purpose");
        });
        assertThat(call("first")).failsWithin(LONG).withThrowableThat().withStackTraceContaining("on purpose");
        pool.add(this::working);
        assertThat(call("second")).succeedsWithin(LONG);
    }

    @Test
    void closingEndsTheThreadThoughItWaitsForAConnection() throws InterruptedException {
        CompletableFuture<Object> taken = call("taken");
        waits.await();
        CompletableFuture<Object> queued = call("queued");
        thread.close();
        assertThat(queued).isCompletedExceptionally();
        assertThat(taken).failsWithin(LONG);
        assertThat(call("late")).isCompletedExceptionally();
        thread.thread.join(LONG.toMillis());
        assertThat(thread.thread.isAlive()).isFalse();
    }

    private AbstractPipeline working() {
        return new Pipeline(new Connection() {
            @Override
            public void sendCommand(CommandArguments args) {
                sent.add(new String(args.getCommand().getRaw(), UTF_8));
            }

            @Override
            public List<Object> getMany(int count) {
                return Collections.nCopies(count, 1L);
            }
        });
    }
}
