package io.curlew.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceConnectorTest {
    private final SocketIoSourceConnector connector = new SocketIoSourceConnector();

    @Test
    void theLeastIsServersAndATopic() {
        assertThat(errors(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    servers           | ftp://x                   | servers
                    servers           | http://x/path             | servers
                    servers           | http://user:secret@x      | servers
                    servers           | http://user:secret@x_y    | servers
                    servers           | http://x?token=secret     | servers
                    servers           | http://x,http://x         | servers
                    servers           | http://x,ws://X:80/       | servers
                    servers           | http://x_y,http://x_y/    | servers
                    servers           | http://x_y,http://x_y:80  | servers
                    namespaces        | /a,/b,/a                  | namespaces
                    namespaces        | chat                      | namespaces
                    namespaces        | /ab                 | namespaces
                    topic             | a-${nothing}              | topic
                    topic             | a-${/x}                   | topic
                    topic             | feed.${event              | topic
                    topic             | ''                        | topic
                    topic             | ..                        | topic
                    key               | ${/-1}                    | key
                    gap.topic         | a b                       | gap.topic
                    auth              | {"token":secret}          | auth
                    auth              | "secret"                  | auth
                    headers           | {"a":1}                   | headers
                    headers           | {"a":"token\":secretü"} | headers
                    headers           | {"a b":"x"}               | headers
                    query             | {"sid":"x"}               | query
                    transports        | carrier-pigeon            | transports
                    transports        | ''                        | transports
                    connect.timeout.ms | 86400001                 | connect.timeout.ms
                    reconnect.backoff.max.ms | 499                | reconnect.backoff.ms
                    value.format      | xml                       | value.format
                    value.pointer     | 0                         | value.pointer
                    value.format      | struct                    | value.schema
                    value.schema      | {"type":"int64"}          | value.schema
                    batch.max.records | 0                         | batch.max.records
                    on.refused        | shrug                     | on.refused
                    tls.trust.file    | /no/such/file             | tls.trust.file
                    """)
    void validationTellsTheField(String name, String value, String field) {
        Map<String, String> errors = errors(Map.of(name, value));
        assertThat(errors).containsOnlyKeys(field);
        assertThat(errors.get(field)).contains(field).doesNotContain("token\":secret");
    }

    @Test
    void theSameServerByAnotherSchemeOrPortIsAnother() {
        assertThat(errors(Map.of("servers", "http://x,https://x,http://x:8080,http://x_y:1,http://x_y:2")))
                .isEmpty();
    }

    @Test
    void aSettingIsNotNull() {
        for (String name : SourceConfig.definition().names()) {
            Map<String, String> settings = settings(Map.of());
            settings.put(name, null);
            assertThat(errors(connector, settings)).containsOnlyKeys(name);
        }
        Map<String, String> settings = settings(Map.of());
        settings.put("another.ones", null);
        assertThat(errors(connector, settings)).isEmpty();
        connector.start(settings);
        assertThat(new SourceConfig(connector.taskConfigs(1).get(0)).taskSessions())
                .hasSize(1);
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(errors(connector, new HashMap<>())).containsOnlyKeys("servers", "topic");
    }

    @Test
    void tasksShareTheSessions() {
        assertThat(tasks(2, "http://a,http://b,http://c", "/")).containsExactly("0,1", "2");
        assertThat(tasks(9, "http://a,http://b", "/,/x")).containsExactly("0", "1", "2", "3");
        assertThat(tasks(1, "http://a", "/,/x")).containsExactly("0,1");
    }

    @Test
    void aTaskOwnsWhatTheConnectorGaveIt() {
        connector.start(settings(Map.of("servers", "http://a,http://b", "namespaces", "/,/x")));
        List<SessionId> all = connector.taskConfigs(3).stream()
                .flatMap(task -> new SourceConfig(task).taskSessions().stream())
                .toList();
        assertThat(all)
                .containsExactly(
                        new SessionId("http://a", "/"),
                        new SessionId("http://a", "/x"),
                        new SessionId("http://b", "/"),
                        new SessionId("http://b", "/x"));
    }

    @Test
    void exactlyOnceIsSupported() {
        assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @Test
    void onlyOffsetsOfThisConnectorCanBeStored() {
        Map<String, ?> partition = Map.of("server", "http://a", "namespace", "/");
        assertThat(connector.alterOffsets(Map.of(), Map.of(partition, Map.of("at", 1, "point", "p&o"))))
                .isTrue();
        Map<Map<String, ?>, Map<String, ?>> reset = new HashMap<>();
        reset.put(partition, null);
        assertThat(connector.alterOffsets(Map.of(), reset)).isTrue();
        Stream.of(Map.<String, Object>of("point", "p&o"), Map.<String, Object>of("at", 1, "point", "p"))
                .forEach(offset -> assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(() -> connector.alterOffsets(Map.of(), Map.of(partition, offset))));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> connector.alterOffsets(Map.of(), Map.of(Map.of("file", "x"), Map.of("at", 1))));
    }

    @Test
    void workersFindTheConnector() {
        assertThat(ServiceLoader.load(SourceConnector.class)).hasAtLeastOneElementOfType(SocketIoSourceConnector.class);
    }

    private List<String> tasks(int most, String servers, String namespaces) {
        connector.start(settings(Map.of("servers", servers, "namespaces", namespaces)));
        return connector.taskConfigs(most).stream()
                .map(task -> task.get("task.sessions"))
                .toList();
    }

    private Map<String, String> errors(Map<String, String> more) {
        return errors(connector, settings(more));
    }

    private static Map<String, String> errors(SourceConnector connector, Map<String, String> settings) {
        return connector.validate(settings).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, value -> String.join(", ", value.errorMessages())));
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("servers", "http://localhost:3000", "topic", "events"));
        settings.putAll(more);
        return settings;
    }
}
