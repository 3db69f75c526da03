package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static Usages usages() {
        return new Curlew(Streams.ofProgram()).usages();
    }

    static Stream<String> commands() {
        return usages().byName().keySet().stream().filter(name -> !name.equals("help"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsATerminalOf80Columns(String command) {
        Run run = Run.of(command, "--help");
        assertThat(run.out()).allMatch(line -> line.length() <= 80);
        assertThat(Run.of("help", command).out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpTearsNoWord(String command) {
        Usage usage = usages().named(command);
        Stream<String> texts = Stream.of(
                        Stream.concat(usage.options().stream(), usage.operands().stream())
                                .map(Parameter::description),
                        usage.description().stream(),
                        usage.examples().stream())
                .flatMap(all -> all)
                .filter(text -> !text.isEmpty());
        String help = String.join(" ", Run.of(command, "--help").out());
        assertThat(texts.flatMap(text -> Stream.of(text.strip().split(" +")))).isSubsetOf(List.of(help.split(" +")));
    }

    @Test
    void theListOfCommandsHasASentenceForEach() {
        List<String> lines = Run.of("help").out();
        assertThat(commands())
                .allSatisfy(command -> assertThat(lines)
                        .filteredOn(line -> line.matches("  " + command + " +[A-Z].*\\."))
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpForACommandHasAnExample(String command) {
        Run run = Run.of(command, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).anyMatch(line -> line.startsWith("  curlew " + command));
        assertThat(run.out()).contains("  1     failed; stderr says why");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | curlew: unknown command",
                "cal                           | curlew: unknown command cal; did you mean call?",
                "xyzzy                         | curlew: unknown command xyzzy",
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
                "serve --port x                | curlew serve: Invalid value for option '--port'",
                "serve --port 65536            | curlew serve: Invalid value for option '--port'",
                "call --bogus                  | curlew call: unknown option --bogus",
                "call --bogus=secret http://x  | curlew call: unknown option --bogus",
                "call http://x connect         | curlew call: Invalid value for positional parameter at index 1 (EVENT): 'connect' is reserved",
                "emit http://x e @/no/such     | curlew emit: there is no file /no/such",
                "emit http://x e - -           | curlew emit: stdin can be one argument only",
                "emit http://x e @/no/such     | curlew emit: there is no file /no/such; text:@/no/such is text",
                "emit http://x e @             | curlew emit: the file's name is missing behind the @; text:@ is text",
                "emit http://x e bin:@         | curlew emit: the file's name is missing behind the @",
                "call http://x e -a @          | curlew call: Invalid value for option '--auth': the file's name is missing",
                "engine http://x - -           | curlew engine: stdin can be one argument only",
                "engine http://x - --lines     | curlew engine: stdin can be a message or, with --lines, several, but not both",
                "listen http://x --reply a=- --reply b=- | curlew listen: stdin can be one argument only",
                "listen http://x --reply a=1 --reply a=2 | curlew listen: two replies to the same event",
                "connect http://x --json       | curlew connect: unknown option --json",
                "demo --json                   | curlew demo: unknown option --json",
                "emit http://x e b64:!secret   | curlew emit: what follows b64: is not base64",
                "call http://x:0 e             | curlew call: Invalid value for positional parameter at index 0 (URL): not a URL",
                "call http://x e -n a,b        | curlew call: A namespace can't have a comma",
                "call http://x e -a env:NO_ENV | curlew call: Invalid value for option '--auth': there is no environment variable NO_ENV",
                "call http://x e --cacert /no  | curlew call: Invalid value for option '--cacert': there is no file /no to read",
                "call http://x e -x ssh://secret | curlew call: Invalid value for option '--proxy': not a URL",
                "call http://x e -t websocket,websocket | curlew call: Invalid value for option '--transport'",
                "listen http://x --reply secret | curlew listen: Invalid value for option '--reply'",
                "emit http://x e bin:secret    | curlew emit: what follows bin: is @ and a file, as in bin:@photo.png",
                "emit http://x 42[\"secret\",1] | curlew emit: Invalid value for positional parameter at index 1 (EVENT): the event's name looks like a whole packet",
                "emit http://x 42[\"secret    | curlew emit: Invalid value for positional parameter at index 1 (EVENT): the event's name looks like a whole packet: write the name and then each argument, as in: news 1",
                "emit http://x 451-/a,[\"secret\", | curlew emit: Invalid value for positional parameter at index 1 (EVENT): the event's name looks like a whole packet",
                "emit http://x [\"secret\"]    | curlew emit: Invalid value for positional parameter at index 1 (EVENT): the event's name looks like a whole packet",
                "http://secret@x/              | curlew: what to do with the URL is missing: curlew connect URL",
                "localhost:3000 --json         | curlew: what to do with the URL is missing: curlew connect URL",
                "help nope                     | curlew help: unknown command nope"
            })
    void wrongUsageIsSaidInOneLineThatHoldsNoSecret(String line, String complaint) {
        Run run = Run.of(line.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasSize(2);
        assertThat(run.err().get(0)).startsWith(complaint).doesNotContain("secret");
        assertThat(run.err().get(1)).matches("(curlew( \\w+)?): try '\\1 --help'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call --json http://x        | call   | Missing required parameter: 'EVENT'",
                "call http://x e --x --json  | call   | unknown option --x",
                "emit http://x e @/a --json  | emit   | there is no file /a; text:@/a is text",
                "listen http://x --pretty --json | listen | --pretty and --json exclude each other"
            })
    void wrongUsageIsAnObjectIfAllLinesAreToBe(String line, String command, String complaint) {
        Run run = Run.of(line.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsExactly(new JsonLine()
                        .error(complaint)
                        .exit(2)
                        .hint("try 'curlew " + command + " --help'")
                        .toString());
    }

    @Test
    void jsonBehindTwoDashesIsAnArgument() {
        assertThat(Run.of("emit", "http://x", "connect", "--", "--json").err())
                .first()
                .asString()
                .startsWith("curlew emit: ");
    }
}
