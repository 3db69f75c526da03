package io.curlew.cli;

import io.curlew.testserver.Namespace;
import io.curlew.testserver.ServerDisconnectReason;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The demo's server: answers {@code sum}, and keeps all else that happens to it for the demo to look at. */
final class DemoServer implements AutoCloseable {
    static final List<String> NAMESPACES = List.of("/", "/admin");

    final BlockingQueue<ServerSocket> joined = new LinkedBlockingQueue<>();
    final BlockingQueue<ServerEvent> received = new LinkedBlockingQueue<>();
    final BlockingQueue<ServerDisconnectReason> left = new LinkedBlockingQueue<>();

    private final TestServer server = TestServer.builder().build();

    DemoServer() {
        NAMESPACES.forEach(name -> serve(server.namespace(name)));
        server.start();
    }

    URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
    }

    private void serve(Namespace namespace) {
        namespace.onConnection(socket -> {
            socket.on(
                    "sum",
                    event -> event.ack(
                            event.args().get(0, int.class) + event.args().get(1, int.class)));
            socket.on("keep", received::add);
            socket.onDisconnect(left::add);
            joined.add(socket);
        });
    }
}
