package com.example.prices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curlew.testserver.TestServer;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program as it is deployed: all jars on the module path, none on the class path. */
@Timeout(120)
class MainIT {
    @Test
    void sendsAndReadsARecordOfANamedModule() throws Exception {
        try (TestServer server = TestServer.builder().build()) {
            server.onConnection(socket -> socket.on("echo", event -> event.ack(event.args())));
            server.start();
            Process program = new ProcessBuilder(List.of(
                            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                            "--module-path",
                            System.getProperty("module.path"),
                            "--module",
                            "com.example.prices/com.example.prices.Main",
                            server.uri().toString()))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(program.getInputStream().readAllBytes(), UTF_8);
            assertEquals(0, program.waitFor(), output);
            assertEquals("Price[symbol=BTC, value=1.5]", output.lines().reduce((first, last) -> last).orElse(""));
            server.verify();
        }
    }
}
