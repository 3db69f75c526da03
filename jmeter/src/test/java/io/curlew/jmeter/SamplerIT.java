package io.curlew.jmeter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.TestServer;
import io.curlew.testsupport.LastingPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.jmeter.config.Arguments;
import org.apache.jmeter.protocol.java.sampler.JavaSamplerContext;
import org.apache.jmeter.samplers.SampleResult;
import org.apache.jmeter.util.JMeterUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sampler without an engine, in the threads of the test. */
class SamplerIT {
    private final TestServer server =
            TestServer.builder().port(LastingPorts.JMETER.next()).build();
    private final SocketIoSampler sampler = new SocketIoSampler();

    @BeforeAll
    static void loadSettings(@TempDir Path directory) throws IOException {
        Path none = Files.createFile(directory.resolve("jmeter.properties"));
        JMeterUtils.loadJMeterProperties(none.toString());
    }

    @BeforeEach
    void start() {
        server.onConnection(socket -> {
            socket.on("echo", event -> event.ack(event.args().values()));
            socket.on("join", event -> socket.join(event.args().get(0, String.class)));
            socket.on(
                    "say", event -> server.to("room").emit("said", event.args().values()));
            socket.on("bye", event -> socket.disconnect(true));
            socket.on("ask", event -> {
                CompletableFuture<Void> unused = socket.emitWithAck("question", 1)
                        .thenAccept(answer -> socket.emit("answered", answer.values()));
            });
        });
        TestServer unused = server.start();
    }

    @AfterEach
    void stop() {
        sampler.teardownTest(context());
        server.close();
    }

    @Test
    void aCallHasTheServersAnswer() {
        assertOk(connect());
        SampleResult result = run("action", "call", "event", "echo", "arguments", "[1.50,{\"a\":null},\"é\"]");
        assertOk(result);
        assertThat(result.getResponseDataAsString()).isEqualTo("[1.50,{\"a\":null},\"é\"]");
        assertThat(result.getSamplerData()).isEqualTo("call 1: echo [1.50,{\"a\":null},\"é\"]");
    }

    @Test
    void aThreadHasSeveralConnectionsOfWhichEachHearsItsOwn() {
        for (String name : List.of("first", "second")) {
            assertOk(connect("connection", name));
            assertOk(run("action", "emit", "connection", name, "event", "join", "arguments", "[\"room\"]"));
            assertOk(run("action", "call", "connection", name, "event", "echo"));
        }
        assertOk(run("action", "emit", "connection", "first", "event", "say", "arguments", "[\"hello\",7]"));
        for (String name : List.of("first", "second")) {
            SampleResult heard = run("action", "expect", "connection", name, "event", "said", "pattern", "hello.*7");
            assertOk(heard);
            assertThat(heard.getResponseDataAsString()).isEqualTo("[\"hello\",7]");
        }
        assertThat(server.of("/").sockets()).hasSize(2);
    }

    @Test
    void eventsThatComeBeforeTheyAreExpectedWait() {
        assertOk(connect());
        assertOk(run("action", "emit", "event", "join", "arguments", "[\"room\"]"));
        assertOk(run("action", "emit", "event", "say", "arguments", "[1]"));
        assertOk(run("action", "emit", "event", "say", "arguments", "[2]"));
        assertOk(run("action", "call", "event", "echo"));
        assertThat(run("action", "expect", "event", "said", "pattern", "2").getResponseDataAsString())
                .isEqualTo("[2]");
        assertThat(run("action", "expect", "event", "said").getResponseDataAsString())
                .isEqualTo("[1]");
    }

    @Test
    void anExpectedEventThatWantsAnAnswerGetsTheArguments() {
        assertOk(connect());
        assertOk(run("action", "emit", "event", "ask"));
        assertOk(run("action", "expect", "event", "question", "arguments", "[\"yes\"]"));
        assertThat(run("action", "expect", "event", "answered").getResponseDataAsString())
                .isEqualTo("[\"yes\"]");
    }

    @Test
    void whatIsDroppedBeforeItIsExpectedIsTold() {
        assertOk(connect("backlog", "2"));
        assertOk(run("action", "emit", "event", "join", "arguments", "[\"room\"]"));
        for (int i = 1; i <= 3; i++) {
            assertOk(run("action", "emit", "event", "say", "arguments", "[" + i + "]"));
        }
        assertOk(run("action", "call", "event", "echo"));
        assertFails(
                run("action", "expect", "event", "said", "pattern", "1", "timeout", "1"),
                "TIMEOUT",
                "There was no such event within 1 ms; 2 others wait, and 1 were dropped before a step expected them");
    }

    @Test
    void aServerThatRefusesFailsTheStep() {
        server.of("/").use(socket -> {
            throw new ConnectRefusedException("not you");
        });
        assertFails(connect("auth", "{\"token\":\"secret\"}"), "REFUSED", "not you");
        assertFails(run("action", "call", "event", "echo"), "DISCONNECTED", "opened no connection 1");
    }

    @Test
    void aServerThatIsNotThereFailsTheStep() {
        TestServer unused = server.stop();
        assertFails(connect(), "NOT_OPENED", "");
    }

    @Test
    void aLostConnectionFailsEachStepThatNeedsIt() {
        assertOk(connect());
        assertOk(run("action", "emit", "event", "bye"));
        assertFails(run("action", "expect", "event", "said"), "DISCONNECTED", "The connection has ended");
        assertFails(run("action", "emit", "event", "x"), "DISCONNECTED", "The connection has ended");
        assertFails(run("action", "call", "event", "x"), "DISCONNECTED", "The connection has ended");
        assertOk(connect());
        assertOk(run("action", "call", "event", "echo"));
    }

    @Test
    void anAnswerThatDoesNotComeInTimeFailsTheStep() {
        assertOk(connect());
        assertFails(
                run("action", "call", "event", "nobody hears this", "timeout", "1"),
                "TIMEOUT",
                "none came within 1 ms");
    }

    @Test
    void wrongParametersAreNamedWithoutTheirValues() {
        assertFails(run("action", "sing"), "BAD_PARAMETER", "Parameter action is not connect");
        assertFails(connect("timeout", "soon"), "BAD_PARAMETER", "Parameter timeout is not a number");
        assertFails(connect("timeout", "0"), "BAD_PARAMETER", "Parameter timeout is not a number from 1");
        assertFails(connect("backlog", "-1"), "BAD_PARAMETER", "Parameter backlog is not a number from 0");
        assertFails(connect("auth", "{secret"), "BAD_PARAMETER", "Parameter auth is not a JSON object");
        assertFails(connect("transports", "pigeon"), "BAD_PARAMETER", "Parameter transports");
        assertOk(connect());
        assertFails(
                run("action", "expect", "event", "e", "pattern", "("),
                "BAD_PARAMETER",
                "Parameter pattern is not a reg");
        assertFails(run("action", "call"), "BAD_PARAMETER", "Parameter event");
        assertFails(run("action", "call", "event", "e", "arguments", "1"), "BAD_PARAMETER", "Parameter arguments");
    }

    @Test
    void theRequestShowsNoSecretsOfTheUrl() {
        String url = "http://user:secret@my_host:1/path?token=secret#secret";
        assertThat(run("action", "connect", "url", url, "timeout", "1").getSamplerData())
                .isEqualTo("connect 1: http://my_host:1/path");
        assertThat(run("action", "connect", "url", "a b:secret").getSamplerData())
                .isEqualTo("connect 1: a URL that is malformed");
        assertThat(run("action", "connect", "url", "localhost:3000").getSamplerData())
                .isEqualTo("connect 1: a URL that is malformed");
    }

    @Test
    void anErrorFailsTheSample() {
        JavaSamplerContext broken = new JavaSamplerContext(new Arguments()) {
            @Override
            public String getParameter(String name, String orElse) {
                throw new NoClassDefFoundError("on purpose");
            }
        };
        assertFails(sampler.runTest(broken), "NoClassDefFoundError", "on purpose");
    }

    @Test
    void aPatternThatIsTooMuchForJavaIsABadParameter() {
        assertOk(connect());
        assertOk(run("action", "emit", "event", "join", "arguments", "[\"room\"]"));
        assertOk(run("action", "emit", "event", "say", "arguments", "[\"" + "ab".repeat(50_000) + "\"]"));
        assertFails(
                run("action", "expect", "event", "said", "pattern", "(a|b)*c"),
                "BAD_PARAMETER",
                "Parameter pattern is not one that Java can match");
        assertOk(run("action", "expect", "event", "said", "pattern", "b\""));
    }

    @Test
    void connectingAgainReplacesAConnectionAndDisconnectEndsIt() {
        assertOk(connect());
        assertOk(connect("transports", "polling"));
        awaitSockets(1);
        assertOk(run("action", "disconnect"));
        awaitSockets(0);
        assertOk(run("action", "disconnect"));
    }

    @Test
    void connectionsOfThreadsThatHaveEndedAreClosedByTheNext() throws InterruptedException {
        Thread other = new Thread(() -> assertOk(connect()));
        other.start();
        other.join();
        awaitSockets(1);
        assertOk(connect("connection", "mine"));
        awaitSockets(1);
        assertOk(run("action", "call", "connection", "mine", "event", "echo"));
    }

    @Test
    void theEndOfTheTestClosesAllConnections() {
        assertOk(connect());
        CompletableFuture.runAsync(() -> assertOk(connect())).join();
        awaitSockets(2);
        sampler.teardownTest(context());
        awaitSockets(0);
    }

    private void awaitSockets(int count) {
        await().until(() -> server.of("/").sockets().size() == count);
    }

    private SampleResult connect(String... more) {
        String[] all = {"action", "connect", "url", server.uri().toString()};
        return sampler.runTest(context(concat(all, more)));
    }

    private static String[] concat(String[] first, String[] second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }

    private SampleResult run(String... parameters) {
        return sampler.runTest(context(parameters));
    }

    private static JavaSamplerContext context(String... parameters) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < parameters.length; i += 2) {
            arguments.addArgument(parameters[i], parameters[i + 1]);
        }
        return new JavaSamplerContext(arguments);
    }

    private static void assertOk(SampleResult result) {
        assertThat(result.getResponseMessage()).isEqualTo("OK");
        assertThat(result.isSuccessful()).isTrue();
    }

    private static void assertFails(SampleResult result, String code, String message) {
        assertThat(result.isSuccessful()).isFalse();
        assertThat(result.getResponseCode()).isEqualTo(code);
        assertThat(result.getResponseMessage()).contains(message).doesNotContain("secret");
    }
}
