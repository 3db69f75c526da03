package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import io.curlew.testsupport.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the lines of a transcript one after the other. {@code curlew serve} runs until the end, on a free port in place
 * of 3000; what bash need not see runs in this JVM, since starting one takes longer.
 */
final class Shell implements AutoCloseable {
    private static final String SERVE = "curlew serve";
    private static final String UNSEEN = " --quiet >/dev/null &";
    private static final Pattern PORT = Pattern.compile("serving https?://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern FOR_BASH = Pattern.compile("[|<>&;]");

    private final Path directory;
    private Optional<String> serverLine = Optional.empty();
    private Optional<Run> server = Optional.empty();
    private String port = "3000";
    private int exitCode;

    Shell(Path directory) {
        this.directory = directory;
    }

    /** Runs a line, and returns what it prints; {@code cat} makes the file that it shows. */
    List<String> run(String line, List<String> shown) {
        List<String> printed = run(line, shown, line.replace(":3000", ":" + port));
        awaitNobody();
        return printed;
    }

    private List<String> run(String line, List<String> shown, String actual) {
        if (line.startsWith("cat ")) {
            return write(line.substring(4), shown);
        }
        if (line.equals("echo $?")) {
            return List.of(String.valueOf(exitCode));
        }
        if (line.startsWith(SERVE) && !line.contains("--help")) {
            serve(line);
            return List.of();
        }
        if (Conversation.isIn(shown)) {
            String[] words = words(actual).toArray(String[]::new);
            return Conversation.again(directory, Command.line(words), shown, this::show);
        }
        return show(
                line.startsWith("curlew ") && !FOR_BASH.matcher(unquoted(line)).find() ? here(actual) : bash(actual));
    }

    private static String unquoted(String line) {
        return line.replaceAll("'[^']*'", "");
    }

    private List<String> write(String file, List<String> lines) {
        try {
            Files.write(directory.resolve(file), lines);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(String line) {
        close(); // a page may go on with another server
        List<String> words = new ArrayList<>(words(line.replace(UNSEEN, "")));
        words.addAll(List.of("--port", "0"));
        Run run = Run.startMerged(words.toArray(String[]::new));
        serverLine = Optional.of(line);
        server = Optional.of(run);
        port = await().until(() -> port(run), Optional::isPresent).orElseThrow();
    }

    private static Optional<String> port(Run run) {
        return run.out().stream()
                .flatMap(line -> PORT.matcher(line).results())
                .map(result -> result.group(1))
                .findFirst();
    }

    private List<String> here(String line) {
        Run run = Run.startMerged(words(line).toArray(String[]::new));
        exitCode = run.exitCode();
        return run.out();
    }

    /** Returns what stands behind {@code curlew}, as bash splits it, with files where they are. */
    private List<String> words(String line) {
        String split = Programs.run("bash", "-c", "printf '%s\\0' " + line.replaceFirst("^curlew", ""));
        return Stream.of(split.split("\0", -1))
                .filter(word -> !word.isEmpty())
                .map(this::located)
                .toList();
    }

    private String located(String word) {
        String prefix = word.startsWith("@") ? "@" : "";
        Path file = directory.resolve(word.substring(prefix.length()));
        return Files.isRegularFile(file) ? prefix + file : word;
    }

    private List<String> bash(String line) {
        String curlew = Command.line().stream().map(word -> "'" + word + "'").collect(joining(" "));
        try {
            Process process = new ProcessBuilder("bash", "-c", BusyMachine.bashFunction(curlew) + line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            exitCode = process.waitFor();
            return printed.lines().toList();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the server has said of all who came that they have gone, so that it says so in one order. */
    private void awaitNobody() {
        server.ifPresent(run -> await().until(() -> count(run, " joined /") == count(run, " left /")));
    }

    private static long count(Run run, String words) {
        return run.out().stream().filter(line -> line.contains(words)).count();
    }

    /** Returns the line of the server whose output is to be seen. */
    Optional<String> server() {
        return serverLine.filter(line -> !line.endsWith(UNSEEN));
    }

    List<String> serverOutput() {
        return show(server.map(Run::out).orElse(List.of()));
    }

    /** Replaces what is different each time. */
    private List<String> show(List<String> lines) {
        return lines.stream().map(this::show).toList();
    }

    private String show(String line) {
        return line.replace(":" + port, ":3000")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:3000")
                .replace(directory + "/", "")
                .replaceAll("(?<![\\w-])(?=[\\w-]*[a-z])(?=[\\w-]*[A-Z])[\\w-]{20}(?![\\w-])", "kX3vqT9ZcWbR1eYhUd0s")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z", "2026-11-28T18:30:00.123Z")
                .replaceAll("\\b\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\b", "18:30:00.123")
                .replaceAll("ok +[\\d.]+ ms", "ok         1.5 ms")
                .replaceAll(" in \\d+\\.\\d s", " in 1.1 s");
    }

    @Override
    public void close() {
        server.ifPresent(Run::interrupt);
        server.ifPresent(Run::exitCode);
    }
}
