package io.curlew.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A command that runs, or has run, in this JVM. */
final class Run {
    private final StringWriter out = new StringWriter();
    private final StringWriter err;
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final Thread thread;

    /** What runs, and returns its exit code. */
    interface Program {
        int run(Streams streams) throws Exception;
    }

    private Run(boolean merged, Program program) {
        PrintWriter stdout = new PrintWriter(out, true);
        err = merged ? out : new StringWriter();
        Streams streams = Streams.to(stdout, merged ? stdout : new PrintWriter(err, true));
        thread = new Thread(() -> run(program, streams), "curlew");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Program program, Streams streams) {
        try {
            exitCode.complete(program.run(streams));
        } catch (Throwable thrown) {
            exitCode.completeExceptionally(thrown);
        }
    }

    /** Starts the curlew command. */
    static Run start(String... args) {
        return new Run(false, streams -> new Curlew(streams).run(BusyMachine.patient(args)));
    }

    /** Starts the curlew command; what it prints on stdout and stderr is on stdout. */
    static Run startMerged(String... args) {
        return new Run(true, streams -> new Curlew(streams).run(BusyMachine.patient(args)));
    }

    /** Starts the curlew command with something on stdin. */
    static Run reading(InputStream in, String... args) {
        return new Run(false, streams -> new Curlew(Streams.of(in, streams.out(), streams.err())).run(args));
    }

    /** Starts the curlew command with a stdout of another kind. */
    static Run printingTo(OutputStream out, String... args) {
        return new Run(false, streams -> new Curlew(Streams.to(Output.to(out), streams.err())).run(args));
    }

    /** Runs the curlew command to its end. */
    static Run of(String... args) {
        return of(streams -> new Curlew(streams).run(BusyMachine.patient(args)));
    }

    /** Runs a program to its end. */
    static Run of(Program program) {
        Run run = new Run(false, program);
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
