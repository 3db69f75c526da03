package io.curlew.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A Kafka broker and two distributed workers, each a process that can be killed. */
final class Cluster implements AutoCloseable {
    /** Each source sends this as a token; it must stand in no log. */
    static final String SECRET = "to-be-logged-by-nobody";

    private static final Duration LONG = Duration.ofSeconds(50);

    private final Path directory;
    private final String secrets;
    private final Broker broker;
    private final List<Worker> workers = new ArrayList<>();

    /** @param directory for settings, data and logs */
    Cluster(Path directory) throws IOException {
        this.directory = directory;
        secrets = KafkaProcess.settings(directory.resolve("secrets"), Map.of("auth", "{\"token\":\"" + SECRET + "\"}"));
        broker = new Broker(directory);
        startWorker(); // which waits for the broker
        startWorker();
        until(broker.isUp());
        awaitWorkers();
    }

    String broker() {
        return broker.address();
    }

    /** Kills the broker and starts it again. */
    void restartBroker() {
        broker.restart();
    }

    void startWorker() throws IOException {
        workers.add(new Worker(directory, broker.address()));
    }

    /** Makes sure that there are two. */
    void awaitWorkers() throws IOException {
        while (workers.size() < 2) {
            startWorker();
        }
        workers.forEach(worker -> until(worker.isUp()));
    }

    /** Stops workers in order, but for one. */
    Worker awaitOneWorker() {
        while (workers.size() > 1) {
            workers.remove(1).stop();
        }
        until(workers.get(0).isUp());
        return workers.get(0);
    }

    /** Stops a worker in order. */
    void stopWorker(Worker worker) {
        workers.remove(worker);
        worker.stop();
    }

    List<Worker> workers() {
        return workers;
    }

    /** Returns the workers that run the connector's tasks, by task. */
    List<String> workersOf(String connector) throws Exception {
        return ask("GET", "/connectors/" + connector + "/status")
                .get("tasks")
                .valueStream()
                .filter(task -> task.get("state").stringValue().equals("RUNNING"))
                .map(task -> task.get("worker_id").stringValue())
                .toList();
    }

    /** Kills the worker that runs the connector's first task. */
    void killWorkerOf(String connector) throws Exception {
        Worker victim = workerOf(connector);
        workers.remove(victim);
        victim.kill();
    }

    /** Waits until a worker that is alive runs the task: for a while after a kill the others name the dead one. */
    private Worker workerOf(String connector) throws Exception {
        until(() -> runs(connector) && findWorkerOf(connector).isPresent());
        return findWorkerOf(connector).orElseThrow();
    }

    private Optional<Worker> findWorkerOf(String connector) throws Exception {
        String id = task(connector).path("worker_id").asString("");
        return workers.stream().filter(worker -> worker.id().equals(id)).findFirst();
    }

    /** Returns the metrics of the connector's first task. */
    Map<String, Object> metrics(String connector) throws Exception {
        return workerOf(connector).metrics(connector);
    }

    /** Creates a source, or changes its settings, and waits until its first task runs. */
    void source(String name, String servers, Map<String, String> more) throws Exception {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "io.curlew.kafka.SocketIoSourceConnector");
        config.put("servers", servers);
        config.put("topic", name);
        config.put("gap.topic", name + "-gaps");
        config.put("auth", "${file:" + secrets + ":auth}");
        config.put("exactly.once.support", "required");
        config.putAll(more);
        configure(name, config);
        until(() -> runs(name));
    }

    void configure(String name, Map<String, String> config) throws Exception {
        JsonNode unused = ask("PUT", "/connectors/" + name + "/config", config);
    }

    void delete(String name) throws Exception {
        JsonNode unused = ask("DELETE", "/connectors/" + name);
    }

    JsonNode ask(String method, String path) throws Exception {
        return workers.get(0).ask(method, path, null);
    }

    JsonNode ask(String method, String path, Object body) throws Exception {
        return workers.get(0).ask(method, path, body);
    }

    boolean runs(String connector) throws Exception {
        return task(connector).path("state").asString("").equals("RUNNING");
    }

    /** Returns the status of the connector's first task; missing when it has none. */
    JsonNode task(String connector) throws Exception {
        return ask("GET", "/connectors/" + connector + "/status").at("/tasks/0");
    }

    /** Returns the lines of all logs in which the secret stands. */
    List<String> leaks() throws IOException {
        List<String> leaks = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.readAllLines(log).stream()
                        .filter(line -> line.contains(SECRET))
                        .forEach(leaks::add);
            }
        }
        return leaks;
    }

    /** Waits for something that may take as long as a fail-over, while requests may fail. */
    static void until(Callable<Boolean> done) {
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(done);
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
        broker.close();
    }
}
