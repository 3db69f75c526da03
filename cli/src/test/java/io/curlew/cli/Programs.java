package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Other programs of this machine. Without one its test is skipped; with {@code CI=true} it fails instead. */
final class Programs {
    private Programs() {}

    static void need(String name) {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .anyMatch(Files::isExecutable);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(name + " is not on the PATH");
        }
        if (!there) {
            abort(name + " is not on the PATH");
        }
    }

    /** Runs a program to its end, and returns what it printed, complaints included. */
    static String run(String... line) {
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
