package io.curlew.interop.emitter;

import static org.awaitility.Awaitility.await;

import io.curlew.interop.node.NodeProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Servers in processes of their own, which know each other by Redis. Used again by the next tests, but for those with
 * the streams adapter: what it has asked of Redis fails when it is closed, and ends the process.
 */
final class NodeServers implements AutoCloseable {
    private static final Queue<NodeProcess> IDLE = new ConcurrentLinkedQueue<>();

    private final Kind kind;
    private final List<NodeProcess> nodes;
    private final List<String> urls;

    NodeServers(RedisServer redis, Kind kind, int count, boolean recovery) {
        this.kind = kind;
        nodes = start(count);
        urls = IntStream.range(0, count)
                .mapToObj(number -> listen(nodes.get(number), "server " + number, redis, kind, recovery))
                .toList();
        nodes.forEach(node -> knowEachOther(node, "/"));
        nodes.forEach(node -> knowEachOther(node, "/admin"));
    }

    /** Starts them all at once: most of the time they load what they need. */
    private static List<NodeProcess> start(int count) {
        List<CompletableFuture<NodeProcess>> starting = Stream.generate(
                        () -> CompletableFuture.supplyAsync(NodeServers::idleOrNew))
                .limit(count)
                .toList();
        return starting.stream().map(CompletableFuture::join).toList();
    }

    private static NodeProcess idleOrNew() {
        NodeProcess idle = IDLE.poll();
        return idle == null ? NodeProcess.start("emitter.mjs") : idle;
    }

    private static String listen(NodeProcess node, String name, RedisServer redis, Kind kind, boolean recovery) {
        Map<String, ?> args = Map.of("name", name, "kind", kind.name(), "redis", redis.port(), "recovery", recovery);
        return "http://127.0.0.1:" + ((Map<?, ?>) node.ask("listen", args)).get("port");
    }

    private void knowEachOther(NodeProcess node, String namespace) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> node.ask("servers", Map.of("namespace", namespace)).equals(nodes.size()));
    }

    /** Returns where one of them listens, counted from 0. */
    String url(int number) {
        return urls.get(number);
    }

    NodeProcess node(int number) {
        return nodes.get(number);
    }

    /** Takes what all were told by {@code serverSideEmit}. */
    List<Object> told() {
        return nodes.stream().map(node -> node.ask("told", Map.of())).toList();
    }

    @Override
    public void close() {
        nodes.forEach(kind == Kind.STREAMS ? NodeProcess::close : NodeServers::toBeUsedAgain);
    }

    private static void toBeUsedAgain(NodeProcess node) {
        Object unused = node.ask("close", Map.of());
        IDLE.add(node);
    }
}
