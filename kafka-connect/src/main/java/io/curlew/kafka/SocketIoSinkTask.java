package io.curlew.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** A task of {@link SocketIoSinkConnector}, which emits the records of some partitions. For Connect only. */
public final class SocketIoSinkTask extends SinkTask {
    /** How long records may hold up the worker, which has offsets to commit and may want to stop the task. */
    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** How soon to come back to records that wait. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final Targets targets;
    private final InstantSource clock;
    private final Duration longest;
    private final Wake wake = new Wake();
    private final Map<TopicPartition, PartitionQueue> queues = new HashMap<>();
    private @Nullable Running running;
    private boolean paused;

    /** Opens a target. */
    interface Targets {
        Target open(SinkConfig config, Runnable wake, InstantSource clock);
    }

    private record Running(Target target, Delivery.Setup setup, Counters counters, int inFlight) {}

    /** Creates a task that has not been started. */
    public SocketIoSinkTask() {
        this(SocketIoSinkTask::connect, InstantSource.system(), LONGEST);
    }

    /** @param longest how long a put waits for records that wait, which is no time of the clock */
    SocketIoSinkTask(Targets targets, InstantSource clock, Duration longest) {
        this.targets = targets;
        this.clock = clock;
        this.longest = longest;
    }

    private static Target connect(SinkConfig config, Runnable wake, InstantSource clock) {
        return new ClientTarget(
                ServerConfig.builder(config.getString(SinkConfig.SERVER), config),
                new ClientTarget.Setup(
                        ServerConfig.backoff(config), config.ackTimeout(), config.failsWhenRefused(), clock, wake));
    }

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public void start(Map<String, String> settings) {
        SinkConfig config = new SinkConfig(settings);
        Counters counters = new Counters(context.pluginMetrics());
        Target target = targets.open(config, wake, clock);
        Delivery.Setup setup = new Delivery.Setup(
                target,
                Emission.Rules.of(config),
                config.refusal(),
                config.retryBackoff(),
                config.getInt(SinkConfig.RETRIES),
                context.errantRecordReporter(),
                clock,
                new SinkCounters(counters));
        counters.show();
        running = new Running(target, setup, counters, config.getInt(SinkConfig.IN_FLIGHT));
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> queues.put(partition, newQueue()));
    }

    private PartitionQueue newQueue() {
        return new PartitionQueue(running().inFlight(), running().setup());
    }

    private Running running() {
        if (running == null) {
            throw new ConnectException("The task has not been started");
        }
        return running;
    }

    /** What was not acknowledged is not committed, so the next owner of the partitions emits it again. */
    @Override
    public void close(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionQueue queue = queues.remove(partition);
            if (queue != null) {
                queue.cancel();
            }
        }
    }

    /**
     * Takes records, and delivers as many as it can within a moment. A record that can be neither delivered nor
     * reported fails the next put and not this one, of which the worker would then commit nothing.
     */
    @Override
    public void put(Collection<SinkRecord> records) {
        failure().ifPresent(why -> {
            throw why;
        });
        for (SinkRecord record : records) {
            TopicPartition partition = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
            queues.computeIfAbsent(partition, unknown -> newQueue()).add(record);
        }
        running().counters().show();
        deliver();
        if (pending() > 0) {
            pause();
        } else if (paused) {
            resume();
        }
    }

    private Optional<RuntimeException> failure() {
        return queues.values().stream()
                .flatMap(queue -> queue.failure().stream())
                .findFirst();
    }

    private void deliver() {
        long end = System.nanoTime() + longest.toNanos();
        queues.values().forEach(PartitionQueue::go);
        while (pending() > 0 && failure().isEmpty() && System.nanoTime() - end < 0) {
            try {
                boolean unused = wake.await(SOON);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            queues.values().forEach(PartitionQueue::go);
        }
    }

    private int pending() {
        return queues.values().stream().mapToInt(PartitionQueue::size).sum();
    }

    /** No more records for now; the worker calls again soon, without any. */
    private void pause() {
        context.pause(context.assignment().toArray(TopicPartition[]::new));
        comeBackSoon();
        paused = true;
    }

    /** Otherwise the worker waits for records of partitions that are paused, until it has offsets to commit. */
    private void comeBackSoon() {
        context.timeout(SOON.toMillis());
    }

    private void resume() {
        context.resume(context.assignment().toArray(TopicPartition[]::new));
        paused = false;
    }

    /**
     * Only what the server has acknowledged, or the dead-letter queue has taken, counts as done.
     *
     * <p>Nothing is thrown here: the worker would log it, go back to its last commit, and bring records a second time
     * that still wait. What is to fail the task does so in the next {@link #put}. And nothing is sent: a task that has
     * to give up a partition commits first, and what it sends then another task sends again.
     *
     * <p>A worker that is told to pause or resume the connector forgets when to come back; on a pause it commits.
     */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        queues.forEach((partition, queue) -> {
            queue.settle();
            OffsetAndMetadata all = current.get(partition);
            if (queue.size() == 0 && all != null) {
                done.put(partition, all);
            } else if (queue.next().isPresent()) {
                done.put(partition, new OffsetAndMetadata(queue.next().getAsLong()));
            }
        });
        if (pending() > 0) {
            comeBackSoon();
        }
        return done;
    }

    @Override
    public void stop() {
        queues.values().forEach(PartitionQueue::cancel);
        queues.clear();
        Running now = running;
        if (now != null) {
            now.target().close();
        }
    }
}
