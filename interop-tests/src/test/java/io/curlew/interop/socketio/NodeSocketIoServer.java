package io.curlew.interop.socketio;

import io.curlew.interop.node.NodeProcess;
import io.curlew.testsupport.LastingPorts;
import java.net.URI;
import java.util.Map;

/** npm's socket.io. */
final class NodeSocketIoServer implements SocketIoServer {
    static final String SCRIPT = "socketio-server.mjs";

    private final NodeProcess node;
    private final Map<String, ?> server;
    private final URI uri;

    NodeSocketIoServer() {
        this(NodeProcess.shared(SCRIPT));
    }

    /** Runs an earlier version, one of those in {@code package.json}. */
    NodeSocketIoServer(String version) {
        this(NodeProcess.shared(SCRIPT + " socket.io-" + version));
    }

    NodeSocketIoServer(NodeProcess node) {
        this(node, Map.of("maxHttpBufferSize", MAX_MESSAGE, "pingInterval", PING_INTERVAL.toMillis()));
    }

    /** Runs the reference server with those options. */
    NodeSocketIoServer(Map<String, ?> options) {
        this(NodeProcess.shared(SCRIPT), options);
    }

    private NodeSocketIoServer(NodeProcess node, Map<String, ?> options) {
        this.node = node;
        Map<?, ?> listening =
                (Map<?, ?>) node.ask("listen", Map.of("options", options, "port", LastingPorts.INTEROP.next()));
        this.server = Map.of("server", listening.get("server"));
        this.uri = URI.create("http://127.0.0.1:" + listening.get("port"));
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
    public String left(String namespace) {
        return (String) node.ask("left", Map.of("server", server.get("server"), "namespace", namespace));
    }

    @Override
    public void stop() {
        close();
    }

    @Override
    public void reopen() {
        node.ask("reopen", server);
    }

    @Override
    public void close() {
        node.ask("close", server);
    }
}
