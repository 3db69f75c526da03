package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputLineTest {

    @Test
    void blanksPartWordsButNotWithinJson() {
        assertThat(InputLine.of(" price {\"a\": [1, \"} \\\" \"]} \"two words\" it's {x} ")
                        .words())
                .isEqualTo(List.of("price", "{\"a\": [1, \"} \\\" \"]}", "\"two words\"", "it's", "{x}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"e {", "e [1,", "e {\"a", "e \"text", "e [\"}\"", "e {\"a\\"})
    void jsonWithoutItsEndGoesOn(String text) {
        assertThat(InputLine.of(text).complete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "e {}", "e a{ b\"", "e \"\\\"\"", "e ]", "e {}}"})
    void anythingElseIsWhole(String text) {
        assertThat(InputLine.of(text).complete()).isTrue();
    }
}
