package io.curlew.emitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JavaScriptJsonTest {
    @Test
    void strings() {
        assertThat(json("\"\\\b\f\n\r\t\u0001\u007f/é😀")).isEqualTo("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\u007f/é😀\"");
        assertThat(json("\ude00\ud83d")).isEqualTo("\"\\ude00\\ud83d\"");
    }

    @Test
    void emptyThings() {
        assertThat(json(List.of(List.of(), Map.of(), "", new byte[0])))
                .isEqualTo("[[],{},\"\",{\"type\":\"Buffer\",\"data\":[]}]");
    }

    @Test
    void nestedThings() {
        assertThat(json(Map.of("a\n", Arrays.asList(null, true, false, 1.5, new byte[] {1, -1}))))
                .isEqualTo("{\"a\\n\":[null,true,false,1.5,{\"type\":\"Buffer\",\"data\":[1,255]}]}");
    }

    private static String json(@Nullable Object value) {
        return new String(JavaScriptJson.write(value), UTF_8);
    }
}
