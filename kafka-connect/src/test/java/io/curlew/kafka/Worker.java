package io.curlew.kafka;

import io.curlew.testsupport.LastingPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A distributed Connect worker, with the plug-in jar that the build has made, and nothing else of ours. */
final class Worker implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port = LastingPorts.KAFKA_CONNECT.next();
    private final KafkaProcess process;

    Worker(Path directory, String broker) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker);
        settings.put("listeners", "http://127.0.0.1:" + port);
        settings.put("plugin.path", plugin(directory));
        settings.put("plugin.discovery", "service_load");
        settings.put("group.id", "curlew");
        settings.put("exactly.once.source.support", "enabled");
        settings.put("config.providers", "file");
        settings.put("config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        for (String topic : new String[] {"config", "offset", "status"}) {
            settings.put(topic + ".storage.topic", "connect-" + topic);
            settings.put(topic + ".storage.replication.factor", 1);
        }
        settings.put("offset.storage.partitions", 1);
        settings.put("status.storage.partitions", 1);
        settings.put("session.timeout.ms", 2000);
        settings.put("heartbeat.interval.ms", 100);
        settings.put("rebalance.timeout.ms", 10_000);
        settings.put("scheduled.rebalance.max.delay.ms", 0); // else five minutes, more than a server waits
        settings.put("offset.flush.interval.ms", 1000);
        settings.put("reconnect.backoff.max.ms", 100); // it may be there before the broker
        String name = "worker-" + port;
        process = KafkaProcess.start(
                directory,
                name,
                "192m",
                "org.apache.kafka.connect.cli.ConnectDistributed",
                KafkaProcess.settings(directory.resolve(name + ".properties"), settings));
    }

    /** Returns the directory with the plug-in. */
    private static Path plugin(Path directory) throws IOException {
        Path plugins = directory.resolve("plugins");
        Path jar = plugins.resolve("curlew").resolve("plugin.jar");
        if (Files.notExists(jar)) {
            Files.createDirectories(jar.getParent());
            Files.copy(built(), jar);
        }
        return plugins;
    }

    private static Path built() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith("-plugin.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Returns the name by which the workers know it. */
    String id() {
        return "127.0.0.1:" + port;
    }

    /** Returns a question whether it takes requests. */
    Callable<Boolean> isUp() {
        return () -> {
            process.requireAlive();
            try {
                return request("GET", "/connectors", null).statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    /** Asks for something that must succeed. */
    JsonNode ask(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
        HttpResponse<String> answer = request(method, path, body);
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
    }

    private HttpResponse<String> request(String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    /** Returns what it shows of a connector's first task; see {@link LiveMetrics}. */
    Map<String, Object> metrics(String connector) throws Exception {
        return LiveMetrics.read(process.pid(), connector);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    /** Ends it in order: it gives its tasks up first. */
    void stop() {
        process.stop();
    }

    @Override
    public void close() {
        process.close();
    }
}
