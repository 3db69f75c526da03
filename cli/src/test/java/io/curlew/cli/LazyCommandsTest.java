package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a line does not ask for is not loaded, and nothing else is different. */
class LazyCommandsTest {

    @ParameterizedTest
    @MethodSource("io.curlew.cli.CurlewTest#commands")
    void onlyTheCommandThatIsAskedForIsMade(String command) {
        assertThat(curlew().commandLine(command, "--help").getSubcommands()).containsOnlyKeys(command);
        assertThat(Run.of("help", command).out())
                .isEqualTo(Run.of(command, "--help").out());
    }

    @Test
    void allElseHasAllOfThem() {
        int all = curlew().commandLine().getSubcommands().size();
        assertThat(curlew().commandLine("cal").getSubcommands()).hasSize(all);
        assertThat(curlew().commandLine("--version", "call").getSubcommands()).hasSize(all);
    }

    private static Curlew curlew() {
        return new Curlew(Streams.ofProgram());
    }
}
