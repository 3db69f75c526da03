package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What {@code --version} prints. The build writes the version into a resource. */
final class Version {

    private Version() {}

    static String line() {
        String java = System.getProperty("java.runtime.version"); // as Runtime.version() says it, which takes 10 ms
        return "curlew " + number() + " (Java " + java + ")";
    }

    static String number() {
        return lines()[0];
    }

    /** Returns the day to which the build belongs, as 2026-11-01. */
    static String date() {
        return lines()[1].substring(0, 10);
    }

    private static String[] lines() {
        try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), UTF_8).split("\n", -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
