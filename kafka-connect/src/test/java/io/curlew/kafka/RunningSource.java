package io.curlew.kafka;

import java.util.Map;

/** A source connector of a cluster with its topic and that of its gaps, each named after it. */
final class RunningSource implements AutoCloseable {
    final TopicReader records;
    final TopicReader gaps;

    private final Cluster cluster;
    private final String name;

    /** Configures it, and waits until it runs. */
    RunningSource(Cluster cluster, String name, String servers, Map<String, String> more) throws Exception {
        this.cluster = cluster;
        this.name = name;
        cluster.source(name, servers, more);
        records = new TopicReader(cluster.broker(), name);
        gaps = new TopicReader(cluster.broker(), name + "-gaps");
    }

    /** Deletes it. */
    @Override
    public void close() throws Exception {
        records.close();
        gaps.close();
        cluster.delete(name);
    }
}
