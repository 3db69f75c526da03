package io.curlew.kafka;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a task does, for JMX; Connect adds the connector and the task to the names. A task that did not stop in
 * time still has its names when the next instance of it starts in the same worker: that one shows its own as soon as
 * the names are free. Confined to the task's thread, but for the counters.
 */
final class Counters {
    private static final Logger LOG = LoggerFactory.getLogger(Counters.class);

    private final PluginMetrics metrics;
    private List<Shown> waiting = new ArrayList<>();

    private record Shown(String name, String description, LongSupplier value) {}

    Counters(PluginMetrics metrics) {
        this.metrics = metrics;
    }

    /** Returns a new counter, which only grows. */
    LongAdder total(String name, String description) {
        LongAdder counter = new LongAdder();
        gauge(name, description, counter::sum);
        return counter;
    }

    /** Shows a number that is determined when it is read. */
    void gauge(String name, String description, LongSupplier value) {
        waiting.add(new Shown(name, description, value));
    }

    /** Shows what is not shown yet. */
    void show() {
        if (!waiting.isEmpty()) {
            List<Shown> left = new ArrayList<>(waiting);
            left.removeIf(this::show);
            waiting = left;
        }
    }

    private boolean show(Shown shown) {
        MetricName name = metrics.metricName(shown.name(), shown.description(), new LinkedHashMap<>());
        Gauge<Long> gauge = (config, now) -> shown.value().getAsLong();
        try {
            metrics.addMetric(name, gauge);
            return true;
        } catch (IllegalArgumentException taken) {
            LOG.debug("The metric {} is still that of an earlier instance of the task", shown.name());
            return false;
        }
    }
}
