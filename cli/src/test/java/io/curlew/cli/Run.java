package io.curlew.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/** A command that runs, or has run, in this JVM. */
final class Run {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final Thread thread;

    private Run(CommandLine command, String... args) {
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        thread = new Thread(() -> exitCode.complete(command.execute(args)), "curlew");
        thread.setUncaughtExceptionHandler((broken, thrown) -> exitCode.completeExceptionally(thrown));
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts the curlew command. */
    static Run start(String... args) {
        return new Run(Curlew.commandLine(args), args);
    }

    /** Runs the curlew command to its end. */
    static Run of(String... args) {
        return of(Curlew.commandLine(args), args);
    }

    /** Runs a command to its end. */
    static Run of(CommandLine command, String... args) {
        Run run = new Run(command, args);
        int unused = run.exitCode();
        return run;
    }

    /** Waits for the end. */
    int exitCode() {
        return exitCode.join();
    }

    /** What stands on stdout so far. */
    List<String> out() {
        return out.toString().lines().toList();
    }

    /** What stands on stderr so far. */
    List<String> err() {
        return err.toString().lines().toList();
    }

    /** Interrupts a command that runs until it is told to stop. */
    void interrupt() {
        thread.interrupt();
    }
}
