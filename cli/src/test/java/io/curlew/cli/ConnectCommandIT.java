package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import io.curlew.testsupport.Programs;
import io.curlew.testsupport.Tmux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prompt in a terminal. */
class ConnectCommandIT {

    @TempDir
    private Path directory;

    @Test
    @Tag("N06")
    void talksAtAPromptAndShowsWhatCameAsTextOnly() throws Exception {
        Programs.need("tmux");
        try (TestServer server =
                TestServer.builder().usualWait(Duration.ofMinutes(1)).build()) {
            server.namespace("/").onConnection(peer -> {
                peer.emit("welcome", "you");
                peer.on("echo", event -> event.ack(event.args()));
            });
            server.namespace("/admin");
            server.start();
            List<String> line = Command.line("connect", server.uri().toString());
            try (Tmux terminal = Tmux.running(directory, line)) {
                converse(terminal, server);
            }
        }
    }

    /** The place of the history is taken. */
    @Test
    void endsWithTheConnectionIfNoOtherIsToBeMade() throws Exception {
        Programs.need("tmux");
        Path unused = Files.createFile(directory.resolve("curlew"));
        try (TestServer server =
                TestServer.builder().usualWait(Duration.ofMinutes(1)).build()) {
            server.start();
            List<String> line = Command.line("connect", server.uri().toString(), "--no-reconnect");
            try (Tmux terminal = Tmux.running(directory, line)) {
                // an upgrade would end in another way
                terminal.awaitScreen("* lines are not kept for later: ", "* joined", "/>", "websocket, id ");
                server.awaitConnection().dropConnection();
                terminal.awaitScreen("curlew: disconnected: transport close", "ended with 1");
            }
        }
    }

    /** The connection may end before the command knows that it has joined. */
    @Test
    void endsWithTheConnectionThatEndsAtOnce() throws Exception {
        Programs.need("tmux");
        try (TestServer server =
                TestServer.builder().usualWait(Duration.ofMinutes(1)).build()) {
            server.namespace("/").onConnection(ServerSocket::disconnect);
            server.start();
            List<String> line = Command.line("connect", server.uri().toString(), "--no-reconnect");
            try (Tmux terminal = Tmux.running(directory, line)) {
                terminal.awaitScreen("curlew: disconnected: ", "ended with 1");
            }
        }
    }

    @Test
    void showsWhatHappensUnderneathAboveThePrompt() throws Exception {
        Programs.need("tmux");
        try (TestServer server =
                TestServer.builder().usualWait(Duration.ofMinutes(1)).build()) {
            server.start();
            List<String> line = Command.line("connect", server.uri().toString(), "-v", "-t", "websocket");
            try (Tmux terminal = Tmux.running(directory, line)) {
                terminal.awaitScreen("* joined", "curlew: connected over websocket", "/>");
                terminal.type("/reconnect");
                terminal.awaitScreen("curlew: the connection is closed: ", "curlew: attempt 1 to connect again");
                assertThat(server.awaitConnection()).isNotNull();
                terminal.keys("half", "a");
                terminal.awaitScreen("/> halfa");
                assertThat(terminal.screen().lines().filter(shown -> shown.contains("curlew: ")))
                        .allMatch(shown -> shown.startsWith("curlew: "));
                terminal.keys("C-u"); // a Ctrl-C of which JLine tells twice would clear what is typed next
                terminal.type("/quit");
                terminal.awaitScreen("ended with 0");
            }
        }
    }

    @Test
    void completesNamesThatWereTypedInEarlierSessions() throws Exception {
        Programs.need("tmux");
        Path history = Files.createDirectories(directory.resolve("curlew")).resolve("history");
        Files.write(history, List.of("1764400000000:/ack priceOfTea {\"a\":1}", "1764400000001:42[\"pricey\",1]"));
        try (TestServer server =
                TestServer.builder().usualWait(Duration.ofMinutes(1)).build()) {
            server.start();
            List<String> line = Command.line("connect", server.uri().toString());
            try (Tmux terminal = Tmux.running(directory, line)) {
                terminal.awaitScreen("* joined", "/>");
                terminal.keys("pri", "Tab");
                terminal.awaitScreen("/> priceOfTea");
            }
        }
    }

    @Test
    @Tag("N06")
    void showsARefusalAsTextOnlyAtThePromptAndBeforeIt() throws Exception {
        Programs.need("tmux");
        List<String> texts =
                Unprintable.texts().filter(text -> text.length() < 100).toList();
        try (TestServer server =
                TestServer.builder().usualWait(Duration.ofMinutes(1)).build()) {
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                server.namespace("/raw" + i).use(socket -> {
                    throw new ConnectRefusedException(text, Map.of(Unprintable.key(text), text));
                });
            }
            server.start();
            List<String> line = Command.line("connect", server.uri().toString());
            try (Tmux terminal = Tmux.running(directory, line)) {
                terminal.awaitScreen("* joined", "/>");
                for (int i = 0; i < texts.size(); i++) {
                    terminal.type("/ns raw" + i);
                    terminal.awaitScreen("* cannot join /raw" + i + ": ", PeerText.opening(texts.get(i)));
                }
                terminal.type("/quit");
                terminal.awaitScreen("ended with 0");
            }
        }
    }

    @Test
    void sendsFilesAndVolatileEventsConnectsAnewAndShowsTheState() throws Exception {
        Programs.need("tmux");
        Path photo = Files.write(directory.resolve("photo"), new byte[] {0, 1, 2});
        try (TestServer server = TestServer.builder()
                .pingInterval(Duration.ofMillis(200))
                .usualWait(Duration.ofSeconds(50))
                .build()
                .start()) {
            List<String> line = Command.line("connect", server.uri().toString());
            try (Tmux terminal = Tmux.running(directory, line)) {
                ServerSocket first = server.awaitConnection();
                assertThat(terminal.awaitScreen(" /  websocket, id " + first.id() + ", round trip "))
                        .containsPattern("round trip \\d+(\\.\\d+)? m?s");

                terminal.type("/binary photo @" + photo);
                terminal.awaitScreen("> photo {\"$binary\":\"AAEC\"}");
                assertThat(first.awaitEvent("photo").args().get(0, byte[].class))
                        .containsExactly(0, 1, 2);
                terminal.type("/binary photo @/no/such");
                terminal.awaitScreen("* there is no file /no/such");
                terminal.type("/volatile tick 1");
                assertThat(first.awaitEvent("tick").args().json()).isEqualTo("[1]");
                terminal.type("42[\"tick\",1]");
                terminal.awaitScreen("* the event's name looks like a whole packet");
                terminal.type("42[\"chat\",\"hello world\"]");
                terminal.awaitScreen("/> 42[\"chat\",\"hello world\"]");
                terminal.type("/ack 42[\"chat\",\"hello world\"]");
                terminal.awaitScreen("/> /ack 42[\"chat\",\"hello world\"]");
                terminal.type("/stats");
                terminal.awaitScreen("0 events came, 2 went"); // photo and tick

                terminal.type("/reconnect");
                assertThat(first.awaitDisconnect()).isNotNull();
                ServerSocket second = server.awaitConnection();
                terminal.awaitScreen("* left /: ", " /  websocket, id " + second.id());
            }
        }
    }

    private static void converse(Tmux terminal, TestServer server) throws Exception {
        ServerSocket peer = server.awaitConnection();
        terminal.awaitScreen("* joined", "< welcome \"you\"", "/>", "websocket, id " + peer.id());
        peer.emit("news\u001b[2J", "a\u202eb");
        terminal.awaitScreen("< \"news\\u001B[2J\" \"a\\u202eb\"");

        List<String> texts =
                Unprintable.texts().filter(text -> text.length() < 100).toList();
        texts.forEach(text -> peer.emit("hostile", text, Map.of(Unprintable.key(text), text)));
        peer.emit("last");
        terminal.awaitScreen("< last");
        assertThat(terminal.screen().lines().filter(line -> line.contains("< hostile")))
                .hasSize(texts.size());

        terminal.type("/ack echo {\"a\":");
        terminal.type("1} \"two words\"");
        terminal.awaitScreen("> echo {\"a\":1} \"two words\"", "< answer to echo {\"a\":1} \"two words\"");

        var answer = peer.emitWithAck("question", 6);
        terminal.awaitScreen("< question 6  wants an answer: /reply 1");
        terminal.type("/reply 1 42");
        assertThat(answer.get().get(0, int.class)).isEqualTo(42);

        terminal.keys("/ack que", "Tab");
        terminal.awaitScreen("/> /ack question");
        terminal.keys("C-u");
        terminal.type("/nonsense");
        terminal.awaitScreen("* there is no /nonsense; /help");
        terminal.type("/ns admin");
        server.namespace("/admin").awaitConnection();
        terminal.awaitScreen("/admin>");
        terminal.keys("C-c"); // of which JLine tells twice at times: after that nothing is typed
        terminal.awaitScreen("* Ctrl-D ends it");
        terminal.keys("C-d");
        terminal.awaitScreen("ended with 0");
    }
}
