package io.curlew.cli;

import static org.awaitility.Awaitility.await;

import io.curlew.testsupport.Tmux;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A transcript of the prompt: what was typed is typed again, in a terminal, and what the terminal shows then is told.
 */
final class Conversation {
    private static final Pattern TYPED = Pattern.compile("(/\\S*>|\\.) (.+)");
    private static final String END = "ended with 0";
    /** The first screen includes the start of a JVM. */
    private static final Duration LONG = Duration.ofSeconds(50);

    private final Tmux terminal;
    private final UnaryOperator<String> shown;

    private Conversation(Tmux terminal, UnaryOperator<String> shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    static boolean isIn(List<String> transcript) {
        return transcript.stream().anyMatch(line -> TYPED.matcher(line).matches());
    }

    /**
     * Has the conversation again.
     *
     * @param shown replaces what is different each time
     */
    static List<String> again(
            Path directory, List<String> words, List<String> transcript, UnaryOperator<String> shown) {
        try (Tmux terminal = Tmux.running(directory, words)) {
            return new Conversation(terminal, shown).again(transcript);
        }
    }

    private List<String> again(List<String> transcript) {
        try {
            for (int at = 0; at < transcript.size(); at++) {
                var typed = TYPED.matcher(transcript.get(at));
                if (typed.matches()) {
                    awaitScreen(transcript.subList(0, at), typed.group(1));
                    terminal.type(typed.group(2));
                }
            }
            return await().atMost(LONG).until(this::screen, now -> now.contains(END)).stream()
                    .filter(line -> !line.equals(END))
                    .toList();
        } catch (ConditionTimeoutException somethingElse) {
            return screen();
        }
    }

    /** Waits for all that is to stand above a prompt; where that is not known yet, until nothing more comes. */
    private void awaitScreen(List<String> above, String prompt) {
        List<String> wanted = new ArrayList<>(above);
        wanted.add(prompt);
        if (System.getProperty("transcripts.update") == null) {
            await().atMost(LONG).until(() -> screen().equals(wanted));
        } else {
            List<List<String>> seen = new ArrayList<>();
            await().atMost(LONG).during(Duration.ofSeconds(1)).until(() -> {
                seen.add(screen());
                List<List<String>> lastTwo = seen.subList(Math.max(0, seen.size() - 2), seen.size());
                return lastTwo.stream().allMatch(seen.get(seen.size() - 1)::equals)
                        && lastTwo.get(0).contains(prompt);
            });
        }
    }

    /** Returns the lines above the last one, which tells the state, without what is empty between them. */
    private List<String> screen() {
        return terminal.screen()
                .lines()
                .filter(line -> !line.startsWith(" /"))
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .map(shown)
                .toList();
    }
}
