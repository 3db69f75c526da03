package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that is told what to do in lines, and answers each with one. */
final class Peer implements AutoCloseable {
    private static final int EXIT_SECONDS = 5;

    private final String label;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream tasks;

    private Peer(String label, Process process) {
        this.label = label;
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        tasks = new PrintStream(process.getOutputStream(), true, UTF_8);
    }

    static Peer start(String label, List<String> command) throws IOException {
        return new Peer(
                label,
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    String label() {
        return label;
    }

    String answer(String task) throws IOException {
        tasks.println(task);
        return answer();
    }

    String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(label + " ended");
        }
        return answer;
    }

    @Override
    public void close() {
        tasks.close();
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
