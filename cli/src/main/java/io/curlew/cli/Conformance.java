package io.curlew.cli;

import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.Map;

/** What the public test suites of both protocols expect of a server that they are run against. */
final class Conformance implements Responder {
    static final String NAMESPACE = "/custom";

    static void applyTo(TestServer.Builder builder) {
        builder.pingInterval(Duration.ofMillis(300))
                .pingTimeout(Duration.ofMillis(200))
                .maxPayload(1_000_000)
                .connectTimeout(Duration.ofSeconds(1));
    }

    /** A client that has joined is told what it said to be let in. */
    @Override
    public void welcome(ServerSocket socket) {
        socket.emit("auth", socket.auth().<Object>map(auth -> auth).orElse(Map.of()));
    }

    @Override
    public boolean answer(ServerEvent event) {
        if (event.name().equals("message")) {
            event.socket().emit("message-back", event.args());
            return true;
        }
        boolean wanted = event.name().equals("message-with-ack") && event.wantsAck();
        if (wanted) {
            event.ack(event.args());
        }
        return wanted;
    }
}
