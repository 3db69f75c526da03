package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process that is told what to do in lines, and answers each with one of JSON. */
final class Peer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    /** More than any task takes, and little enough for a run that one contestant hangs in. */
    private static final int PATIENCE_SECONDS = 120;

    private static final int EXIT_SECONDS = 5;
    /** What {@link #answers} ends with. */
    private static final String END = "";

    private final String label;
    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final PrintStream tasks;

    private Peer(String label, Process process) {
        this.label = label;
        this.process = process;
        tasks = new PrintStream(process.getOutputStream(), true, UTF_8);
    }

    static Peer start(String label, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Peer peer = new Peer(label, process);
        Thread reader = new Thread(peer::read, "answers of " + label);
        reader.setDaemon(true);
        reader.start();
        return peer;
    }

    /** A read can't be given up after a time, so a thread of its own does it. */
    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            lines.lines().forEach(answers::add);
        } catch (IOException ended) {
            // which is what END says
        } finally {
            answers.add(END);
        }
    }

    String label() {
        return label;
    }

    /** Throws when the process fails at it, dies of it, or takes too long; the message is the reason. */
    JsonNode answer(String task) throws IOException {
        tasks.println(task);
        return answer();
    }

    JsonNode answer() throws IOException {
        String line = nextLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("no answer within " + PATIENCE_SECONDS + " s");
        }
        if (line.equals(END)) {
            throw new IOException("ended with status " + status());
        }
        JsonNode answer = parsed(line);
        if (answer.has("failed")) {
            throw new IOException(answer.path("failed").asString());
        }
        return answer;
    }

    /** Returns what processor time it has taken so far, as the kernel counts it. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** Waits until it has ended, however much it has to do until then. */
    void end() throws IOException {
        tasks.close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("did not end within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private @Nullable String nextLine() throws IOException {
        try {
            return answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private static JsonNode parsed(String line) throws IOException {
        try {
            return JSON.readTree(line);
        } catch (JacksonException noJson) {
            throw new IOException("answered " + line, noJson);
        }
    }

    /** Returns how a process ended that has closed its output. */
    private int status() throws IOException {
        try {
            if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
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
