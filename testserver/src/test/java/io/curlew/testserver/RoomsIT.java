package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.Args;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three clients: Ada is in the room red, Bea in red and blue, and Cleo in none. */
class RoomsIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestServer server =
            TestServer.builder().usualWait(LONG).build().start();
    private final PlainClient client = new PlainClient(server.uri(), "/socket.io/");
    private final PlainWebSocket adaClient = client.join();
    private final ServerSocket ada = server.awaitConnection();
    private final PlainWebSocket beaClient = client.join();
    private final ServerSocket bea = server.awaitConnection();
    private final PlainWebSocket cleoClient = client.join();
    private final ServerSocket cleo = server.awaitConnection();

    @BeforeEach
    void joinRooms() {
        ada.join("red");
        bea.join("red", "blue");
    }

    @AfterEach
    void stop() {
        server.verify();
        server.close();
    }

    /** What each of the three gets, the last of it sent to all. */
    private void expect(String forAda, String forBea, String forCleo) {
        server.emit("end");
        assertThat(untilEnd(adaClient)).as("Ada").isEqualTo(forAda);
        assertThat(untilEnd(beaClient)).as("Bea").isEqualTo(forBea);
        assertThat(untilEnd(cleoClient)).as("Cleo").isEqualTo(forCleo);
    }

    private static String untilEnd(PlainWebSocket socket) {
        StringBuilder all = new StringBuilder();
        for (String next = socket.next(); !next.equals("42[\"end\"]"); next = socket.next()) {
            all.append(next.substring(4, next.length() - 2));
        }
        return all.toString();
    }

    @Test
    void anEventGoesToThoseInARoomToEachOnce() {
        server.to("red").emit("1");
        server.to("red").to("blue").emit("2");
        server.to("nobody").emit("3");
        server.to(cleo.id()).emit("4");
        expect("12", "12", "4");
    }

    @Test
    void anEventGoesToAllButThoseInARoom() {
        server.namespace("/").except("blue").emit("1");
        server.to("red").except("blue").emit("2");
        server.namespace("/").except("red").except("blue").emitVolatile("3");
        expect("12", "", "13");
    }

    @Test
    void aClientsBroadcastLeavesItOut() {
        ada.broadcast().emit("1");
        ada.to("red").emit("2");
        ada.except("blue").emit("3");
        expect("", "12", "13");
    }

    @Test
    void whoLeavesARoomOrTheNamespaceIsNotInIt() {
        assertThat(bea.rooms()).containsExactly(bea.id(), "red", "blue");
        bea.leave("red");
        assertThat(bea.rooms()).containsExactly(bea.id(), "blue");
        assertThat(server.to("red").sockets()).containsExactly(ada);
        adaClient.send("41");
        ada.awaitDisconnect();
        assertThat(server.to("red").sockets()).isEmpty();
        assertThat(ada.rooms()).isEmpty();
        ada.join("red");
        assertThat(server.to("red").sockets()).isEmpty();
    }

    @Test
    void allOfARoomMoveTogether() {
        server.to("red").join("green");
        server.to("red").leave("blue");
        assertThat(server.to("green").sockets()).containsExactly(ada, bea);
        assertThat(server.to("blue").sockets()).isEmpty();
        server.to("green").disconnectSockets();
        assertThat(ada.awaitDisconnect()).isEqualTo(ServerDisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        bea.awaitDisconnect();
        assertThat(server.namespace("/").sockets()).containsExactly(cleo);
    }

    @Test
    void everybodyInARoomAnswers() throws Exception {
        CompletableFuture<List<Args>> answers = server.to("red").emitWithAck(LONG, "ask", 1);
        adaClient.send(answerTo(adaClient.next(), "\"from Ada\""));
        beaClient.send(answerTo(beaClient.next(), "\"from Bea\""));
        assertThat(answers.get(30, TimeUnit.SECONDS))
                .extracting(args -> args.get(0, String.class))
                .containsExactly("from Ada", "from Bea");
    }

    @Test
    void whoLeavesIsMissing() {
        CompletableFuture<List<Args>> answers = server.namespace("/").emitWithAck(LONG, "ask");
        cleoClient.send(answerTo(cleoClient.next(), "\"from Cleo\""));
        adaClient.send("41");
        beaClient.send("41");
        assertThatThrownBy(() -> answers.get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(MissingAnswersException.class, missing -> {
                    assertThat(missing).hasMessage("2 of 3 clients did not answer");
                    assertThat(missing.missing()).isEqualTo(2);
                    assertThat(missing.answers()).hasSize(1);
                });
    }

    @Test
    void whoIsLateIsMissing() {
        CompletableFuture<List<Args>> answers = server.to("red").emitWithAck(Duration.ofMillis(20), "ask");
        assertThatThrownBy(() -> answers.get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(MissingAnswersException.class)
                .hasMessage("2 of 2 clients did not answer");
        adaClient.send(answerTo(adaClient.next(), "\"too late\""));
        adaClient.send("42[\"after\"]");
        assertThat(ada.awaitEvent("after").name()).isEqualTo("after");
    }

    @Test
    void nobodyAnswersWhereNobodyIs() throws Exception {
        assertThat(server.to("nobody").emitWithAck(LONG, "ask").get(30, TimeUnit.SECONDS))
                .isEmpty();
        server.close();
        assertThat(server.to("red").emitWithAck(LONG, "ask").get(30, TimeUnit.SECONDS))
                .isEmpty();
        assertThat(server.to("red").sockets()).isEmpty();
    }

    private static String answerTo(String event, String answer) {
        String id = event.replaceFirst("42(\\d+)\\[.*", "$1");
        return "43" + id + "[" + answer + "]";
    }

    @Test
    void aRoomIsStillOnesOwnAfterARecovery() throws Exception {
        try (TestServer recovering =
                TestServer.builder().usualWait(LONG).recovery().build().start()) {
            PlainClient plain = new PlainClient(recovering.uri(), "/socket.io/");
            PlainWebSocket socket = plain.webSocket("");
            socket.next();
            socket.send("40");
            String pid = socket.next().replaceFirst(".*\"pid\":\"([^\"]*)\".*", "$1");
            ServerSocket joined = recovering.awaitConnection().join("red");
            recovering.to("red").emit("seen");
            String offset = socket.next().replaceFirst(".*,\"(.*)\"]", "$1");
            joined.dropConnection();
            joined.awaitDisconnect();
            recovering.to("red").emit("missed");
            recovering.to("blue").emit("notForMe");
            PlainWebSocket again = plain.webSocket("");
            again.next();
            again.send("40{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}");
            assertThat(again.next()).startsWith("42[\"missed\",");
            assertThat(again.next()).startsWith("40{");
            assertThat(recovering.awaitConnection().rooms()).containsExactly(joined.id(), "red");
        }
    }

    @Test
    void whoLeavesItsOwnRoomStillGetsWhatIsSentToAll() {
        cleo.leave(cleo.id());
        assertThat(cleo.rooms()).isEmpty();
        server.emit("1");
        server.to(cleo.id()).emit("2");
        cleo.broadcast().emit("3"); // it is no longer in the room that this leaves out
        assertThat(server.namespace("/").sockets()).contains(cleo);
        expect("13", "13", "13");
        cleo.join("red");
        server.to("red").emit("4");
        expect("4", "4", "4");
    }

    @Test
    void aMiddlewareMayPutAClientIntoARoom() {
        server.namespace("/vip").use(socket -> socket.join("gold", "left").leave("left"));
        PlainWebSocket socket = client.asking("/vip,");
        assertThat(socket.next()).startsWith("40/vip,{");
        ServerSocket joined = server.namespace("/vip").awaitConnection();
        assertThat(joined.rooms()).containsExactlyInAnyOrder(joined.id(), "gold");
        server.namespace("/vip").to("gold").emit("news");
        assertThat(socket.next()).isEqualTo("42/vip,[\"news\"]");
    }
}
