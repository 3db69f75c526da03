package io.curlew.cli;

/**
 * How a command ended, for scripts. Ctrl-C ends one with 130 and a polite kill with 143, as the JVM has it: 128 and the
 * signal's number.
 */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NO_CONNECTION = 3;
    static final int REFUSED = 4;
    static final int LATE = 5;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
