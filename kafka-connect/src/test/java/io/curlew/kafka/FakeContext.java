package io.curlew.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** What a worker gives to a source task: offsets that the test has stored, and a place for metrics. */
final class FakeContext implements SourceTaskContext {
    /** Offsets by partition. */
    final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();

    private final FakeMetrics metrics = new FakeMetrics();

    Object metric(String name) {
        return metrics.value(name);
    }

    /** As a worker does when a task has ended. */
    void removeMetrics() {
        metrics.clear();
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return new OffsetStorageReader() {
            @Override
            public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
                return offsets.get(partition);
            }

            @Override
            public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
                return partitions.stream()
                        .filter(offsets::containsKey)
                        .collect(Collectors.toMap(Function.identity(), offsets::get));
            }
        };
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }

    /** Keeps gauges by their name. */
    static final class FakeMetrics implements PluginMetrics {
        private final Map<String, Gauge<?>> gauges = new TreeMap<>();

        Object value(String name) {
            return Objects.requireNonNull(gauges.get(name)).value(new MetricConfig(), 0);
        }

        @Override
        @SuppressWarnings("NonApiType") // Kafka's
        public MetricName metricName(String name, String description, LinkedHashMap<String, String> tags) {
            return new MetricName(name, "group", description, tags);
        }

        @Override
        public void addMetric(MetricName name, MetricValueProvider<?> value) {
            if (gauges.putIfAbsent(name.name(), (Gauge<?>) value) != null) {
                throw new IllegalArgumentException("A metric named " + name + " already exists");
            }
        }

        void clear() {
            gauges.clear();
        }

        @Override
        public void removeMetric(MetricName name) {
            gauges.remove(name.name());
        }

        @Override
        public Sensor addSensor(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void removeSensor(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
