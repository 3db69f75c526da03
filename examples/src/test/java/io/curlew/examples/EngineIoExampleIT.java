package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineIoExampleIT {

    @Test
    void bothWaysTalkToAServer() {
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            server.onConnection(connection -> connection.onMessage(connection::send))
                    .start();
            String url = server.uri().toString();
            List<String> lines = Console.linesOf(() -> EngineIoExample.main(new String[] {url}));

            assertThat(lines)
                    .contains("callback got: Hello World", "closed: forced close", "loop got: ping me")
                    .anyMatch(line -> line.startsWith("open: Handshake"));
            assertThat(Console.linesOf(() -> EngineHello.main(new String[] {url})))
                    .containsExactly("hello");
        }
    }
}
