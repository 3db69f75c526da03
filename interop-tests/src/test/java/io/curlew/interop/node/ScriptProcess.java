package io.curlew.interop.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.curlew.interop.Values;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program in another language, running. It is asked by one JSON object a line on its stdin and answers the same way
 * on its stdout; it ends when its stdin does, so it never outlives this JVM.
 */
public class ScriptProcess implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_ANSWER = 50;
    private static final Map<String, ScriptProcess> SHARED = new ConcurrentHashMap<>();

    private final String script;
    private final Process process;
    private final Writer stdin;
    private final Queue<String> stderr = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<Object>> pending = new ConcurrentHashMap<>();

    /**
     * Starts the program and waits until it is ready.
     *
     * @param script its name, for messages
     */
    ScriptProcess(String script, List<String> command) {
        this.script = script;
        try {
            process = new ProcessBuilder(command)
                    .directory(new File(System.getProperty("basedir", ".")))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " is needed, and what the build installs for it", e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        stdin = process.outputWriter(UTF_8);
        readLines("stdout", process.getInputStream(), this::answered);
        readLines("stderr", process.getErrorStream(), stderr::add);
        await(ready, "start");
    }

    /** Starts the program and waits until it is ready. */
    public static ScriptProcess start(String script, List<String> command) {
        return new ScriptProcess(script, command);
    }

    /** Returns the one process of this program that all tests share; it is started when there is none. */
    public static ScriptProcess shared(String script, List<String> command) {
        return SHARED.compute(
                script,
                (key, running) -> running != null && running.isAlive() ? running : new ScriptProcess(key, command));
    }

    /** Returns whether it has not ended. */
    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Asks for something and waits for the answer, at most 50 s: before the limit of the test itself.
     *
     * @throws ScriptException when the script answers with an error
     */
    public final Object ask(String command, Map<String, ?> args) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        long id = lastId.incrementAndGet();
        pending.put(id, answer);
        Map<String, Object> line = new LinkedHashMap<>(args);
        line.put("id", id);
        line.put("command", command);
        write(JSON.writeValueAsString(Values.toWire(line)) + "\n");
        return await(answer, command);
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public final void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public final void close() {
        kill();
        process.onExit().join();
    }

    private synchronized void write(String line) {
        try {
            stdin.write(line);
            stdin.flush();
        } catch (IOException e) {
            throw new ScriptException(script + " has ended" + complaints(), e);
        }
    }

    private <T> T await(CompletableFuture<T> answer, String command) {
        try {
            return answer.get(LONGEST_ANSWER, SECONDS);
        } catch (TimeoutException e) {
            throw new ScriptException(
                    script + " did not answer \"" + command + "\" within " + LONGEST_ANSWER + " s" + complaints(), e);
        } catch (ExecutionException e) {
            throw new ScriptException(script + ", \"" + command + "\": " + e.getCause() + complaints(), e);
        } catch (InterruptedException e) {
            throw new ScriptException("interrupted", e);
        }
    }

    private void answered(String line) {
        @SuppressWarnings("unchecked") // what control.mjs and control.py write
        Map<String, Object> answer = JSON.readValue(line, Map.class);
        if (answer.containsKey("ready")) {
            ready.complete(null);
            return;
        }
        CompletableFuture<Object> asked = pending.remove(((Number) answer.get("id")).longValue());
        if (answer.containsKey("error")) {
            asked.completeExceptionally(new ScriptException(String.valueOf(answer.get("error")), null));
        } else {
            asked.complete(Values.fromWire(answer.get("result")));
        }
    }

    private void readLines(String name, InputStream stream, Consumer<String> line) {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                        lines.lines().forEach(line);
                    } catch (IOException | UncheckedIOException e) {
                        stderr.add(e.toString());
                    }
                    ended();
                },
                script + "-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    private String complaints() {
        return stderr.isEmpty() ? "" : ", having said\n" + String.join("\n", stderr);
    }

    private void ended() {
        ScriptException end = new ScriptException(script + " has ended", null);
        ready.completeExceptionally(end);
        pending.values().forEach(asked -> asked.completeExceptionally(end));
    }
}
