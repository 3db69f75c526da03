package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.TransportType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules about packets, rules of one connection, and what is changed in answers. */
class PacketRulesIT {
    private static final String POLLING = "&sid=";
    private static final String UPGRADE = """
            connection: upgrade
            upgrade: websocket
            sec-websocket-version: 13
            sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==
            """.replace("\n", "\r\n");
    private static final Duration DELAY = Duration.ofMillis(100);

    private final TestServer server =
            TestServer.builder().usualWait(Duration.ofSeconds(30)).build().start();
    private final PlainClient client = new PlainClient(server.uri(), "/socket.io/");

    @AfterEach
    void stop() {
        server.verify();
        server.close();
    }

    private String joinedByPolling() {
        String sid = client.open();
        client.post(sid, "40");
        assertThat(client.poll(sid)).singleElement().asString().startsWith("40{");
        return sid;
    }

    @Test
    void aRuleOfAConnectionIsForThatOneAlone() {
        PlainWebSocket first = client.join();
        ServerSocket one = server.awaitConnection();
        PlainWebSocket second = client.join();
        server.onConnection(socket -> {}).rule(Rule.sent().after(1).dropped());
        one.connection().rule(Rule.sent().next(1).doubled());
        server.emit("news", 1);
        assertThat(List.of(first.next(), first.next())).containsExactly("42[\"news\",1]", "42[\"news\",1]");
        assertThat(second.next()).isEqualTo("42[\"news\",1]"); // the first for which the server's rule is asked
        server.clearRules();
        one.connection().rule(Rule.sent().dropped());
        server.emit("news", 2);
        server.verify(); // the server has sent it
        one.connection().clearRules();
        server.emit("news", 3);
        assertThat(first.next()).isEqualTo("42[\"news\",3]");
        assertThat(second.next()).isEqualTo("42[\"news\",2]");
    }

    @Test
    void rulesOfAConnectionAreForItsRequestsAndAnswersToo() {
        String sid = joinedByPolling();
        String other = joinedByPolling();
        server.on("question").reply("answer");
        ServerSocket first = server.awaitConnection();
        first.connection()
                .rule(Rule.polls().next(1).answered(502))
                .rule(Rule.answers().next(1).doubled());
        client.post(sid, "421[\"question\"]");
        client.post(other, "421[\"question\"]");
        assertThat(client.get(POLLING + sid).statusCode()).isEqualTo(502);
        assertThat(client.poll(sid)).containsExactly("431[\"answer\"]", "431[\"answer\"]");
        assertThat(client.poll(other)).containsExactly("431[\"answer\"]");
    }

    @Test
    void packetsAreReplacedOnPollingAndWebSocket() {
        String sid = joinedByPolling();
        server.rule(Rule.sent().after(1).next(1).replacedBy("42[\"another\"]"))
                .rule(Rule.sent().next(1).replacedBy(BadPacket.UNKNOWN_TYPE));
        server.emit("news");
        server.emit("news");
        server.verify();
        assertThat(client.poll(sid)).containsExactly("9", "42[\"another\"]");
        server.clearRules();
        PlainWebSocket socket = client.join();
        server.rule(Rule.sent().after(1).replacedBy(BadPacket.EMPTY));
        server.emit("news");
        server.emit("news");
        assertThat(List.of(socket.next(), socket.next())).containsExactly("42[\"news\"]", "");
    }

    @Test
    void aPacketThatIsNoneIsSentOnRequest() {
        String sid = joinedByPolling();
        server.awaitConnection().connection().send(BadPacket.EVENT_WITHOUT_PAYLOAD);
        assertThat(client.poll(sid)).containsExactly("42");
        PlainWebSocket socket = client.join();
        server.awaitConnection().connection().send(BadPacket.SECOND_HANDSHAKE);
        assertThat(socket.next()).startsWith("0{\"sid\":\"other\"");
    }

    private static void takesAsLongAsTheDelay(Runnable what) {
        long begin = System.nanoTime();
        what.run();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(DELAY);
    }

    @Test
    void packetsAreLate() {
        PlainWebSocket socket = client.join();
        String sid = joinedByPolling();
        server.rule(Rule.sent().next(2).delayed(DELAY));
        takesAsLongAsTheDelay(() -> {
            server.emit("late");
            assertThat(socket.next()).isEqualTo("42[\"late\"]");
            assertThat(client.poll(sid)).containsExactly("42[\"late\"]");
        });
        server.emit("punctual");
        assertThat(socket.next()).isEqualTo("42[\"punctual\"]");
    }

    @Test
    void nothingIsSentIntoABlackHole() {
        String sid = joinedByPolling();
        server.awaitConnection().connection().rule(Rule.sent().dropped());
        CompletableFuture<HttpResponse<byte[]>> poll = client.getLater(POLLING + sid);
        client.post(sid, "40/nowhere,");
        server.emit("lost");
        await().until(() -> server.journal().transcript().contains("rule      sent: drop")); // the GET has come
        assertThat(client.post(sid, "40/nowhere,").statusCode())
                .as("the other way is open")
                .isEqualTo(200);
        assertThat(poll).isNotDone();
    }

    @Test
    void aGetWhoseMessageIsDroppedWaitsForTheNext() {
        String sid = joinedByPolling();
        server.awaitConnection().connection().rule(Rule.sent().next(2).dropped());
        CompletableFuture<HttpResponse<byte[]>> poll = client.getLater(POLLING + sid);
        await().until(() -> {
            server.emit("tick");
            return poll.isDone();
        });
        assertThat(PlainClient.packets(poll.join())).contains("42[\"tick\"]");
        assertThat(server.journal().transcript()).contains("sent: drop");
        server.emit("next");
        server.verify(); // the server has sent it
        assertThat(client.poll(sid)).contains("42[\"next\"]");
    }

    /** Without an answer to it, the client could neither finish the upgrade nor go on polling. */
    @Test
    void aGetWhoseNoopIsDroppedGetsTheNext() {
        String sid = joinedByPolling();
        PlainWebSocket socket = client.webSocket(POLLING + sid);
        CompletableFuture<HttpResponse<byte[]>> poll = client.getLater(POLLING + sid);
        server.awaitConnection().connection().rule(Rule.sent().next(2).dropped()); // the probe's answer, and a noop
        socket.send("2probe");
        assertThat(PlainClient.packets(poll.join())).containsExactly("6");
    }

    @Test
    void nothingIsReceivedFromABlackHole() {
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        joined.connection().rule(Rule.received().next(2).dropped());
        socket.send("42[\"lost\"]");
        socket.send("42[\"lost\"]");
        socket.send("42[\"kept\"]");
        assertThat(joined.awaitEvent("kept").name()).isEqualTo("kept");
        joined.expectNoEvent("lost", Duration.ofMillis(1));
    }

    @Test
    void nothingThatIsReceivedAfterAResetIsHandled() {
        String sid = joinedByPolling();
        ServerSocket joined = server.awaitConnection();
        joined.connection().rule(Rule.received().next(1).reset());
        assertThatThrownBy(() -> client.post(sid, "42[\"lost\"]\u001e42[\"after\"]"))
                .isInstanceOf(UncheckedIOException.class);
        joined.awaitDisconnect();
        assertThat(server.journal().unhandledEvents()).isEmpty();
        assertThat(server.journal().transcript()).contains("  #1  rule      received: reset, next 1\n");
    }

    @Test
    void theJournalTellsWhatARuleSays() {
        assertThat(Rule.sent().after(3).next(1).delayed(Duration.ofMillis(50)))
                .hasToString("sent: delay 50 ms, after 3, next 1");
        assertThat(Rule.posts().oneIn(10, 42).answered(503)).hasToString("post: reply 503, one in 10");
        assertThat(Rule.polls().cutAfter(5)).hasToString("poll: cut after 5 bytes");
        assertThat(Rule.probes().replacedBy("3\nwrong"))
                .asString()
                .startsWith("probe: replace by \"3")
                .doesNotContain("\n");
    }

    @Test
    void whatIsReceivedIsLate() {
        String sid = joinedByPolling();
        ServerSocket joined = server.awaitConnection();
        server.rule(Rule.received().next(1).delayed(DELAY));
        takesAsLongAsTheDelay(() -> {
            client.post(sid, "42[\"late\"]\u001e42[\"punctual\"]");
            assertThat(joined.awaitEvent("late").name()).isEqualTo("late");
        });
        assertThat(joined.awaitEvent("punctual").name()).isEqualTo("punctual");
        PlainWebSocket socket = client.join();
        ServerSocket other = server.awaitConnection();
        server.rule(Rule.received().next(1).delayed(DELAY));
        takesAsLongAsTheDelay(() -> {
            socket.send("42[\"late\"]");
            assertThat(other.awaitEvent("late").name()).isEqualTo("late");
        });
    }

    @Test
    void connectionsAreResetByPackets() {
        PlainWebSocket socket = client.join();
        server.rule(Rule.sent().after(1).next(1).reset());
        server.emit("last");
        assertThat(socket.next()).isEqualTo("42[\"last\"]"); // a reset takes along what was not read
        server.emit("never");
        assertThat(socket.error()).isInstanceOf(IOException.class);
        assertThat(server.awaitConnection().awaitDisconnect()).isEqualTo(ServerDisconnectReason.TRANSPORT_CLOSE);
        PlainWebSocket second = client.join();
        server.awaitConnection();
        server.rule(Rule.received().next(1).reset());
        second.send("42[\"never\"]");
        assertThat(second.error()).isInstanceOf(IOException.class);
    }

    @Test
    void pollingIsResetByPackets() {
        String sid = joinedByPolling();
        server.rule(Rule.received().next(1).reset());
        assertThatThrownBy(() -> client.post(sid, "42[\"never\"]")).isInstanceOf(UncheckedIOException.class);
        String other = joinedByPolling();
        server.rule(Rule.sent().next(1).reset());
        server.emit("never");
        CompletableFuture<HttpResponse<byte[]>> poll = client.getLater(POLLING + other);
        await().until(() -> server.journal().transcript().contains("rule      sent: reset, next 1\n"));
        server.emit("after");
        assertThat(PlainClient.packets(poll.orTimeout(30, TimeUnit.SECONDS).join()))
                .as("the JDK's client tries again")
                .containsExactly("42[\"after\"]");
    }

    @Test
    void anUpgradeFailsAtItsSecondAndThirdStep() {
        server.rule(Rule.probes().next(1).replacedBy("3prob"))
                .rule(Rule.probes().next(1).reset())
                .rule(Rule.switches().next(1).dropped());
        PlainWebSocket wrong = client.webSocket(POLLING + client.open());
        wrong.send("2probe");
        assertThat(wrong.next()).isEqualTo("3prob");
        PlainWebSocket reset = client.webSocket(POLLING + client.open());
        reset.send("2probe");
        assertThat(reset.error()).isInstanceOf(IOException.class);
        String sid = client.open();
        PlainWebSocket stalled = client.webSocket(POLLING + sid);
        stalled.send("2probe");
        assertThat(stalled.next()).isEqualTo("3probe");
        stalled.send("5");
        client.post(sid, "40");
        server.awaitConnection();
        assertThat(server.connections()).extracting(EngineConnection::transport).containsOnly(TransportType.POLLING);
    }

    /** Pings at once, and waits as long for the pong as a busy machine may need for it. */
    private static EngineTestServer pinging() {
        return TestServer.builder()
                .pingInterval(Duration.ofMillis(10))
                .pingTimeout(Duration.ofSeconds(2))
                .usualWait(Duration.ofSeconds(30))
                .buildEngine();
    }

    @Test
    void pongsAreIgnored() {
        try (EngineTestServer silent = pinging()) {
            silent.rule(Rule.pongs().dropped()).start();
            PlainWebSocket socket = new PlainClient(silent.uri(), "/engine.io/").webSocket("");
            assertThat(socket.next()).startsWith("0{");
            assertThat(socket.next()).isEqualTo("2");
            socket.send("3");
            assertThat(silent.awaitConnection().awaitClose().reason()).isEqualTo(CloseReason.PING_TIMEOUT);
            assertThat(silent.journal().transcript()).contains("rule      pong: drop\n");
        }
    }

    /** It is late by more than it may take; one that is late by less would be seen in time. */
    @Test
    void pongsComeTooLate() {
        try (EngineTestServer impatient = pinging()) {
            impatient
                    .rule(Rule.pongs().next(1).delayed(Duration.ofMillis(1)))
                    .rule(Rule.pongs().delayed(Duration.ofMinutes(1)))
                    .start();
            PlainWebSocket socket = new PlainClient(impatient.uri(), "/engine.io/").webSocket("");
            assertThat(socket.next()).startsWith("0{");
            assertThat(socket.next()).isEqualTo("2");
            socket.send("3");
            assertThat(socket.next()).as("the next ping, behind the pong").isEqualTo("2");
            socket.send("3");
            assertThat(impatient.awaitConnection().awaitClose().reason()).isEqualTo(CloseReason.PING_TIMEOUT);
        }
    }

    @Test
    void aConnectIsAnsweredLate() {
        server.rule(Rule.connects().next(1).delayed(DELAY));
        takesAsLongAsTheDelay(client::join);
        PlainWebSocket socket = client.join();
        server.rule(Rule.connects().next(1).delayed(DELAY));
        takesAsLongAsTheDelay(() -> {
            socket.send("40/nowhere,");
            assertThat(socket.next()).isEqualTo("44/nowhere,{\"message\":\"Invalid namespace\"}");
        });
    }

    /** Returns all that the server sends in answer to a handshake, before it closes the connection. */
    private byte[] received(String transport, String more) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            String request =
                    "GET /socket.io/?EIO=4&transport=" + transport + " HTTP/1.1\r\nhost: x\r\n" + more + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return socket.getInputStream().readAllBytes();
        }
    }

    @Test
    void connectionsAreCutAfterExactlySoManyBytes() throws IOException {
        for (int bytes : new int[] {0, 40, 230}) {
            server.rule(Rule.handshakes().next(2).cutAfter(bytes));
            assertThat(received("polling", "")).hasSize(bytes);
            assertThat(received("websocket", UPGRADE)).hasSize(bytes);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.polls().cutAfter(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.pongs().delayed(Duration.ofMillis(-1)))
                .withMessageContaining("negative");
    }

    @Test
    void anAnswerIsCompressedThoughNobodyAsked() {
        server.rule(Rule.handshakes().compressed());
        HttpResponse<byte[]> answer = client.get("");
        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(answer.body()).startsWith(0x1f, 0x8b);
    }

    @Test
    void aPageIsAnsweredAsProxiesDo() {
        server.rule(Rule.handshakes().next(1).answered(HttpReply.html("<h1>Welcome to the hotel</h1>")));
        HttpResponse<byte[]> answer = client.get("");
        assertThat(answer.headers().firstValue("content-type")).contains("text/html; charset=UTF-8");
        assertThat(PlainClient.text(answer)).contains("hotel");
    }

    @Test
    void anEngineServerFollowsRules() {
        try (EngineTestServer engine = TestServer.builder().buildEngine().start()) {
            URI uri = engine.rule(Rule.handshakes().answered(401)).uri();
            PlainClient plain = new PlainClient(uri, "/engine.io/");
            assertThat(plain.get("").statusCode()).isEqualTo(401);
            engine.clearRules();
            assertThat(plain.get("").statusCode()).isEqualTo(200);
        }
    }
}
