package io.curlew.engineio.delivery;

import io.curlew.engineio.protocol.PeerText;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Stands in for the log of a program that has none, since SLF4J has found no provider: what matters must not vanish for
 * that. Who wants silence adds {@code slf4j-nop}. Not API.
 */
public final class MissingLog {
    private static final String CHOSEN_SILENCE = "org.slf4j.nop.NOPServiceProvider";
    private static final Set<String> PRINTED = ConcurrentHashMap.newKeySet();

    private MissingLog() {}

    /** Returns whether log lines are lost, without the program having chosen that. */
    public static boolean isMissing() {
        return LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory && !isSilenceChosen();
    }

    private static boolean isSilenceChosen() {
        try {
            Class.forName(CHOSEN_SILENCE, false, LoggerFactory.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }

    /** Treats an exception as Java treats an uncaught one. May throw what a handler throws. */
    static void uncaught(Throwable thrown) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }

    /** Prints a line on standard error, the first of its kind in this process, if there is no log for it. */
    public static void printOnce(String kind, String line) {
        printOnce(kind, line, System.err);
    }

    static void printOnce(String kind, String line, PrintStream to) {
        if (isMissing() && PRINTED.add(kind)) {
            to.println(
                    "curlew: " + PeerText.escaped(line)
                            + " (printed once, since SLF4J has no provider: add one, such as org.slf4j:slf4j-simple, to see all)");
        }
    }
}
