package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The command as a process of its own: what a script sees of it. */
final class Command {
    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;
    private final StringWriter errSoFar = new StringWriter();

    private Command(ProcessBuilder builder) {
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        out = read(process.getInputStream()::readAllBytes);
        err = read(this::readErr);
    }

    private byte[] readErr() throws IOException {
        try (Reader reader = new InputStreamReader(process.getErrorStream(), UTF_8)) {
            for (int next = reader.read(); next != -1; next = reader.read()) {
                errSoFar.write(next);
            }
        }
        return errSoFar.toString().getBytes(UTF_8);
    }

    private interface Reading {
        byte[] all() throws IOException;
    }

    private static CompletableFuture<String> read(Reading reading) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new String(reading.all(), UTF_8);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                ThreadForEach.TASK);
    }

    /** Starts the command. */
    static Command start(String... args) {
        return start(Map.of(), args);
    }

    /** Starts the command with more in its environment. */
    static Command start(Map<String, String> environment, String... args) {
        ProcessBuilder builder = new ProcessBuilder(line(args));
        builder.environment().putAll(environment);
        return new Command(builder);
    }

    /** Starts a script of the shell, in which {@code "$@"} is the command without arguments. */
    static Command script(String script) {
        List<String> line = new ArrayList<>(List.of("bash", "-c", script, "bash"));
        line.addAll(line());
        return new Command(new ProcessBuilder(line));
    }

    /** Whatever signals this JVM ignores, the command is to have Ctrl-C as at a prompt. */
    static Command startInterruptible(String... args) {
        List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
        line.addAll(line(args));
        return new Command(new ProcessBuilder(line));
    }

    /** Returns the words of a command line. */
    static List<String> line(String... args) {
        List<String> line = new ArrayList<>(CommandJvm.lineFor(args.length == 0 ? "" : args[0]));
        line.add("io.curlew.cli.Curlew");
        line.addAll(Arrays.asList(BusyMachine.patient(args)));
        return line;
    }

    /** Writes to stdin and ends it. */
    Command stdin(String text) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for something on stderr, and returns what stands there. */
    String awaitErr(String text) {
        return await().atMost(Duration.ofSeconds(50)).until(errSoFar::toString, err -> err.contains(text));
    }

    int exitCode() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String out() {
        return out.join();
    }

    String err() {
        return err.join();
    }

    static boolean hasFullDisk() {
        return Files.isWritable(Path.of("/dev/full"));
    }
}
