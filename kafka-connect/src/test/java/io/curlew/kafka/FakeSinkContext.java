package io.curlew.kafka;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** What a worker gives to a sink task. */
final class FakeSinkContext implements SinkTaskContext {
    final Map<SinkRecord, Throwable> errant = new LinkedHashMap<>();
    final Set<TopicPartition> paused = new HashSet<>();
    final Set<TopicPartition> assigned = new HashSet<>();
    boolean hasReporter = true;
    boolean tolerant = true;
    int reports;
    /** When the worker is to come back; a worker that is paused or resumed forgets it. */
    long timeout = -1;

    private final FakeContext.FakeMetrics metrics = new FakeContext.FakeMetrics();

    Object metric(String name) {
        return metrics.value(name);
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void timeout(long milliseconds) {
        timeout = milliseconds;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return assigned;
    }

    @Override
    public void pause(TopicPartition... partitions) {
        paused.addAll(List.of(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused.removeAll(List.of(partitions));
    }

    @Override
    public void requestCommit() {}

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return hasReporter ? this::report : null;
    }

    private CompletableFuture<Void> report(SinkRecord record, Throwable why) {
        reports++;
        if (!tolerant) {
            throw new ConnectException("Tolerance exceeded", why);
        }
        errant.put(record, why);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }
}
