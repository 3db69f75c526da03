package io.curlew.interop.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.curlew.interop.Executables;
import io.curlew.interop.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
 * A script of {@code src/test/node}, running. It is asked by one JSON object a line on its stdin and answers the same
 * way on its stdout; it ends when its stdin does, so it never outlives this JVM.
 */
public final class NodeProcess implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, NodeProcess> SHARED = new ConcurrentHashMap<>();

    private final String script;
    private final Process process;
    private final Writer stdin;
    private final Queue<String> stderr = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CompletableFuture<Object>> pending = new ConcurrentHashMap<>();

    private NodeProcess(String script) throws IOException {
        this.script = script;
        Path basedir = Path.of(System.getProperty("basedir", "."));
        process = new ProcessBuilder(("node src/test/node/" + script).split(" ", -1))
                .directory(basedir.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        stdin = process.outputWriter(UTF_8);
        readLines("stdout", process.getInputStream(), this::answered);
        readLines("stderr", process.getErrorStream(), stderr::add);
    }

    /** Returns whether Node.js is on the PATH; with {@code CI=true} it has to be, and starting fails when it is not. */
    public static boolean canStart() {
        return "true".equals(System.getenv("CI")) || Executables.find("node").isPresent();
    }

    /** Starts the script and waits until it is ready. */
    public static NodeProcess start(String script) {
        try {
            NodeProcess started = new NodeProcess(script);
            started.await(started.ready, "start");
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("node must be on the PATH, with its modules installed by the build", e);
        }
    }

    /** Returns the one process of this script that all tests share; it is started when there is none. */
    public static NodeProcess shared(String script) {
        return SHARED.compute(
                script, (key, running) -> running != null && running.process.isAlive() ? running : start(key));
    }

    /**
     * Asks for something and waits for the answer, at most 10 s.
     *
     * @throws NodeException when the script answers with an error
     */
    public Object ask(String command, Map<String, ?> args) {
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
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
    }

    private synchronized void write(String line) {
        try {
            stdin.write(line);
            stdin.flush();
        } catch (IOException e) {
            throw new NodeException(script + " has ended" + complaints(), e);
        }
    }

    private <T> T await(CompletableFuture<T> answer, String command) {
        try {
            return answer.get(10, SECONDS);
        } catch (TimeoutException e) {
            throw new NodeException(script + " did not answer \"" + command + "\" within 10 s" + complaints(), e);
        } catch (ExecutionException e) {
            throw new NodeException(script + ", \"" + command + "\": " + e.getCause() + complaints(), e);
        } catch (InterruptedException e) {
            throw new NodeException("interrupted", e);
        }
    }

    private void answered(String line) {
        @SuppressWarnings("unchecked") // what control.mjs writes
        Map<String, Object> answer = JSON.readValue(line, Map.class);
        if (answer.containsKey("ready")) {
            ready.complete(null);
            return;
        }
        CompletableFuture<Object> asked = pending.remove(((Number) answer.get("id")).longValue());
        if (answer.containsKey("error")) {
            asked.completeExceptionally(new NodeException(String.valueOf(answer.get("error")), null));
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
                "node-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    private String complaints() {
        return stderr.isEmpty() ? "" : ", having said\n" + String.join("\n", stderr);
    }

    private void ended() {
        NodeException end = new NodeException(script + " has ended", null);
        ready.completeExceptionally(end);
        pending.values().forEach(asked -> asked.completeExceptionally(end));
    }
}
