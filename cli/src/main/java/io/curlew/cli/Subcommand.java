package io.curlew.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

/** A command behind {@code curlew}: one line of it, and then no more. */
interface Subcommand extends Callable<Integer> {
    /** Returns what the line may say, always the same. */
    Usage usage();

    /** Does what the line says, and returns the exit code. */
    int run() throws Exception;

    @Override
    default Integer call() throws Exception {
        return run();
    }

    /** Returns how it tells of failures; empty where there are no options for that. */
    default Optional<Console> toldOn() {
        return Optional.empty();
    }
}
