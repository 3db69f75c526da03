package io.curlew.cli;

import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** While open, Ctrl-C (or a polite kill) runs an action before the program ends. */
final class Interrupt implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Thread hook;

    private Interrupt(Runnable action) {
        hook = new Thread(action, "interrupt");
    }

    /** The JVM then ends with the signal's exit code, 130 for Ctrl-C. */
    static Interrupt then(Runnable action) {
        Interrupt interrupt = new Interrupt(action);
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    /** Leaves politely, which may take two seconds at most. */
    static Interrupt thenClose(Supplier<? extends CompletableFuture<?>> closing) {
        return then(() -> {
            try {
                closing.get().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException inVain) {
                // the program ends anyway
            }
        });
    }

    static Interrupt thenClose(SocketIoClient client) {
        return thenClose(client::closeAsync);
    }

    /** For a program that is there until somebody ends it: that is its success. */
    static Interrupt thenSucceed(Runnable action) {
        return then(() -> {
            action.run();
            Runtime.getRuntime().halt(ExitCode.DONE);
        });
    }

    /** Returns whether the program is ending: what fails now fails since it was told to stop. */
    static boolean isUnderWay() {
        try (Interrupt probe = then(() -> {})) {
            return false;
        } catch (IllegalStateException stopping) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // the hook has the last word
        }
    }
}
