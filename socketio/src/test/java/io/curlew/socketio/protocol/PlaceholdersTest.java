package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    @ParameterizedTest
    @Tag("A13")
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":0}",
                "{\"num\":0,\"_placeholder\":true}",
                "{ \"_placeholder\" : true , \"num\" : 0 , \"more\" : {} }",
                "{\"_placeholder\":false,\"_placeholder\":true,\"num\":5,\"num\":0}",
                "{\"_placeholder\":{},\"_placeholder\":true,\"num\":[],\"num\":0}",
                "{\"\\u005fplaceholder\":true,\"n\\u0075m\":0}",
                "{\"_placeholder\":true,\"num\":0.0}",
                "{\"_placeholder\":true,\"num\":-0}",
                "{\"_placeholder\":true,\"num\":0e5}",
                "{\"x\":{\"_placeholder\":true,\"num\":99},\"_placeholder\":true,\"num\":0}"
            })
    void isAPlaceholder(String json) {
        assertThat(find(json)).containsExactly("0: " + json);
        assertThat(find("[1," + json + ",{\"a\":" + json + "}]")).containsExactly("0: " + json, "0: " + json);
    }

    @ParameterizedTest
    @Tag("A13")
    @ValueSource(
            strings = {
                "{}",
                "{\"num\":0}",
                "{\"_placeholder\":\"true\",\"num\":0}",
                "{\"_placeholder\":1,\"num\":0}",
                "{\"_placeholder\":null,\"num\":0}",
                "{\"_placeholder\":[true],\"num\":0}",
                "{\"_placeholder\":true,\"num\":0,\"_placeholder\":false}",
                "{\"_placeholder\":true,\"num\":0,\"_placeholder\":{}}",
                "{\"_placeholder \":true,\"num\":0}",
                "{\"_placeholdeR\":true,\"num\":0}",
                "{\"a_placeholder\":true,\"num\":0}",
                "{\"\\\"_placeholder\\\"\":true,\"num\":0}",
                "{\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\":1}",
                "[\"_placeholder\",true,\"num\",0]",
                "\"_placeholder\"",
                "true",
                "0"
            })
    void isData(String json) {
        assertThat(find(json)).isEmpty();
    }

    @Test
    @Tag("A17")
    void veryManyAreFoundInOnePass() {
        String json = "[" + "{\"_placeholder\":true,\"num\":3},".repeat(100_000) + "[]]";

        assertThat(find(json)).hasSize(100_000).allMatch(found -> found.startsWith("3: "));
    }

    @Test
    void depthDoesNotMatter() {
        String json = "[".repeat(20_000) + "{\"_placeholder\":true,\"num\":2}" + "]".repeat(20_000);

        assertThat(find(json)).containsExactly("2: {\"_placeholder\":true,\"num\":2}");
    }

    private static List<String> find(String json) {
        byte[] utf8 = json.getBytes(UTF_8);
        Placeholders placeholders = Placeholders.find(utf8, 0, utf8.length);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < placeholders.count(); i++) {
            int start = placeholders.start(i);
            String text = new String(utf8, start, placeholders.end(i) - start, UTF_8);
            found.add(placeholders.num(i) + ": " + text);
        }
        return found;
    }
}
