package io.curlew.kafka;

import java.util.concurrent.atomic.LongAdder;

/** What a source task counts. */
final class SourceCounters {
    final LongAdder events;
    final LongAdder ignored;
    final LongAdder gaps;
    final LongAdder unfit;
    final LongAdder connects;
    final LongAdder recoveries;
    final LongAdder failedConnects;
    final LongAdder unanswered;

    SourceCounters(Counters counters) {
        events = counters.total("events-total", "Events of which a record was made");
        ignored = counters.total("ignored-events-total", "Events whose names are excluded by the configuration");
        gaps = counters.total("gaps-total", "Gap records, but for first connects and events that don't fit");
        unfit = counters.total("unfit-events-total", "Events of which no record could be made");
        connects = counters.total("connects-total", "Connections of a namespace");
        recoveries = counters.total("recoveries-total", "Connections with which the server went on without a gap");
        failedConnects = counters.total("failed-connects-total", "Attempts to connect that failed");
        unanswered = counters.total("unacknowledged-events-total", "Events whose acknowledgement could not be sent");
    }
}
