package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.PeerText;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrettyTest {
    private static final Colors NONE = new Colors(false);
    private static final String LONG = "x".repeat(100);

    private final Pretty pretty = new Pretty(NONE);

    @Test
    void anEventThatFitsIsOneLine() {
        assertThat(event("price", "\"BTC\"", "{\"a\":[1,null]}")).endsWith(" < price \"BTC\" {\"a\":[1,null]}");
        assertThat(event("two words")).endsWith(" < \"two words\"");
    }

    @Test
    void aLongOneHasALineForEachValue() {
        assertThat(event("e", "1", "{\"a\":[true,{}],\"b\":[],\"c\":\"" + LONG + "\"}")
                        .lines()
                        .skip(1))
                .containsExactly(
                        "  1",
                        "  {",
                        "    \"a\": [",
                        "      true,",
                        "      {}",
                        "    ],",
                        "    \"b\": [],",
                        "    \"c\": \"" + LONG + "\"",
                        "  }");
    }

    @Test
    void coloursChangeNothingElse() {
        String json = "{\"a\":[1,-2.5e+3,true,null,\"te\\\"xt\"]}";
        String painted = new PrettyJson(new Colors(true)).onOneLine(json);
        assertThat(painted).contains("\u001b[34m\"a\"\u001b[0m:", "\u001b[33m-2.5e+3\u001b[0m", "\u001b[35mtrue");
        assertThat(painted.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(json);
    }

    @ParameterizedTest
    @Tag("N06")
    @MethodSource("io.curlew.cli.Unprintable#texts")
    void whateverAPeerSentShowsAndIsWhole(String text) {
        String shown = event(text, JsonText.of(text), JsonText.of(List.of(text)));
        assertThat(shown.lines())
                .allSatisfy(line -> assertThat(PeerText.escaped(line)).isEqualTo(line));
        assertThat(shown).contains(JsonText.of(text));
    }

    private String event(String name, String... args) {
        return pretty.event(Instant.EPOCH, Pretty.IN, name, List.of(args));
    }
}
