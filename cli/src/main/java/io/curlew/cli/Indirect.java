package io.curlew.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The value of an option that may stand elsewhere, so that a secret needs to be in no list of processes and no history:
 * {@code @file} is what the file holds, {@code env:NAME} what the environment variable does, anything else the value
 * itself.
 */
final class Indirect {
    private static final String ENVIRONMENT = "env:";

    private Indirect() {}

    /** Returns the value, without the line break that an editor puts at the end of a file. */
    static String read(String text) {
        if (text.startsWith("@")) {
            return Utf8.text(file(text.substring(1)))
                    .map(String::stripTrailing)
                    .orElseThrow(() -> new WrongUsage("the file " + text.substring(1) + " is not UTF-8"));
        }
        if (!text.startsWith(ENVIRONMENT)) {
            return text;
        }
        String name = text.substring(ENVIRONMENT.length());
        String value = System.getenv(name);
        if (value == null) {
            throw new WrongUsage("there is no environment variable " + name);
        }
        return value;
    }

    /** Returns what a file holds; without it, the usage is wrong. */
    static byte[] file(String name) {
        if (name.isEmpty()) {
            throw new WrongUsage("the file's name is missing behind the @");
        }
        try {
            return Files.readAllBytes(Path.of(name));
        } catch (NoSuchFileException e) {
            throw new WrongUsage("there is no file " + name);
        } catch (IOException | InvalidPathException e) {
            throw new WrongUsage("cannot read the file " + name);
        }
    }
}
