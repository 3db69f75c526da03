package io.curlew.interop.engineio;

import io.curlew.interop.node.NodeProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** npm's engine.io. */
final class NodeEngineServer implements EngineServer {
    private static final String SCRIPT = "engineio-server.mjs";

    private final NodeProcess node;
    private final Map<String, ?> server;
    private final URI uri;

    NodeEngineServer(Duration pingInterval) {
        this(Map.of("pingInterval", pingInterval.toMillis()));
    }

    /** @param options as the reference has them */
    NodeEngineServer(Map<String, ?> options) {
        this(NodeProcess.shared(SCRIPT), options);
    }

    /** Runs an earlier version, one of those in {@code package.json}. */
    NodeEngineServer(String version, Map<String, ?> options) {
        this(NodeProcess.shared(SCRIPT + " engine.io-" + version), options);
    }

    private NodeEngineServer(NodeProcess node, Map<String, ?> options) {
        this.node = node;
        Map<?, ?> listening = (Map<?, ?>) node.ask("listen", Map.of("options", options));
        server = Map.of("server", listening.get("server"));
        uri = URI.create("http://127.0.0.1:" + listening.get("port"));
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public int connections() {
        return (Integer) node.ask("connections", server);
    }

    @Override
    public Left left() {
        Map<?, ?> left = (Map<?, ?>) node.ask("left", server);
        return new Left((String) left.get("reason"), (List<?>) left.get("tocks"));
    }

    @Override
    public void close() {
        node.ask("close", server);
    }
}
