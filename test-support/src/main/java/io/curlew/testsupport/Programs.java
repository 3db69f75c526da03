package io.curlew.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.opentest4j.TestAbortedException;

/** Other programs of this machine. Without one its test is skipped; with {@code CI=true} it fails instead. */
public final class Programs {
    private Programs() {}

    /** Skips the test that asks for a program that is not there. */
    public static void need(String name) {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .anyMatch(Files::isExecutable);
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(name + " is not on the PATH");
        }
        if (!there) {
            throw new TestAbortedException(name + " is not on the PATH");
        }
    }

    /** Runs a program to its end, and returns what it printed, complaints included. */
    public static String run(String... line) {
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
