package io.curlew.cli;

import io.curlew.testserver.Namespace;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The demo's server: answers {@code sum}. What else happens to it, the demo waits for. */
final class DemoServer implements AutoCloseable {
    static final List<String> NAMESPACES = List.of("/", "/admin");

    /** Longer than any step may take: whoever runs a step sees to its deadline. */
    private static final Duration LONG = Duration.ofDays(1);

    private final TestServer server = TestServer.builder().usualWait(LONG).build();

    DemoServer() {
        NAMESPACES.forEach(name -> serve(server.namespace(name)));
        server.start();
    }

    URI uri() {
        return server.uri();
    }

    /** Waits for the next client that joins the namespace. */
    ServerSocket awaitConnection(String namespace) {
        return server.namespace(namespace).awaitConnection();
    }

    @Override
    public void close() {
        server.close();
    }

    private static void serve(Namespace namespace) {
        namespace.onConnection(socket -> socket.on(
                "sum",
                event -> event.ack(event.args().get(0, int.class) + event.args().get(1, int.class))));
    }
}
