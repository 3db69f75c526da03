package io.curlew.testsupport;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A terminal that tmux keeps, on a tmux server of its own. */
public final class Tmux implements AutoCloseable {
    /** What runs in the terminal may first have to start a JVM on a busy machine. */
    private static final Duration LONG = Duration.ofSeconds(50);

    private final Path socket;

    /** Opens a terminal in which a line of the shell runs. */
    public Tmux(Path directory, String line) {
        Programs.need("tmux");
        socket = directory.resolve("tmux");
        run("new-session", "-d", "-x", "120", "-y", "30", line);
    }

    /** Opens one in which a command runs, and says then how it ended. */
    public static Tmux running(Path directory, List<String> words) {
        String line = words.stream().map(Tmux::quoted).collect(joining(" "));
        try {
            Path script = Files.writeString(
                    directory.resolve("run"),
                    "XDG_STATE_HOME=" + quoted(directory.toString()) + " " + line
                            + "\necho \"ended with $?\"\nread -r stay\n");
            return new Tmux(directory, "sh " + quoted(script.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Types a line and Enter. */
    public void type(String line) {
        run("send-keys", "-l", line);
        run("send-keys", "Enter");
    }

    /** Presses keys by tmux's names, or types a text. */
    public void keys(String... names) {
        run(Stream.concat(Stream.of("send-keys"), Stream.of(names)).toArray(String[]::new));
    }

    /** Returns what the terminal shows. */
    public String screen() {
        return run("capture-pane", "-p");
    }

    /** Waits until the terminal shows each of these, and returns what it shows then. */
    public String awaitScreen(String... parts) {
        AtomicReference<String> shown = new AtomicReference<>("");
        await().atMost(LONG).untilAsserted(() -> {
            String screen = screen();
            shown.set(screen);
            for (String part : parts) {
                if (!screen.contains(part)) {
                    throw new AssertionError("The terminal does not show '" + part + "':\n" + screen);
                }
            }
        });
        return shown.get();
    }

    private String run(String... args) {
        return Programs.run(
                Stream.concat(Stream.of("tmux", "-f", "/dev/null", "-S", socket.toString()), Stream.of(args))
                        .toArray(String[]::new));
    }

    @Override
    public void close() {
        run("kill-server");
    }
}
