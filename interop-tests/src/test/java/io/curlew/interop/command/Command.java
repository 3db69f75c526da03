package io.curlew.interop.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The {@code curlew} command, run to its end as a process of its own.
 *
 * @param exitCode what the shell would see
 * @param out the whole of stdout
 * @param err the whole of stderr
 */
record Command(int exitCode, String out, String err) {

    /** Runs the command with nothing on stdin. */
    static Command run(String... args) {
        return start("", args).join();
    }

    /** Starts the command with this text on stdin. */
    static CompletableFuture<Command> start(String stdin, String... args) {
        try {
            Process process = new ProcessBuilder(line(args)).start();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            try (OutputStream input = process.getOutputStream()) {
                input.write(stdin.getBytes(UTF_8));
            }
            return process.onExit().thenApply(exited -> new Command(exited.exitValue(), out.join(), err.join()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the words of a command line. */
    static List<String> line(String... args) {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.curlew.cli.Curlew");
        Stream<String> patiently = List.of(args).contains("--timeout")
                ? Stream.of()
                : Stream.of("--timeout", "40s"); // beside all the other tests of the build
        return Stream.of(java, Stream.of(args), patiently)
                .flatMap(words -> words)
                .toList();
    }

    private static CompletableFuture<String> read(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        text.complete(new String(stream.readAllBytes(), UTF_8));
                    } catch (IOException e) {
                        text.completeExceptionally(e);
                    }
                },
                "command");
        reader.setDaemon(true);
        reader.start();
        return text;
    }
}
