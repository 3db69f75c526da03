package io.curlew.examples;

import io.curlew.testserver.TestServer;

/** The code of the page on the test server. */
final class TestServerGuide {
    private TestServerGuide() {}

    static void crashing(TestServer server) {
        // example: a client that crashes
        server.namespace("/")
                .onConnection(socket -> socket.on("crash", event -> {
                    socket.onDisconnect(reason -> socket.emit("missed", 1));
                    socket.dropConnection();
                }));
        // end
    }
}
