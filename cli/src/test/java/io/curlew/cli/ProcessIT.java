package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.ServerDisconnectReason;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each command as a script sees it: exit codes, and the bytes of stdout. A JVM starts for each, so they are few. */
@Execution(ExecutionMode.CONCURRENT)
class ProcessIT {
    private final TestServer server =
            TestServer.builder().usualWait(Duration.ofMinutes(1)).build();
    private String url = "";

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        server.namespace("/").onConnection(socket -> {
            socket.on("echo", event -> event.ack(event.args()));
        });
        server.namespace("/admin").use(socket -> {
            boolean known = socket.auth()
                    .flatMap(auth -> auth.field("token"))
                    .filter(token -> token.text().equals("\"s3cret\""))
                    .isPresent();
            if (!known) {
                throw new ConnectRefusedException("not authorized", Map.of("code", 401));
            }
        });
        url = server.start().uri().toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void callPrintsTheBytesOfTheAnswerInUtf8() throws Exception {
        Path file = Files.writeString(directory.resolve("arg.json"), "{\"a\":[1,\"🐦é\"]}\n");
        Command call = Command.start(
                Map.of("LC_ALL", "C"), "call", url, "echo", "@" + file, "-", "text:1", "b64:AAEC", "bin:@" + file);
        assertThat(call.stdin("true\n").exitCode()).isZero();
        assertThat(call.out())
                .isEqualTo("[{\"a\":[1,\"🐦é\"]},true,\"1\",{\"$binary\":\"AAEC\"},"
                        + "{\"$binary\":\"eyJhIjpbMSwi8J+QpsOpIl19Cg==\"}]\n");
        assertThat(call.err()).isEmpty();
    }

    @Test
    void theVersionIsPrintedWithoutPicocli() {
        Command version = Command.start(Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:stderr"), "--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).matches("curlew \\d+\\.\\d+.* \\(Java .*\\)\\R");
        assertThat(version.err()).contains("io.curlew.cli.Version").doesNotContain("picocli.CommandLine source:");
    }

    @Test
    void callReadsAndWritesJsonWithoutJackson() {
        server.namespace("/").onConnection(socket -> socket.on("raw", event -> event.ack(1, "two")));
        Command call = Command.start(
                Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:stderr"), "call", url, "raw", "{\"a\":1.50}", "text");
        assertThat(call.exitCode()).isZero();
        assertThat(call.out()).isEqualTo("[1,\"two\"]\n");
        assertThat(call.err()).contains("io.curlew.cli.RawJson").doesNotContain("tools.jackson.");
    }

    @Test
    void emitEndsWhenTheServerHasTheEvent() throws Exception {
        Command emit = Command.start("emit", url, "keep", "{\"a\":1}");
        assertThat(emit.exitCode()).isZero();
        assertThat(emit.out()).isEmpty();
        assertThat(emit.err()).isEmpty();
        assertThat(server.awaitConnection().awaitEvent("keep").args().json(0)).isEqualTo("{\"a\":1}");
    }

    @Test
    void aSecretNeedsToStandInNoListOfProcesses() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "{\"token\":\"s3cret\"}\n");
        Command emit = Command.start(
                Map.of("HEADER", "authorization: s3cret\nx-key: s3cret"),
                "emit",
                url + "/admin",
                "-vvv",
                "-a",
                "@" + token,
                "-H",
                "env:HEADER",
                "keep");
        assertThat(emit.exitCode()).isZero();
        assertThat(emit.err())
                .contains("> message 0/admin,{***}", "> header authorization: ***", "connected over polling")
                .doesNotContain("s3cret");
    }

    @Test
    void pipeEmitsAndPrintsLinesOfOneFormat() {
        server.namespace("/").onConnection(socket -> socket.on("ask", event -> askBack(socket, event)));
        Command pipe = Command.script("mkfifo " + directory + "/in; \"$@\" pipe --timeout 1m " + url + " <" + directory
                + "/in | { exec 3>" + directory + "/in; echo '{\"event\":\"ask\",\"ack\":9}' >&3; read -r question;"
                + " echo \"$question\"; echo '{\"ack\":1,\"args\":[42]}' >&3; exec 3>&-; cat; }");
        assertThat(pipe.out())
                .isEqualTo("{\"event\":\"question\",\"ack\":1,\"args\":[6]}\n{\"ack\":9,\"args\":[42]}\n");
        assertThat(pipe.exitCode()).isZero();
    }

    @Test
    @Tag("N06")
    void pipePrintsWhateverAServerSaysAsJsonThatShowsAndIsWhole() {
        List<String> texts = Unprintable.texts().toList();
        StringBuilder lines = new StringBuilder();
        for (String text : texts) {
            lines.append("{\"event\":\"echo\",\"ack\":1,\"args\":[" + JsonText.of(text) + "]}\n");
        }
        Command pipe = Command.start("pipe", url, "-q").stdin(lines.toString());
        assertThat(pipe.exitCode()).isZero();
        assertThat(pipe.out().lines())
                .allSatisfy(Unprintable::assertShows)
                .map(line -> ((Map<?, ?>) JsonText.parse(line)).get("args"))
                .isEqualTo(texts.stream().map(List::of).toList());
    }

    private static void askBack(ServerSocket socket, ServerEvent event) {
        CompletableFuture<Void> unused =
                socket.emitWithAck("question", 6).thenAccept(answer -> event.ack(answer.get(0, int.class)));
    }

    @Test
    void pipeStopsAtALineThatIsWrongAndHasSentWhatCameBefore() throws Exception {
        Command pipe = Command.start("pipe", url, "-q").stdin("""
                {"event":"keep","args":[1]}
                {"evnt":1}
                """);
        assertThat(pipe.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(pipe.err()).isEqualTo("curlew: line 2 of stdin: an unknown field \"evnt\"\n");
        assertThat(server.awaitConnection().awaitEvent("keep").args().json(0)).isEqualTo("1");
    }

    @Test
    void pipeReadsWhatPipeHasPrinted() throws Exception {
        Command pipe = Command.start("pipe", url).stdin("""
                {"ack":9,"args":[42]}
                {"ack":10,"error":"No answer to event \\"ask\\": none came within 5 s"}
                {"time":"2026-11-29T12:00:00Z","namespace":"/","socket":"x","event":"keep","args":[1]}
                """);
        assertThat(pipe.exitCode()).isZero();
        assertThat(pipe.err())
                .contains(
                        "curlew: the answer 9 is not sent: no event waits for it\n",
                        "curlew: there is no answer 10: No answer to event \"ask\": none came within 5 s\n");
        assertThat(server.awaitConnection().awaitEvent("keep").args().json(0)).isEqualTo("1");
    }

    @Test
    void engineReadsTheMessagesThatItHasPrinted() {
        try (EngineTestServer engine = TestServer.builder().buildEngine()) {
            engine.onConnection(connection -> connection.onMessage(connection::send))
                    .start();
            String lines = """
                    {"message":"a\\u001B[2J"}
                    {"message":{"$binary":"AAEC"}}
                    """;
            String uri = engine.uri().toString();
            Command replayed = Command.start("engine", uri, "--json", "-q", "--lines", "--count", "2");
            assertThat(replayed.stdin(lines).out()).isEqualTo(lines);
            Command text = Command.start("engine", uri, "-q", "--lines", "--count", "1");
            assertThat(text.stdin("{\"message\":\"a\"}\n").out())
                    .isEqualTo("{\"message\":\"{\\\"message\\\":\\\"a\\\"}\"}\n");
            Command wrong = Command.start("engine", uri, "--json", "-q", "--lines");
            assertThat(wrong.stdin("\n{\"note\":\"a\"}\n").err())
                    .isEqualTo("{\"error\":\"line 2 of stdin: an unknown field \\\"note\\\"\",\"exit\":1}\n");
        }
    }

    @Test
    void engineSendsAndPrintsMessages() {
        try (EngineTestServer engine = TestServer.builder().buildEngine()) {
            engine.onConnection(connection -> connection.onMessage(connection::send))
                    .start();
            Command command = Command.start(
                    "engine", engine.uri().toString(), "-q", "a\u001b[2J", "b64:AAEC", "--lines", "--count", "3");
            assertThat(command.stdin("last\n").exitCode()).isZero();
            assertThat(command.out()).isEqualTo("""
                            {"message":"a\\u001B[2J"}
                            {"message":{"$binary":"AAEC"}}
                            {"message":"last"}
                            """);
            assertThat(command.err()).isEmpty();
        }
    }

    @Test
    void pipeLingersForWhatComesAfterTheEndOfStdin() throws Exception {
        Command head = Command.script(
                "\"$@\" pipe -q --linger 1h --timeout 1m " + url + " </dev/null | head -1; echo ${PIPESTATUS[0]}");
        ServerSocket peer = server.awaitConnection();
        await().until(() -> {
            peer.emit("later");
            return !peer.connected();
        });
        assertThat(head.out()).isEqualTo("{\"event\":\"later\",\"args\":[]}\n0\n");
        assertThat(head.err()).isEmpty();
    }

    @Test
    void demoSaysOfEachStepThatItWentWell() {
        Command demo = Command.start("demo", "--no-color");
        assertThat(demo.exitCode()).isZero();
        assertThat(demo.out().lines().filter(line -> line.startsWith("  ok  "))).hasSize(27);
        assertThat(demo.err()).isEmpty();
    }

    @Test
    void helpCompletionAndTheManualArePrintedInUtf8() {
        Command help = Command.start("help", "call");
        Command completion = Command.start("completion", "fish");
        Command man = Command.start("man", "call");
        assertThat(help.out()).startsWith("Usage: curlew call [OPTIONS] URL EVENT [ARG...]\n");
        assertThat(completion.out()).startsWith("# Completes curlew in fish.");
        assertThat(man.out()).startsWith(".").contains(".TH \"CURLEW-CALL\" \"1\"");
        for (Command printed : List.of(help, completion, man)) {
            assertThat(printed.exitCode()).isZero();
            assertThat(printed.out()).endsWith("\n").doesNotContain("\r");
            assertThat(printed.err()).isEmpty();
        }
    }

    @Test
    void serveIsThereUntilCtrlCWhichIsItsSuccess() {
        Command serve = Command.startInterruptible("serve", "--port", "0", "--namespace", "/a");
        String serving = serve.awaitErr(", Ctrl-C ends it\n").replaceFirst("^curlew: serving (\\S+), .*\\n", "$1");
        assertThat(Run.of("call", serving + "/a", "echo", "🐦", "b64:AAEC").out())
                .containsExactly("[\"🐦\",{\"$binary\":\"AAEC\"}]");
        serve.signal("INT");
        assertThat(serve.exitCode()).isZero();
        assertThat(serve.out())
                .matches("\\{\"namespace\":\"/a\",\"socket\":\"[\\w-]{20}\",\"event\":\"echo\","
                        + "\"args\":\\[\"🐦\",\\{\"\\$binary\":\"AAEC\"}]}\n");
    }

    @Test
    void ctrlCEndsListenWith130AndAPoliteKillWith143() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")), "there is no env");
        assertEndedBy("INT", ExitCode.INTERRUPTED);
        assertEndedBy("TERM", 143);
    }

    /** The client does not wait long for the server to read its goodbye: a busy one may be late once. */
    private void assertEndedBy(String signal, int exitCode) throws InterruptedException {
        if (endedBy(signal, exitCode) == ServerDisconnectReason.TRANSPORT_CLOSE) {
            assertThat(endedBy(signal, exitCode)).isEqualTo(ServerDisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        }
    }

    /**
     * Also when the connection is about to move to WebSocket: what counts is that the client knows that it has joined.
     */
    private ServerDisconnectReason endedBy(String signal, int exitCode) throws InterruptedException {
        Command listen = Command.startInterruptible("listen", url);
        ServerSocket peer = server.awaitConnection();
        String unused = listen.awaitErr("curlew: connected to " + url + "/\n");
        listen.signal(signal);
        assertThat(listen.exitCode()).isEqualTo(exitCode);
        assertThat(listen.err()).isEqualTo("curlew: connected to " + url + "/\n");
        ServerDisconnectReason reason = peer.awaitDisconnect();
        assertThat(reason)
                .isIn(ServerDisconnectReason.CLIENT_NAMESPACE_DISCONNECT, ServerDisconnectReason.TRANSPORT_CLOSE);
        return reason;
    }

    @Test
    void aReaderWhoLeavesIsAQuietEnd() throws Exception {
        Command head = Command.script("\"$@\" listen -q --timeout 1m " + url + " | head -1; echo ${PIPESTATUS[0]}");
        ServerSocket peer = server.awaitConnection();
        peer.emit("one");
        await().until(() -> {
            peer.emit("more");
            return !peer.connected();
        });
        assertThat(head.out()).isEqualTo("{\"event\":\"one\",\"args\":[]}\n0\n");
        assertThat(head.err()).isEmpty();
    }

    @Test
    void aFullDiskIsAFailure() {
        assumeTrue(Command.hasFullDisk(), "there is no /dev/full");
        Command full = Command.script("\"$@\" call --timeout 1m " + url
                + " echo 1 >/dev/full; echo $?; \"$@\" --help >/dev/full; echo $?;"
                + " \"$@\" --version >/dev/full; echo $?");
        assertThat(full.out()).isEqualTo("1\n1\n1\n");
        assertThat(full.err())
                .isEqualToIgnoringNewLines("curlew: cannot write to stdout: No space left on device"
                        + "curlew: cannot write to stdout: No space left on device"
                        + "curlew: cannot write to stdout: No space left on device");
    }
}
