package io.curlew.engineio.delivery;

import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Reports what the program's code threw, whatever that is: an exception may throw when it is asked for its message, and
 * so may the handler that receives it. Nothing here throws, so that the next step always follows. Not API.
 */
public final class Failures {
    private Failures() {}

    /**
     * Logs it as a warning, with its stack trace if it has one that can be printed. Without a log it goes to the
     * thread's handler for uncaught exceptions.
     */
    public static void log(Logger log, String what, Throwable thrown) {
        try {
            if (MissingLog.isMissing()) {
                MissingLog.uncaught(thrown);
            } else {
                log.warn(what, thrown);
            }
        } catch (Throwable unprintable) {
            logText(log, what, thrown.getClass().getName() + ", which can't be printed");
        }
    }

    /** Logs its message as a warning, without a stack trace. */
    public static void logMessage(Logger log, String what, Throwable thrown) {
        logText(log, what, message(thrown));
    }

    /** Calls a handler, and logs what it throws in turn. */
    public static void tell(Consumer<? super Throwable> told, Throwable thrown, Logger log) {
        try {
            told.accept(thrown);
        } catch (Throwable again) {
            log(log, "An error handler failed", again);
        }
    }

    /** Returns its message, or the name of its class if it has none or throws when it is asked. */
    public static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return message == null ? thrown.getClass().getName() : message;
        } catch (Throwable unprintable) {
            return thrown.getClass().getName();
        }
    }

    private static void logText(Logger log, String what, String text) {
        try {
            log.warn("{}: {}", what, text);
            MissingLog.printOnce(what, what + ": " + text);
        } catch (Throwable noLog) {
            return; // nobody is left to tell
        }
    }
}
