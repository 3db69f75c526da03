package io.curlew.kafka;

import java.util.LinkedHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/** Counts what a task does, for JMX; Connect adds the connector and the task to the names. */
final class Counters {
    private final PluginMetrics metrics;

    Counters(PluginMetrics metrics) {
        this.metrics = metrics;
    }

    /** Returns a new counter, which only grows. */
    LongAdder total(String name, String description) {
        LongAdder counter = new LongAdder();
        gauge(name, description, counter::sum);
        return counter;
    }

    /** Shows a number that is asked for when somebody looks. */
    void gauge(String name, String description, LongSupplier value) {
        MetricName metric = metrics.metricName(name, description, new LinkedHashMap<>());
        Gauge<Long> gauge = (config, now) -> value.getAsLong();
        metrics.addMetric(metric, gauge);
    }
}
