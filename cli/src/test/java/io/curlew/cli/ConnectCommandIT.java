package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prompt in a terminal that tmux keeps, on a tmux server of its own. */
class ConnectCommandIT {
    private final BlockingQueue<ServerSocket> joined = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    private Path socket() {
        return directory.resolve("tmux");
    }

    @Test
    @Tag("N06")
    void talksAtAPromptAndShowsWhatCameAsTextOnly() throws Exception {
        assumeTrue(hasTmux(), "connect is not tried: there is no tmux");
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/").onConnection(peer -> {
                joined.add(peer);
                peer.on("echo", event -> event.ack(ServeCommand.values(event.args())));
            });
            server.namespace("/admin").onConnection(joined::add);
            server.start();
            tmux(
                    "new-session",
                    "-d",
                    "-x",
                    "120",
                    "-y",
                    "30",
                    run("connect", server.uri().toString()));
            converse(joined.take());
        } finally {
            tmux("kill-server");
        }
    }

    private void converse(ServerSocket peer) throws Exception {
        awaitScreen("* joined", "/>", "websocket, id " + peer.id());
        peer.emit("news\u001b[2J", "a\u202eb");
        awaitScreen("< \"news\\u001B[2J\" \"a\\u202eb\"");

        type("/ack echo {\"a\":");
        type("1} \"two words\"");
        awaitScreen("> echo {\"a\":1} \"two words\"", "< answer to echo {\"a\":1} \"two words\"");

        var answer = peer.emitWithAck("question", 6);
        awaitScreen("< question 6  wants an answer: /reply 1");
        type("/reply 1 42");
        assertThat(answer.get().get(0, int.class)).isEqualTo(42);

        tmux("send-keys", "/ack que", "Tab");
        awaitScreen("/> /ack question");
        tmux("send-keys", "C-c");
        type("/nonsense");
        awaitScreen("* there is no /nonsense; /help");
        type("/ns admin");
        assertThat(joined.take().namespace().name()).isEqualTo("/admin");
        awaitScreen("/admin>");
        tmux("send-keys", "C-d");
        awaitScreen("ended with 0");
    }

    private void type(String line) {
        tmux("send-keys", "-l", line);
        tmux("send-keys", "Enter");
    }

    private void awaitScreen(String... parts) {
        await().untilAsserted(() -> assertThat(tmux("capture-pane", "-p")).contains(parts));
    }

    private String run(String... args) throws IOException {
        List<String> words = new ArrayList<>(List.of("XDG_STATE_HOME=" + directory));
        Command.line(args).forEach(word -> words.add("'" + word + "'"));
        Path script = Files.writeString(
                directory.resolve("run"), String.join(" ", words) + "\necho \"ended with $?\"\nread -r stay\n");
        return "sh " + script;
    }

    private String tmux(String... args) {
        List<String> line = new ArrayList<>(List.of("tmux", "-f", "/dev/null", "-S", socket().toString()));
        line.addAll(List.of(args));
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasTmux() {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
