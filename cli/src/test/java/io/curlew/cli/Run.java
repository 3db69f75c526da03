package io.curlew.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/** A command that runs, or has run, in this JVM. */
final class Run {
    private final StringWriter out = new StringWriter();
    private final StringWriter err;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final Thread thread;

    private Run(CommandLine command, boolean merged, String... args) {
        PrintWriter stdout = new PrintWriter(out, true);
        err = merged ? out : new StringWriter();
        command.setOut(stdout).setErr(merged ? stdout : new PrintWriter(err, true));
        thread = new Thread(() -> exitCode.complete(command.execute(args)), "curlew");
        thread.setUncaughtExceptionHandler((broken, thrown) -> exitCode.completeExceptionally(thrown));
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts the curlew command. */
    static Run start(String... args) {
        return new Run(Curlew.commandLine(args), false, args);
    }

    /** Starts the curlew command on a terminal of 80 columns: what it prints on stdout and stderr is on stdout. */
    static Run startMerged(String... args) {
        return new Run(Curlew.commandLine(args).setUsageHelpAutoWidth(false), true, args);
    }

    /** Runs the curlew command to its end. */
    static Run of(String... args) {
        return of(Curlew.commandLine(args), args);
    }

    /** Runs a command to its end. */
    static Run of(CommandLine command, String... args) {
        Run run = new Run(command, false, args);
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
