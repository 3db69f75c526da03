package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.CloseReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulesIT {
    private final TestServer server = TestServer.builder()
            .usualWait(Duration.ofSeconds(30))
            .pingInterval(Duration.ofMillis(50))
            .build()
            .start();
    private final PlainClient client = new PlainClient(server.uri(), "/socket.io/");

    @AfterEach
    void stop() {
        server.verify();
        server.close();
    }

    /** Without the server's pings. */
    private String next(PlainWebSocket socket) {
        String next = socket.next();
        return next.equals("2") ? next(socket) : next;
    }

    private PlainWebSocket join() {
        PlainWebSocket socket = client.webSocket("");
        assertThat(next(socket)).startsWith("0{");
        socket.send("40");
        assertThat(next(socket)).startsWith("40{");
        return socket;
    }

    private List<Integer> statuses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.get("").statusCode())
                .toList();
    }

    @Test
    void theNextHandshakesGetAnotherAnswer() {
        server.rule(Rule.handshakes().next(2).answered(HttpReply.status(503).withHeader("retry-after", "1")));
        HttpResponse<byte[]> first = client.get("");
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("retry-after")).contains("1");
        assertThatThrownBy(() -> client.webSocket(""))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(503));
        join();
        assertThat(server.journal().transcript()).contains("rule      handshake: reply 503, next 2\n");
    }

    @Test
    void rulesComposeTheFirstOfThemFirst() {
        server.rule(Rule.handshakes().next(1).answered(401))
                .rule(Rule.handshakes().after(1).next(1).answered(502))
                .rule(Rule.polls().answered(418));
        assertThat(statuses(4)).containsExactly(401, 200, 502, 200);
        server.rule(Rule.handshakes().answered(500)).clearRules();
        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void oneInSoManyIsTheSameForTheSameSeed() {
        server.rule(Rule.handshakes().oneIn(3, 42).answered(500));
        List<Integer> first = statuses(20);
        assertThat(first).contains(200, 500);
        server.clearRules().rule(Rule.handshakes().oneIn(3, 42).answered(500));
        assertThat(statuses(20)).isEqualTo(first);
    }

    @Test
    void aHandshakeIsSentElsewhere() {
        server.rule(Rule.handshakes().redirected("http://elsewhere.example/"));
        HttpResponse<byte[]> answer = client.get("");
        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("location")).contains("http://elsewhere.example/");
    }

    @Test
    void aSessionIsForgotten() {
        String sid = client.open();
        server.rule(Rule.polls().next(1).forgotten()).rule(Rule.posts().next(1).forgotten());
        HttpResponse<byte[]> poll = client.get("&sid=" + sid);
        assertThat(poll.statusCode()).isEqualTo(400);
        assertThat(PlainClient.text(poll)).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        assertThat(client.post(sid, "40").statusCode()).isEqualTo(400);
        assertThat(client.post(sid, "40").statusCode()).isEqualTo(200);
    }

    /** All of them: the JDK's client tries again. */
    @Test
    void pollsAreReset() {
        server.rule(Rule.polls().reset());
        String sid = client.open();
        assertThatThrownBy(() -> client.get("&sid=" + sid))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .isInstanceOf(IOException.class);
    }

    @Test
    void aPollIsNotAnswered() {
        server.rule(Rule.polls().next(1).stalled());
        String sid = client.open();
        CompletableFuture<?> stalled = client.getLater("&sid=" + sid);
        client.post(sid, "40");
        assertThat(server.awaitConnection().connected()).isTrue();
        await().until(() -> server.journal().transcript().contains("rule      poll: stall"));
        assertThat(stalled).isNotDone();
    }

    @Test
    void anUpgradeIsRefusedAndAProbeNotAnswered() {
        server.rule(Rule.upgrades().next(1).answered(403))
                .rule(Rule.probes().next(1).dropped());
        String sid = client.open();
        assertThatThrownBy(() -> client.webSocket("&sid=" + sid))
                .cause()
                .isInstanceOf(WebSocketHandshakeException.class);
        PlainWebSocket socket = client.webSocket("&sid=" + sid);
        socket.send("2probe");
        socket.send("2probe");
        assertThat(socket.next()).isEqualTo("3probe");
        assertThat(server.journal().transcript()).contains("rule      probe: drop, next 1\n");
    }

    @Test
    void pingsAreNotSent() {
        try (EngineTestServer silent = TestServer.builder()
                .usualWait(Duration.ofSeconds(30))
                .pingInterval(Duration.ofMillis(20))
                .pingTimeout(Duration.ofMillis(20))
                .buildEngine()) {
            silent.rule(Rule.pings().dropped()).start();
            PlainWebSocket socket = new PlainClient(silent.uri(), "/engine.io/").webSocket("");
            assertThat(silent.awaitConnection().awaitClose().reason()).isEqualTo(CloseReason.PING_TIMEOUT);
            assertThat(socket.next()).startsWith("0{");
            assertThat(socket.closeCode()).isEqualTo(1000);
            assertThat(silent.journal().transcript()).contains("rule      ping: drop\n");
        }
    }

    @Test
    void aConnectIsNeverAnswered() {
        server.rule(Rule.connects().next(1).dropped());
        PlainWebSocket socket = client.webSocket("");
        assertThat(next(socket)).startsWith("0{");
        socket.send("40");
        assertThat(join()).isNotNull();
        server.awaitConnection();
        assertThat(server.namespace("/").sockets()).hasSize(1);
    }

    @Test
    void answersAreDroppedDoubledOrLate() {
        server.onConnection(socket -> socket.on("question", event -> event.ack("answer")));
        server.rule(Rule.answers().next(1).dropped())
                .rule(Rule.answers().next(1).doubled())
                .rule(Rule.answers().next(1).delayed(Duration.ofMillis(30)));
        PlainWebSocket socket = join();
        for (int id = 1; id <= 4; id++) {
            socket.send("42" + id + "[\"question\"]");
        }
        assertThat(List.of(next(socket), next(socket))).containsExactly("432[\"answer\"]", "432[\"answer\"]");
        assertThat(List.of(next(socket), next(socket)))
                .as("in this order, unless this machine is slower than the delay")
                .containsExactlyInAnyOrder("434[\"answer\"]", "433[\"answer\"]");
    }

    @Test
    void cannedAnswersFollowThemToo() {
        server.on("question").reply("answer");
        server.rule(Rule.answers().next(1).dropped())
                .rule(Rule.answers().next(1).doubled());
        PlainWebSocket socket = join();
        socket.send("421[\"question\"]");
        socket.send("422[\"question\"]");
        assertThat(List.of(next(socket), next(socket))).containsExactly("432[\"answer\"]", "432[\"answer\"]");
    }

    @Test
    void countsHaveALeast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.polls().next(0))
                .withMessage("The count must be at least 1, not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.polls().after(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.pings().oneIn(0, 1));
    }

    @Test
    void anAnswerToAClientThatIsGoneUsesUpNoRule() {
        server.rule(Rule.answers().next(1).doubled());
        PlainWebSocket first = join();
        ServerSocket gone = server.awaitConnection();
        first.send("421[\"ask\"]");
        ServerEvent event = gone.awaitEvent("ask");
        first.send("41");
        gone.awaitDisconnect();
        event.ack();
        PlainWebSocket second = join();
        second.send("421[\"ask\"]");
        server.awaitConnection().awaitEvent("ask").ack();
        assertThat(List.of(next(second), next(second))).containsExactly("431[]", "431[]");
    }
}
