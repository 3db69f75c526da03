package io.curlew.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.sink.SinkRecord;

/** The records of one partition on their way, in order. Confined to the task's thread. */
final class PartitionQueue {
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private final int inFlight;
    private final Delivery.Setup setup;
    private OptionalLong next = OptionalLong.empty();

    /** @param inFlight how many may be under way at once */
    PartitionQueue(int inFlight, Delivery.Setup setup) {
        this.inFlight = inFlight;
        this.setup = setup;
    }

    void add(SinkRecord record) {
        deliveries.add(new Delivery(record, setup));
    }

    /** Does what can be done now. */
    void go() {
        boolean moved = true;
        while (moved) {
            Iterator<Delivery> first = deliveries.iterator();
            for (int i = 0; i < inFlight && first.hasNext(); i++) {
                first.next().go();
            }
            moved = removeDone();
        }
    }

    /** Returns why a record can be neither delivered nor reported. */
    Optional<RuntimeException> failure() {
        return deliveries.stream()
                .limit(inFlight)
                .flatMap(delivery -> delivery.failure().stream())
                .findFirst();
    }

    /** Takes what has come for the records under way. Sends nothing. */
    void settle() {
        deliveries.stream().limit(inFlight).forEach(Delivery::settle);
        boolean unused = removeDone();
    }

    private boolean removeDone() {
        boolean removed = false;
        while (!deliveries.isEmpty() && deliveries.element().isDone()) {
            next = OptionalLong.of(deliveries.remove().offset() + 1);
            removed = true;
        }
        return removed;
    }

    int size() {
        return deliveries.size();
    }

    /** Returns the offset of the first record that is still to be delivered; empty when none was yet. */
    OptionalLong next() {
        return next;
    }

    void cancel() {
        deliveries.forEach(Delivery::cancel);
        deliveries.clear();
    }
}
