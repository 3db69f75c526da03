package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurlewTest {

    @Test
    void theVersionIsOneLine() {
        Run run = Run.of("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).singleElement().asString().matches("curlew \\d+\\.\\d+.* \\(Java .*\\)");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        Run run = Run.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(String.join("\n", run.out()))
                .contains("demo", "serve", "listen", "call", "Exit codes:", "wrong usage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "serve", "listen", "call"})
    void helpForACommandHasAnExample(String command) {
        Run run = Run.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).anyMatch(line -> line.startsWith("  curlew " + command));
        assertThat(run.out()).contains("  1   failed; stderr says why");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | curlew: unknown command",
                "cal                           | curlew: unknown command cal",
                "call                          | curlew call: Missing required parameters: 'URL', 'EVENT'",
                "call http://x                 | curlew call: Missing required parameter: 'EVENT'",
                "call :                        | curlew call: Invalid value for positional parameter at index 0 (URL): not a URL",
                "listen http://x secret        | curlew listen: too many arguments",
                "listen http://x --token secret | curlew listen: unknown option --token",
                "listen http://x --token=secret | curlew listen: unknown option --token",
                "listen http://x --auth secret | curlew listen: Invalid value for option '--auth': not a JSON object",
                "listen http://x --auth [1]    | curlew listen: Invalid value for option '--auth': not a JSON object",
                "listen http://x -H secret     | curlew listen: Invalid value for option '--header'",
                "listen http://x -H b@d:secret | curlew listen: ",
                "listen ftp://x                | curlew listen: The URL must start with http",
                "listen http://x --timeout 1d  | curlew listen: Invalid value for option '--timeout'",
                "listen http://x --count 0     | curlew listen: Invalid value for option '--count'",
                "listen http://x --transport t | curlew listen: Invalid value for option '--transport'",
                "serve --port x                | curlew serve: Invalid value for option '--port'"
            })
    void wrongUsageIsSaidInOneLineThatHoldsNoSecret(String line, String complaint) {
        Run run = Run.of(line.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasSize(2);
        assertThat(run.err().get(0)).startsWith(complaint).doesNotContain("secret");
        assertThat(run.err().get(1)).startsWith("Try 'curlew").endsWith("--help'.");
    }
}
