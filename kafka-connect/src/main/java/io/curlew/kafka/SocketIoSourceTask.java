package io.curlew.kafka;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task of {@link SocketIoSourceConnector}, which turns the events of some sessions into records. For Connect only.
 */
public final class SocketIoSourceTask extends SourceTask {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIoSourceTask.class);

    /** How long a poll waits for events: a worker that wants to pause or stop the task waits for its end. */
    private static final Duration WAIT = Duration.ofMillis(200);

    /** How long a stop waits, at most; a worker gives a task five seconds, by default. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(3);

    /** How long after one session the next begins: a task that moves would else open all its connections at once. */
    private static final Duration APART = Duration.ofMillis(10);

    /** So many acknowledgements may wait for room in the buffers of their connections. */
    private static final int MAX_OWED = 10_000;

    private final Feeds feeds;
    private final InstantSource clock;
    private final Duration wait;
    private final Wake wake = new Wake();
    private volatile List<FeedSession> sessions = List.of();
    private final BlockingQueue<Runnable> owed = new ArrayBlockingQueue<>(MAX_OWED);
    private @Nullable Counters counters;
    private @Nullable SourceCounters counts;
    private boolean acks;
    private int batch;
    private int first;

    /** Opens a feed of a session. */
    interface Feeds {
        Feed open(SessionId session, SocketIoClientBuilder builder, Runnable wake);
    }

    /** Creates a task that has not been started. */
    public SocketIoSourceTask() {
        this(ClientFeed::new, InstantSource.system(), WAIT);
    }

    /** @param wait how long a poll waits for events, which is no time of the clock */
    SocketIoSourceTask(Feeds feeds, InstantSource clock, Duration wait) {
        this.feeds = feeds;
        this.clock = clock;
        this.wait = wait;
    }

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public void start(Map<String, String> settings) {
        SourceConfig config = new SourceConfig(settings);
        acks = config.getBoolean(SourceConfig.ACK);
        batch = config.getInt(SourceConfig.BATCH);
        counters = new Counters(context.pluginMetrics());
        SourceCounters counted = new SourceCounters(counters);
        counts = counted;
        FeedSession.Setup setup = new FeedSession.Setup(
                Records.of(config),
                config.events(),
                ServerConfig.backoff(config),
                config.failsWhenRefused(),
                config.patience(),
                clock,
                counted);
        open(config, setup);
        counters.gauge("sessions", "Sessions of the task", () -> sessions.size());
        counters.gauge("connected-sessions", "Sessions that are connected", this::connected);
        counters.gauge("waiting-events", "Events that wait for Kafka", this::waiting);
        counters.show();
    }

    private void open(SourceConfig config, FeedSession.Setup setup) {
        List<SessionId> ids = config.taskSessions();
        Map<Map<String, String>, Map<String, Object>> stored = context.offsetStorageReader()
                .offsets(ids.stream().map(SessionId::partition).toList()); // at once: each reading takes a while
        List<FeedSession> opened = new ArrayList<>();
        Instant begin = clock.instant();
        try {
            for (SessionId id : ids) {
                Optional<Position> position = position(id, stored.get(id.partition()));
                LOG.info(
                        "Session {} starts {}",
                        id,
                        position.map(place -> "after " + place).orElse("anew"));
                opened.add(new FeedSession(id, feed(id, config), position, begin, setup));
                begin = begin.plus(APART);
            }
        } finally {
            sessions = List.copyOf(opened); // those before one that fails are closed by stop()
        }
    }

    private Feed feed(SessionId id, SourceConfig config) {
        SocketIoClientBuilder builder = ServerConfig.builder(id.server(), config)
                .incomingBound(config.getInt(SourceConfig.MAX_EVENTS), config.getLong(SourceConfig.MAX_BYTES));
        return feeds.open(id, builder, wake);
    }

    private static Optional<Position> position(SessionId id, @Nullable Map<String, Object> fields) {
        try {
            return fields == null ? Optional.empty() : Optional.of(Position.of(fields));
        } catch (IllegalArgumentException unreadable) {
            throw new ConnectException(
                    "The stored offset of session " + id + " was not written by this connector: "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        if (counters != null) {
            counters.show();
        }
        answerOwed();
        List<SourceRecord> records = new ArrayList<>();
        takeUntilThereIsOne(records);
        if (records.isEmpty() && wake.await(wait)) {
            takeUntilThereIsOne(records);
        }
        return records.isEmpty() ? null : records;
    }

    /** Most events may be excluded by the configuration. */
    private void takeUntilThereIsOne(List<SourceRecord> records) {
        long start = System.nanoTime();
        boolean more;
        do {
            more = round(records);
        } while (more && records.isEmpty() && System.nanoTime() - start < wait.toNanos());
    }

    /** Each session has its share, and another one is the first each time; returns whether more may wait. */
    private boolean round(List<SourceRecord> records) {
        List<FeedSession> all = sessions;
        int share = Math.max(1, batch / Math.max(1, all.size()));
        boolean more = false;
        for (int i = 0; i < all.size() && records.size() < batch; i++) {
            more |= all.get((first + i) % all.size()).poll(records, share);
        }
        first = all.isEmpty() ? 0 : (first + 1) % all.size();
        return more;
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        boolean stored = metadata != null; // and not left out by a transformation, or after an error
        if (acks && stored && record instanceof EventRecord event) {
            event.ack().ifPresent(this::answer);
        }
    }

    /** May be called by threads of the worker. */
    private void answer(Runnable ack) {
        try {
            ack.run();
        } catch (BufferFullException full) { // again at the next poll
            if (!owed.offer(ack)) {
                unanswered(full);
            }
        } catch (RuntimeException tooLate) {
            unanswered(tooLate);
        }
    }

    private void unanswered(RuntimeException why) {
        LOG.debug("An event could not be acknowledged", why);
        if (counts != null) {
            counts.unanswered.increment();
        }
    }

    private void answerOwed() {
        List<Runnable> acks = new ArrayList<>();
        int unused = owed.drainTo(acks);
        acks.forEach(this::answer);
    }

    /**
     * Returns when the connections are closed: the server recovers no session for the next task before it sees that.
     */
    @Override
    public void stop() {
        CompletableFuture<?> closed = CompletableFuture.allOf(
                sessions.stream().map(FeedSession::close).toArray(CompletableFuture[]::new));
        wake.run();
        try {
            Object unused = closed.get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Not all connections are closed, which the server may take for living ones", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long connected() {
        return sessions.stream().filter(FeedSession::flowing).count();
    }

    private long waiting() {
        return sessions.stream().mapToLong(FeedSession::waitingEvents).sum();
    }
}
