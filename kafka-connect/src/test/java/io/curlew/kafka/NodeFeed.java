package io.curlew.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.testsupport.LastingPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The script {@code feed.mjs}, a server of npm's socket.io, running. */
final class NodeFeed implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final Writer stdin;
    private final BufferedReader stdout;
    private int port;

    /** @param recovery the server's option {@code connectionStateRecovery}; null for none */
    NodeFeed(@Nullable Map<String, ?> recovery) {
        this(LastingPorts.KAFKA_CONNECT.next(), recovery);
    }

    NodeFeed(int port, @Nullable Map<String, ?> recovery) {
        try {
            process = new ProcessBuilder(
                            "node", Path.of("src", "test", "node", "feed.mjs").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stdin = process.outputWriter(UTF_8);
        stdout = process.inputReader(UTF_8);
        listen(port, recovery);
    }

    /** Begins anew on another port, as a process of its own would, which takes longer; see {@link #NodeFeed(Map)}. */
    void listen(@Nullable Map<String, ?> recovery) {
        listen(LastingPorts.KAFKA_CONNECT.next(), recovery);
    }

    /** Begins anew as a server that notices soon who is gone. */
    void listenWithPings(int interval, int timeout) {
        Map<String, ?> pings = Map.of("pingInterval", interval, "pingTimeout", timeout);
        port = ask("listen", LastingPorts.KAFKA_CONNECT.next(), Map.of(), pings).asInt();
    }

    /** Stops the process where it is; it reads and answers nothing more. */
    void freeze() throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -STOP: " + code);
        }
    }

    private void listen(int listening, @Nullable Map<String, ?> recovery) {
        port = ask("listen", listening, recovery).asInt();
    }

    /** Returns whether node is on the PATH. */
    static boolean canStart() {
        return Processes.canStart("node", "--version");
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Asks for something and waits for the answer. */
    synchronized JsonNode ask(String command, @Nullable Object... args) {
        List<@Nullable Object> line = new ArrayList<>(List.of(command));
        line.addAll(Arrays.asList(args));
        try {
            stdin.write(JSON.writeValueAsString(line) + "\n");
            stdin.flush();
            String answer = stdout.readLine();
            if (answer == null) {
                throw new IllegalStateException("feed.mjs has ended");
            }
            return JSON.readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
