package io.curlew.jmeter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of each JMeter thread, by name. They belong to the thread and not to a sampler: JMeter makes one of
 * these for each element of the plan and each thread. It does not tell of a thread's end, so the connections of threads
 * that have ended are closed when another one is opened, and all that are left at the end of the test.
 */
final class Connections {
    private static final Map<Thread, Map<String, Connection>> ALL = new ConcurrentHashMap<>();

    private Connections() {}

    /** Closes this thread's connection of the name, and those of threads that have ended. */
    static void makeRoom(Step step) throws InterruptedException {
        ALL.keySet().stream().filter(thread -> !thread.isAlive()).forEach(Connections::closeAllOf);
        close(step);
    }

    /** Opens a connection of this thread; there is none of the name. */
    static void open(Step step) throws InterruptedException {
        mine().put(step.text("connection"), Connection.open(step));
    }

    private static Map<String, Connection> mine() {
        return ALL.computeIfAbsent(Thread.currentThread(), unknown -> new ConcurrentHashMap<>());
    }

    static Connection get(Step step) {
        Connection connection = mine().get(step.text("connection"));
        if (connection == null) {
            throw new Failure("DISCONNECTED", "This thread has opened no connection " + step.text("connection"));
        }
        return connection;
    }

    /** Closes a connection of this thread, if there is one of the name. */
    static void close(Step step) throws InterruptedException {
        Connection connection = mine().remove(step.text("connection"));
        if (connection != null) {
            Object unused = Connection.await(connection.close());
        }
    }

    /** Closes all connections of all threads. */
    static void closeAll() {
        List<CompletableFuture<?>> closing = new ArrayList<>();
        ALL.keySet().forEach(thread -> closing.addAll(closeAllOf(thread)));
        CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new)).join();
    }

    private static List<CompletableFuture<?>> closeAllOf(Thread thread) {
        Map<String, Connection> connections = ALL.remove(thread);
        return connections == null
                ? List.of()
                : connections.values().stream()
                        .<CompletableFuture<?>>map(Connection::close)
                        .toList();
    }
}
