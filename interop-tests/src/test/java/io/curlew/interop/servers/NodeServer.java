package io.curlew.interop.servers;

import io.curlew.interop.node.NodeProcess;
import io.curlew.testsupport.LastingPorts;
import java.net.URI;
import java.util.Map;

/** npm's socket.io, in a process that no other test shares. */
final class NodeServer implements OtherServer {
    private final int port = LastingPorts.INTEROP.next();
    private NodeProcess process;
    private Map<String, ?> server;

    NodeServer() {
        restart();
    }

    @Override
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void restart() {
        process = NodeProcess.start("socketio-server.mjs");
        Map<String, ?> options = Map.of("pingInterval", PING_INTERVAL.toMillis());
        Map<?, ?> listening = (Map<?, ?>) process.ask("listen", Map.of("options", options, "port", port));
        server = Map.of("server", listening.get("server"));
    }

    /** Stops listening, and ends all connections. */
    void stop() {
        process.ask("close", server);
    }

    /** Listens again. */
    void reopen() {
        process.ask("reopen", server);
    }

    @Override
    public void kill() {
        process.close();
    }

    @Override
    public void close() {
        kill();
    }
}
