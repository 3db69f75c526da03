package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the commands print is what the schema of the format allows. */
class FormatIT {
    private final TestServer server =
            TestServer.builder().usualWait(Duration.ofMinutes(1)).build();
    private String url = "";

    @BeforeEach
    void start() {
        server.namespace("/").onConnection(socket -> {
            socket.on("echo", event -> event.ack(event.args()));
            socket.on("ask me", event -> ask(socket));
        });
        server.namespace("/shut").use(socket -> {
            throw new ConnectRefusedException("not today", Map.of("until", "tomorrow"));
        });
        url = server.start().uri().toString();
    }

    private static void ask(ServerSocket socket) {
        var unused = socket.emitWithAck("question", new byte[] {1}, Map.of("a", 1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachLineIsOfTheSchemaWhichHasNoFieldThatIsNotPrinted() throws Exception {
        Schema schema = Schema.ofThePage();
        Run listen = Run.start("listen", url, "--count", "1", "--time", "--json");
        server.awaitConnection().emit("news", 1);
        check(schema, listen);
        Run asked = Run.start("listen", url, "--count", "1", "--json", "-vvv");
        ask(server.awaitConnection());
        check(schema, asked);
        check(schema, Run.of("call", url, "echo", "b64:AAEC", "--json"));
        check(schema, Run.of("call", url, "nothing", "--json", "--timeout", "300ms"));
        check(schema, Run.of("call", url + "/shut", "echo", "--json"));
        check(schema, Run.of("call", url + "/unknown", "echo", "--json"));
        check(schema, Run.of("emit", url, "--json", "--bogus"));
        checkServe(schema);
        checkPipe(schema);
        checkEngine(schema);
        assertThat(schema.seen()).isEqualTo(schema.fields());
    }

    private static void check(Schema schema, Run run) {
        assertThat(run.exitCode()).isNotNegative();
        run.out().forEach(schema::check);
        run.err().forEach(schema::check);
    }

    private static void checkServe(Schema schema) {
        Run printed;
        try (Serving serving = Serving.with("--json")) {
            assertThat(Run.of("call", serving.url(), "echo", "1").out()).containsExactly("[1]");
            printed = serving.run();
        }
        assertThat(printed.out()).hasSize(1);
        check(schema, printed);
    }

    private void checkPipe(Schema schema) {
        Command pipe = await() // the limit is one for connecting too, and for the answer that comes
                .until(
                        this::pipe,
                        ended ->
                                ended.exitCode() == ExitCode.LATE && ended.out().contains("{\"ack\":1,\"args\":"));
        assertThat(pipe.out()).contains("{\"ack\":2,\"error\":");
        pipe.out().lines().forEach(schema::check);
        pipe.err().lines().forEach(schema::check);
    }

    private Command pipe() {
        return Command.start("pipe", url, "--json", "--timeout", "3s").stdin("""
                {"event":"echo","ack":1,"args":[{"$binary":"AAEC"}]}
                {"event":"nothing","ack":2}
                """);
    }

    private static void checkEngine(Schema schema) {
        try (EngineTestServer engine = TestServer.builder().buildEngine()) {
            engine.onConnection(connection -> connection.onMessage(connection::send))
                    .start();
            String uri = engine.uri().toString();
            check(schema, Run.of("engine", uri, "a", "b64:AAEC", "--count", "2", "--time", "--json"));
        }
    }

    @Test
    void theSchemaRefusesOtherLines() throws Exception {
        Schema schema = Schema.ofThePage();
        for (String line : new String[] {
            "1",
            "{}",
            "{\"ack\":1}",
            "{\"event\":1}",
            "{\"event\":\"e\",\"args\":{}}",
            "{\"event\":\"e\",\"more\":1}",
            "{\"event\":\"e\",\"namespace\":\"a\"}",
            "{\"message\":{\"$binary\":\"AAEC\",\"more\":1}}"
        }) {
            assertThatThrownBy(() -> schema.check(line)).isInstanceOf(AssertionError.class);
        }
    }
}
