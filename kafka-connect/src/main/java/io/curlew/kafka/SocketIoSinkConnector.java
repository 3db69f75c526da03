package io.curlew.kafka;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Emits the records of topics as events to a Socket.IO server, which acknowledges each: at least once, in order for
 * each partition. Records that the server refuses go to Connect's dead-letter queue. The page
 * {@code docs/kafka-connect.md} describes the settings, and what happens to a record in each fault.
 */
public final class SocketIoSinkConnector extends SinkConnector {
    private Map<String, String> settings = Map.of();

    /** Creates a connector that has not been started. */
    public SocketIoSinkConnector() {}

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public ConfigDef config() {
        return SinkConfig.definition();
    }

    /** Looks at each setting, and at what becomes of records that the server refuses. */
    @Override
    public Config validate(Map<String, String> given) {
        Validation validation = new Validation(super.validate(given));
        validation.check(SinkConfig.DEAD_LETTERS, () -> SinkConfig.requireDeadLetters(given));
        if (validation.isValid()) {
            SinkConfig config = new SinkConfig(given);
            validation.check(ServerConfig.BACKOFF, () -> ServerConfig.backoff(config));
            validation.check(SinkConfig.BACKOFF, config::retryBackoff);
        }
        return validation.config();
    }

    @Override
    public void start(Map<String, String> given) {
        settings = new HashMap<>(given);
        SinkConfig unused = new SinkConfig(settings);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SocketIoSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, settings);
    }

    @Override
    public void stop() {}
}
