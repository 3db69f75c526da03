package io.curlew.interop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of this machine. */
public final class Executables {
    /** Where Debian has its servers; a user's own path leaves it out. */
    private static final String OF_SERVERS = "/usr/sbin";

    private Executables() {}

    /** Returns the program of this name. */
    public static Optional<Path> find(String name) {
        return Stream.concat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1)), Stream.of(OF_SERVERS))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
