package io.curlew.cli;

import java.util.concurrent.Callable;

/** A command behind {@code curlew}; run once, for one command line. */
abstract class Subcommand implements Callable<Integer> {
    /** What the line may say, always the same. */
    final Usage usage;

    /** Where it prints, and tells of failures. */
    final Console console;

    /** @param summary what it is for, in a sentence */
    Subcommand(Streams streams, String name, String summary) {
        usage = new Usage(name, summary);
        console = new Console(streams);
    }

    /** Does what the line says, and returns the exit code. */
    abstract int run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        return run();
    }
}
