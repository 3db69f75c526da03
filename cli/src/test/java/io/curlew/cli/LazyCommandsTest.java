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
        assertThat(Curlew.commandLine(command, "--help").getSubcommands()).containsOnlyKeys(command);
        assertThat(Run.of(Curlew.commandLine(), command, "--help").out())
                .isEqualTo(Run.of(command, "--help").out());
    }

    @Test
    void allElseHasAllOfThem() {
        int all = Curlew.commandLine().getSubcommands().size();
        assertThat(Curlew.commandLine("help").getSubcommands()).hasSize(all);
        assertThat(Curlew.commandLine("cal").getSubcommands()).hasSize(all);
        assertThat(Curlew.commandLine("--version", "call").getSubcommands()).hasSize(all);
    }
}
