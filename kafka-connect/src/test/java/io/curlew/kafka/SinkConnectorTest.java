package io.curlew.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkConnectorTest {
    private final SocketIoSinkConnector connector = new SocketIoSinkConnector();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    namespace                | /
                    namespace                | /${topic}/${partition}
                    namespace                | ${key}
                    event                    | ${topic}
                    event                    | connect-${key}
                    value.format             | json
                    refusal.pointer          | ''
                    """)
    void whatCanBeRightIsTaken(String name, String value) {
        assertThat(errors(Map.of(name, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    server                   | ftp://x
                    server                   | http://user:secret@x
                    server                   | http://user:secret@x_y
                    namespace                | shop
                    namespace                | ${topic}
                    namespace                | /${/0/id}
                    namespace                | /a,b
                    namespace                | /a,${topic}
                    event                    | ''
                    event                    | connect
                    event                    | disconnect
                    event                    | newListener
                    event                    | ${nothing}
                    event                    | ${key
                    value.format             | xml
                    refusal.pointer          | error
                    ack.timeout.ms           | 0
                    max.in.flight            | 0
                    retries                  | -1
                    retry.backoff.ms         | 0
                    retry.backoff.max.ms     | 0
                    on.refused               | shrug
                    auth                     | {"token":secret}
                    headers                  | {"secret":1}
                    query                    | "secret"
                    path                     | a b
                    headers                  | {"secret b":"x"}
                    query                    | {"sid":"secret"}
                    transports               | carrier-pigeon
                    connect.timeout.ms       | 0
                    reconnect.backoff.ms     | 0
                    reconnect.backoff.max.ms | 0
                    tls.trust.file           | /no/such/file
                    tls.client.key.file      | /no/such/file
                    """)
    void validationTellsTheFieldAndNoSecret(String name, String value) {
        Map<String, String> errors = errors(Map.of(name, value));
        assertThat(errors).containsOnlyKeys(name);
        assertThat(errors.get(name)).contains(name).doesNotContain("secret");
    }

    @Test
    void errantRecordsAreNotTakenAndKeptNowhere() {
        String topic = "errors.deadletterqueue.topic.name";
        assertThat(errors(Map.of("errors.tolerance", "none"))).isEmpty();
        assertThat(errors(Map.of("errors.tolerance", "all", topic, "refused"))).isEmpty();
        Map<String, String> errors = errors(Map.of("errors.tolerance", "all", "errors.log.enable", "true"));
        assertThat(errors).containsOnlyKeys(topic);
        assertThat(errors.get(topic)).contains("errors.tolerance=all").contains("dropped");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> connector.start(Map.of("server", "http://a", "errors.tolerance", "all")))
                .withMessageContaining(topic);
    }

    @Test
    void aSettingIsNotNull() {
        for (String name : SinkConfig.definition().names()) {
            Map<String, String> settings = new HashMap<>(Map.of("server", "http://a"));
            settings.put(name, null);
            assertThat(errors(connector, settings)).containsOnlyKeys(name);
        }
        Map<String, String> settings = new HashMap<>(Map.of("server", "http://a"));
        settings.put("another.ones", null);
        assertThat(errors(connector, settings)).isEmpty();
        connector.start(settings);
        assertThat(connector.taskConfigs(1)).containsExactly(settings);
    }

    @Test
    void aBackoffDoesNotBeginAboveItsMaximum() {
        assertThat(errors(Map.of("retry.backoff.max.ms", "499"))).containsOnlyKeys("retry.backoff.ms");
        assertThat(errors(Map.of("reconnect.backoff.max.ms", "499"))).containsOnlyKeys("reconnect.backoff.ms");
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(errors(connector, new HashMap<>())).containsOnlyKeys("server");
    }

    @Test
    void eachTaskHasAllSettings() {
        Map<String, String> settings = Map.of("server", "http://localhost:3000", "topics", "orders");
        connector.start(settings);
        assertThat(connector.taskConfigs(2)).containsExactly(settings, settings);
        assertThat(connector.taskClass()).isEqualTo(SocketIoSinkTask.class);
    }

    @Test
    void workersFindTheConnector() {
        assertThat(ServiceLoader.load(SinkConnector.class)).hasAtLeastOneElementOfType(SocketIoSinkConnector.class);
    }

    private Map<String, String> errors(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("server", "http://localhost:3000"));
        settings.putAll(more);
        return errors(connector, settings);
    }

    private static Map<String, String> errors(SinkConnector connector, Map<String, String> settings) {
        return connector.validate(settings).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, value -> String.join(", ", value.errorMessages())));
    }
}
