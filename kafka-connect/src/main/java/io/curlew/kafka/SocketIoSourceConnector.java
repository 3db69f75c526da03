package io.curlew.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.util.ConnectorUtils;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of Socket.IO servers into Kafka. Each namespace of each server is a session with its own
 * connection; a task owns whole sessions. The offset of a session that Connect stores is the point from which the
 * server's connection state recovery continues, so when a task dies, its successor continues where it stopped. If the
 * server cannot do that, the source writes a gap record. The page {@code docs/kafka-connect.md} describes the settings,
 * and what happens to an event in each fault.
 */
public final class SocketIoSourceConnector extends SourceConnector {
    private Map<String, String> settings = Map.of();

    /** Creates a connector that has not been started. */
    public SocketIoSourceConnector() {}

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public ConfigDef config() {
        return SourceConfig.definition();
    }

    /** Looks at each setting, and at those that depend on each other. */
    @Override
    public Config validate(Map<String, String> given) {
        Validation validation = new Validation(super.validate(given));
        if (validation.isValid()) {
            SourceConfig config = new SourceConfig(given);
            validation.check(SourceConfig.SERVERS, config::requireDifferentServers);
            validation.check(SourceConfig.NAMESPACES, config::requireDifferentNamespaces);
            validation.check(SourceConfig.VALUE_SCHEMA, config::valueFormat);
            validation.check(ServerConfig.BACKOFF, () -> ServerConfig.backoff(config));
        }
        return validation.config();
    }

    @Override
    public void start(Map<String, String> given) {
        settings = new HashMap<>(given);
        SourceConfig unused = new SourceConfig(settings);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SocketIoSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        int sessions = new SourceConfig(settings).sessions().size();
        List<Integer> numbers = IntStream.range(0, sessions).boxed().toList();
        List<Map<String, String>> tasks = new ArrayList<>();
        for (List<Integer> share : ConnectorUtils.groupPartitions(numbers, Math.min(sessions, maxTasks))) {
            Map<String, String> task = new HashMap<>(settings);
            task.put(
                    SourceConfig.TASK_SESSIONS,
                    share.stream().map(String::valueOf).collect(Collectors.joining(",")));
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public void stop() {}

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** Each record carries the place after it, so a transaction may end behind any of them. */
    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> given) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        offsets.forEach((partition, offset) -> {
            if (!SessionId.isPartition(partition)) {
                throw new ConnectException("A partition must have the fields server and namespace, both strings");
            }
            requireOffset(offset);
        });
        return true;
    }

    private static void requireOffset(@Nullable Map<String, ?> offset) {
        try {
            if (offset != null) {
                Position unused = Position.of(offset);
            }
        } catch (IllegalArgumentException wrong) {
            throw new ConnectException("This is not an offset of this connector: " + wrong.getMessage(), wrong);
        }
    }
}
