package io.curlew.kafka;

import java.util.concurrent.atomic.LongAdder;

/** What a sink task counts. */
final class SinkCounters {
    final LongAdder acknowledged;
    final LongAdder retries;
    final LongAdder errant;

    SinkCounters(Counters counters) {
        acknowledged = counters.total("acknowledged-records-total", "Records that the server has acknowledged");
        retries = counters.total("retries-total", "Times that a record has to be sent again");
        errant = counters.total("errant-records-total", "Records that were refused, given up, or fit no event");
    }
}
