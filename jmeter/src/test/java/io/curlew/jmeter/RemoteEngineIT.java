package io.curlew.jmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.testserver.TestServer;
import io.curlew.testsupport.LastingPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** JMeter's distributed mode: an engine that waits for orders, and one that gives them and gathers the results. */
class RemoteEngineIT {
    private static final int USERS = 5 * 2;
    private static final int LOOPS = 2;

    /** With the logs; stays when the test has failed. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES) // for two JVMs that start a large program
    void aRemoteEngineDrivesAServerAndSendsBackTheResults() throws Exception {
        AtomicInteger users = new AtomicInteger();
        try (TestServer server = server(users)) {
            Path home = JMeter.home(directory);
            Path plan = plan(server).writeTo(home.resolve("plan.jmx"));
            Path results = home.resolve("results.csv");
            int port = LastingPorts.JMETER.next();
            try (JMeter unused = JMeter.start(home, "engine", "-s", "-Dserver_port=" + port);
                    JMeter controller = JMeter.start(
                            home,
                            "controller",
                            "-n",
                            "-X",
                            "-t",
                            plan.toString(),
                            "-R",
                            "127.0.0.1:" + port,
                            "-l",
                            results.toString(),
                            "-Jclient.tries=400", // the engine is being started, too
                            "-Jclient.retries_delay=200")) {
                assertThat(controller.await()).contains("Err:     0");
            }
            List<String> lines = Files.readAllLines(results);
            assertThat(lines).hasSize(1 + LOOPS * 5 * 8); // with a heading
            assertThat(lines.subList(1, lines.size())).allMatch(line -> line.contains(",OK,OK,"));
            assertThat(users).hasValue(LOOPS * USERS);
            await().untilAsserted(() -> assertThat(server.of("/").sockets()).isEmpty());
        }
    }

    private static TestServer server(AtomicInteger users) {
        TestServer server = TestServer.builder().build();
        server.onConnection(socket -> {
            users.incrementAndGet();
            socket.on("enter", event -> {
                socket.join(event.args().get(0, String.class));
                event.ack();
            });
            socket.on(
                    "say",
                    event -> server.to(event.args().get(0, String.class))
                            .emit("said", event.args().values()));
        });
        return server.start();
    }

    private static Plan plan(TestServer server) {
        String room = "[&quot;${room}&quot;]";
        Plan plan = new Plan();
        for (String name : List.of("a", "b")) {
            plan.step(
                            "connect",
                            "action",
                            "connect",
                            "connection",
                            name,
                            "url",
                            server.uri().toString())
                    .step("enter", "action", "call", "connection", name, "event", "enter", "arguments", room);
        }
        return plan.step("say", "action", "emit", "connection", "a", "event", "say", "arguments", room)
                .step("hear", "action", "expect", "connection", "b", "event", "said", "pattern", "${room}")
                .step("hear", "action", "expect", "connection", "a", "event", "said")
                .step("leave", "action", "disconnect", "connection", "b");
    }
}
