package io.curlew.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What {@code docs/kafka-connect.md} shows. */
class ConnectGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "kafka-connect.md");
    private static final Pattern BODY = Pattern.compile("-d '(\\{.*?\\n})'", Pattern.DOTALL);

    @Test
    void theConfigurationsOfTheExamplesAreValid() throws IOException {
        List<Map<String, String>> examples = BODY.matcher(Files.readString(GUIDE))
                .results()
                .map(ConnectGuideTest::settings)
                .toList();
        assertThat(examples).hasSize(2);
        assertThat(errors(new SocketIoSourceConnector(), examples.get(0))).isEmpty();
        assertThat(errors(new SocketIoSinkConnector(), examples.get(1))).isEmpty();
    }

    private static Map<String, String> settings(MatchResult found) {
        Map<String, String> settings =
                new HashMap<>(JsonMapper.shared().readValue(found.group(1), new TypeReference<>() {}));
        settings.replaceAll((name, value) -> value.startsWith("${file:") ? "{}" : value); // as the worker does
        return settings;
    }

    private static List<String> errors(Connector connector, Map<String, String> settings) {
        return connector.validate(settings).configValues().stream()
                .map(ConfigValue::errorMessages)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void eachSettingHasItsRow() throws IOException {
        String guide = Files.readString(GUIDE);
        String source = guide.substring(guide.indexOf("## Source"), guide.indexOf("## Sink"));
        String sink = guide.substring(guide.indexOf("## Sink"));
        assertThat(SourceConfig.definition().names())
                .allSatisfy(name -> assertThat(source).contains("`" + name + "`"));
        assertThat(SinkConfig.definition().names())
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
        assertThat(SinkConfig.definition().names())
                .filteredOn(name -> !SourceConfig.definition().names().contains(name))
                .allSatisfy(name -> assertThat(sink).contains("`" + name + "`"));
    }
}
