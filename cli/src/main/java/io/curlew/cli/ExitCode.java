package io.curlew.cli;

import java.util.LinkedHashMap;
import java.util.Map;

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

    /** Returns what each of them means, for the help. */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put(String.valueOf(DONE), "done");
        meanings.put(String.valueOf(FAILED), "failed; stderr says why");
        meanings.put(String.valueOf(USAGE), "wrong usage");
        meanings.put(String.valueOf(NO_CONNECTION), "could not connect, or not in time");
        meanings.put(String.valueOf(REFUSED), "refused by the server (401, 403, or a connect error)");
        meanings.put(String.valueOf(LATE), "an answer did not come in time");
        meanings.put(String.valueOf(INTERRUPTED), "interrupted");
        return meanings;
    }
}
