package io.curlew.interop.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.interop.node.NeedsNode;
import io.curlew.interop.node.NodeProcess;
import io.curlew.testsupport.LastingPorts;
import io.curlew.testsupport.Tmux;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as a script sees it, against the reference server. A JVM starts for each, so they are few, one after the
 * other.
 */
@NeedsNode
class CommandIT {
    /** A JVM has to start meanwhile, beside all the others of the build. */
    private static final Duration LONG = Duration.ofSeconds(50);

    private final NodeProcess node = NodeProcess.shared("socketio-server.mjs");
    private Map<String, ?> server = Map.of();
    private String url = "";

    @BeforeEach
    void listen() {
        Map<?, ?> listening =
                (Map<?, ?>) node.ask("listen", Map.of("options", Map.of(), "port", LastingPorts.INTEROP.next()));
        server = Map.of("server", listening.get("server"));
        url = "http://127.0.0.1:" + listening.get("port");
    }

    @AfterEach
    void close() {
        node.ask("close", server);
    }

    @Test
    void callPrintsTheAnswer() {
        Command call = Command.run("call", url, "ask", "🐦", "42", "{\"a\":[1,null]}", "b64:AAEC", "text:1");
        assertThat(call).isEqualTo(new Command(0, "[\"🐦\",42,{\"a\":[1,null]},{\"$binary\":\"AAEC\"},\"1\"]\n", ""));
    }

    @Test
    void connectTalksAtAPrompt(@TempDir Path directory) {
        try (Tmux terminal = Tmux.running(directory, Command.line("connect", url))) {
            terminal.awaitScreen("* joined " + url + "/", "/>", "websocket, id ");
            terminal.type("echo {\"a\":[1,null]} b64:AAEC");
            terminal.awaitScreen(
                    "> echo {\"a\":[1,null]} {\"$binary\":\"AAEC\"}", "< echo {\"a\":[1,null]} {\"$binary\":\"AAEC\"}");
            terminal.type("/ack ask \"two words\"");
            terminal.awaitScreen("< answer to ask \"two words\"");
            terminal.type("\"ask me\" 6");
            terminal.awaitScreen("< question 6  wants an answer: /reply 1");
            terminal.type("/reply 1 42");
            terminal.awaitScreen("< answered 42");
            terminal.type("/reconnect");
            terminal.awaitScreen("* left /: ");
            terminal.type("/ack transport");
            terminal.awaitScreen("< answer to transport \"");
            terminal.type("/ns guarded");
            terminal.awaitScreen("* cannot join /guarded: ", ": not allowed");
            terminal.type("/ns admin");
            terminal.awaitScreen("/admin>");
            terminal.type("/quit");
            terminal.awaitScreen("ended with 0");
        }
        assertThat(node.ask("left", Map.of("server", server.get("server"), "namespace", "/admin")))
                .isEqualTo("client namespace disconnect");
    }

    @Test
    void emitEndsWhenTheServerHasTheEvent() {
        assertThat(Command.run("emit", url, "note", "7")).isEqualTo(new Command(0, "", ""));
        assertThat(Command.run("call", url, "noted").out()).isEqualTo("[[7]]\n");
    }

    @Test
    void aRefusalIsToldWithItsData() {
        assertThat(Command.run("call", url + "/guarded", "--json", "auth"))
                .isEqualTo(new Command(
                        4,
                        "",
                        "{\"error\":\"cannot connect to " + url
                                + "/guarded: not allowed, data: {\\\"code\\\":401,\\\"why\\\":[\\\"token\\\"]}\",\"exit\":4,"
                                + "\"data\":{\"code\":401,\"why\":[\"token\"]}}\n"));
        assertThat(Command.run("call", url + "/guarded", "-a", "{\"token\":\"secret\"}", "auth"))
                .isEqualTo(new Command(0, "[{\"token\":\"secret\"}]\n", ""));
    }

    @Test
    void listenPrintsWhatTheServerBroadcasts() {
        CompletableFuture<Command> listen = Command.start("", "listen", url, "--quiet", "--count", "1");
        await().atMost(LONG).until(() -> node.ask("connections", server).equals(1));
        await().atMost(LONG).until(() -> {
            Command unused = Command.run("emit", url, "shout", "3");
            return listen.isDone();
        });
        assertThat(listen.join()).isEqualTo(new Command(0, "{\"event\":\"shouted\",\"args\":[\"xxx\"]}\n", ""));
    }

    @Test
    void pipeAsksAndListens() {
        Command pipe = Command.start("""
                        {"event":"echo","args":[{"$binary":"AAEC"}]}
                        {"event":"ask","ack":9,"args":["last"]}
                        """, "pipe", url, "-q").join();
        assertThat(pipe).isEqualTo(new Command(0, """
                {"event":"echo","args":[{"$binary":"AAEC"}]}
                {"ack":9,"args":["last"]}
                """, ""));
    }

    @Test
    void engineSeesWhatSocketIoIsMadeOf() {
        Command engine = Command.run("engine", url + "/socket.io/", "-q", "0", "--count", "1");
        assertThat(engine.err()).isEmpty();
        assertThat(engine.out()).matches("\\{\"message\":\"0\\{\\\\\"sid\\\\\":\\\\\"[\\w-]{20}\\\\\"}\"}\n");
    }

    @Test
    void noServerIsExitCode3() {
        int port = LastingPorts.INTEROP.next();
        Command call = Command.run("call", "http://127.0.0.1:" + port, "ask");
        assertThat(call.exitCode()).isEqualTo(3);
        assertThat(call.out()).isEmpty();
        assertThat(call.err())
                .matches("curlew: cannot connect to http://127\\.0\\.0\\.1:" + port + "/: .*Connection refused\n");
    }

    @Test
    void aServerThatSaysNothingInTimeIsExitCode3() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String silentUrl = "http://127.0.0.1:" + silent.getLocalPort();
            Command call = Command.run("call", silentUrl, "ask", "--timeout", "1s");
            assertThat(call.exitCode()).isEqualTo(3);
            assertThat(call.out()).isEmpty();
            assertThat(call.err())
                    .startsWith("curlew: cannot connect to " + silentUrl + "/: ")
                    .contains("within 1 s");
        }
    }

    @Test
    void anAnswerThatIsLateIsExitCode5() {
        assertThat(Command.run("call", url, "never answer", "--timeout", "5s"))
                .isEqualTo(new Command(5, "", "curlew: No answer to event \"never answer\": none came within 5 s\n"));
    }
}
