package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommandIT {

    @Test
    void everyStepGoesWellOnEachTransport() {
        Run run = Run.of("demo");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        List<String> steps =
                run.out().stream().filter(line -> line.startsWith("  ")).toList();
        assertThat(steps).hasSize(27).allMatch(line -> line.startsWith("  ok "));
        assertThat(run.out())
                .containsSubsequence("polling", "WebSocket", "polling, upgraded to WebSocket")
                .last()
                .asString()
                .startsWith("All 27 steps went well in ");
    }
}
