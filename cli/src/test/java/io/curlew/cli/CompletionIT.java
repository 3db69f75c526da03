package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testsupport.Programs;
import io.curlew.testsupport.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts for completion in the shells that they are for. */
class CompletionIT {
    @TempDir
    private Path directory;

    private Path script(String shell) throws IOException {
        Programs.need(shell);
        Run completion = Run.of("completion", shell);
        assertThat(completion.exitCode()).isZero();
        return Files.write(directory.resolve("_curlew"), completion.out());
    }

    /** The last word is the one to complete; of what is offered, the words are in any order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curlew con | connect",
                "curlew completion z | zsh",
                "curlew help pi | pipe",
                "curlew listen http://localhost:3000 --no- | --no-reconnect --no-color",
                "curlew call http://localhost:3000 --transport websocket | websocket websocket,polling",
                "curlew serve --like p | python-engineio",
                "curlew serve --script FILE | FILE"
            })
    void bashAndFishOffer(String line, String offered) throws Exception {
        Path file = Files.writeString(directory.resolve("answers"), "");
        String typed = line.replace(
                "FILE", file.toString().substring(0, file.toString().length() - 1));
        String[] wanted = offered.replace("FILE", file.toString()).split(" ");
        assertThat(bash(typed)).containsExactlyInAnyOrder(wanted);
        assertThat(fish(typed)).containsExactlyInAnyOrder(wanted);
    }

    private List<String> bash(String line) throws IOException {
        String asked = "source " + script("bash") + "; COMP_LINE='" + line + "'; read -ra COMP_WORDS <<<\"$COMP_LINE\";"
                + " COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                + " _curlew curlew \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD - 1]}\"; printf '%s\\n' \"${COMPREPLY[@]}\"";
        return Programs.run("bash", "--norc", "--noprofile", "-c", asked)
                .lines()
                .toList();
    }

    private List<String> fish(String line) throws IOException {
        String asked = "source " + script("fish") + "; complete -C '" + line + "'";
        return Programs.run("env", "HOME=" + directory, "fish", "--no-config", "-c", asked)
                .lines()
                .map(offer -> offer.replaceFirst("\t.*", ""))
                .toList();
    }

    @Test
    void zshOffersCommandsOptionsAndValuesWithWhatTheyMean() throws Exception {
        Path script = script("zsh");
        Path start = Files.writeString(
                directory.resolve(".zshrc"),
                "PS1='ready> '; autoload -U compinit; compinit -D; source " + script + "\n");
        assertThat(start).exists();
        try (Tmux terminal = new Tmux(directory, "ZDOTDIR=" + directory + " zsh")) {
            terminal.awaitScreen("ready>");
            terminal.keys("curlew con", "Tab");
            terminal.awaitScreen("> curlew connect");
            terminal.keys("http://localhost:3000 --no-r", "Tab");
            terminal.awaitScreen("3000 --no-reconnect");
            terminal.keys("C-u", "curlew listen http://localhost:3000 --", "Tab");
            terminal.awaitScreen("--retry", "-- How often to retry after a failed attempt to connect.");
            terminal.keys("C-u", "curlew completion f", "Tab");
            terminal.awaitScreen("> curlew completion fish");
            terminal.keys("C-u", "curlew serve --script " + directory + "/_cur", "Tab");
            terminal.awaitScreen("/_curlew");
            terminal.keys("C-u", "curlew call http://localhost:3000 -t websocket,", "Tab");
            terminal.awaitScreen("-t websocket,polling");
        }
    }
}
