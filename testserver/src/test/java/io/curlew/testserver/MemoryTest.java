package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void aStringTakesMoreThanItsCharacters() {
        assertThat(Memory.of("")).isEqualTo(48);
        assertThat(Memory.of("123")).isEqualTo(54);
    }

    @Test
    void manySmallHeadersAndParametersAreCountedWithWhatHoldsThem() {
        Map<String, List<String>> headers = new TreeMap<>();
        Map<String, String> query = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            headers.put("h" + i, List.of("v"));
            query.put("q" + i, "v");
        }
        RecordedRequest request = new RecordedRequest("GET", "/", query, headers, "", 0, 200, "", 0);
        assertThat(request.memory()).isGreaterThan(2 * 1000 * (2 * 48 + 56));
    }

    @Test
    void aHeaderMayHaveManyValues() {
        Map<String, List<String>> many = Map.of("a", List.of("1", "2", "3"));
        assertThat(Memory.ofHeaders(many) - Memory.ofHeaders(Map.of("a", List.of("1"))))
                .isGreaterThan(2 * 48);
    }
}
