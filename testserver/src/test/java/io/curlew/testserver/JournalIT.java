package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.curlew.socketio.protocol.Args;
import io.curlew.testserver.JournalEntry.Kind;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalIT {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestServer server = TestServer.builder().usualWait(LONG).build();
    private PlainClient client;

    @BeforeEach
    void start() {
        server.start();
        client = new PlainClient(server.uri(), "/socket.io/");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Kind> kinds() {
        return server.journal().entries().stream().map(JournalEntry::kind).toList();
    }

    @Test
    void aTestWaitsForTheClientItsEventsAndItsEnd() {
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        socket.send("42[\"later\"]");
        socket.send("42[\"order\",{\"id\":7}]");
        ServerEvent order = joined.awaitEvent("order");
        assertThat(order.args().json(0)).isEqualTo("{\"id\":7}");
        assertThat(joined.awaitEvent("later", LONG).name()).isEqualTo("later");
        joined.expectNoEvent(SOON);
        joined.expectNoEvent("order", SOON);
        socket.close(1000);
        assertThat(joined.awaitDisconnect()).isEqualTo(ServerDisconnectReason.TRANSPORT_CLOSE);
        assertThat(joined.awaitDisconnect(LONG)).isEqualTo(ServerDisconnectReason.TRANSPORT_CLOSE);
    }

    @Test
    void aClientOfAnotherNamespaceIsNotWaitedFor() {
        server.namespace("/admin");
        PlainWebSocket socket = client.join();
        socket.send("40/admin,");
        ServerSocket admin = server.namespace("/admin").awaitConnection();
        assertThat(admin.namespace().name()).isEqualTo("/admin");
        assertThat(server.awaitConnection(LONG).connection()).isSameAs(admin.connection());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> server.awaitConnection(SOON))
                .withMessageStartingWith("No client that joins / within 20 ms. What happened:\n");
    }

    @Test
    void aTestWaitsForARefusalAndSeesWhoWasRefused() {
        server.namespace("/vip").use(socket -> {
            throw new ConnectRefusedException("not you");
        });
        client.asking("/vip,{\"token\":\"old\"}").next();
        client.asking("/nowhere,").next();
        Refusal first = server.awaitRefusal();
        assertThat(first.namespace()).isEqualTo("/vip");
        assertThat(first.message()).isEqualTo("not you");
        assertThat(first.auth())
                .hasValueSatisfying(auth -> assertThat(auth.text()).isEqualTo("{\"token\":\"old\"}"));
        assertThat(first.request().path()).isEqualTo("/socket.io/");
        assertThat(server.awaitRefusal(LONG)).hasToString("/nowhere: Invalid namespace");
        assertThatExceptionOfType(WaitFailedError.class)
                .isThrownBy(() -> server.awaitRefusal(SOON))
                .withMessageStartingWith("No client that is refused within 20 ms. What happened:\n");
        server.expectNoConnection(SOON);
    }

    @Test
    void aClientThatShouldNotJoinFailsTheTest() {
        client.join();
        assertThatExceptionOfType(WaitFailedError.class)
                .isThrownBy(() -> server.expectNoConnection(LONG))
                .withMessageStartingWith("There should have been no client that joins / within 30 s");
        server.namespace("/admin").expectNoConnection(SOON);
    }

    @Test
    void packetsAreInTheJournalOnRequest() {
        try (TestServer recording =
                TestServer.builder().journalPackets().build().start()) {
            PlainClient plain = new PlainClient(recording.uri(), "/socket.io/");
            PlainWebSocket socket = plain.join();
            ServerSocket joined = recording.awaitConnection();
            joined.connection().rule(Rule.sent().next(1).replacedBy("42[\"\u0007bell\"]"));
            socket.send("42[\"order\",\"\u007f[31m\"]");
            joined.awaitEvent("order");
            joined.emit("lost");
            joined.emit("large", "x".repeat(10_000), new byte[7]);
            socket.nextBinary();
            String sid = plain.open();
            plain.post(sid, "40\u001e42[\"by polling\"]");
            plain.poll(sid);
            assertThat(recording.journal().transcript())
                    .contains("#1  eio ->    0{\"sid\":", "#1  eio <-    40\n", "#1  eio ->    40{\"sid\":")
                    .contains("#1  eio <-    42[\"order\",\"\\u007f[31m\"]\n")
                    .contains("#1  eio ->    42[\"\\u0007bell\"]\n")
                    .containsPattern("#1  eio ->    451-\\[\"large\",\"x+\\.\\.\\. \\(100\\d\\d bytes\\)\n")
                    .contains("#1  eio ->    binary, 7 bytes\n")
                    .contains("#2  eio <-    40\n", "#2  eio <-    42[\"by polling\"]\n", "#2  eio ->    40{")
                    .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f]");
        }
        client.join();
        assertThat(server.journal().transcript()).doesNotContain("eio");
    }

    @Test
    void aFailedWaitTellsOfAHandlerThatHangs() throws InterruptedException {
        HangingHandler handler = new HangingHandler();
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        joined.on("order", event -> handler.aHandlerThatHangs());
        socket.send("42[\"order\"]");
        handler.awaitCall();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> joined.awaitEvent("order", SOON))
                .withMessageStartingWith(
                        "No event \"order\" within 20 ms: event \"order\" has come, but its handlers or"
                                + " an asynchronous middleware have not ended. What happened:\n")
                .withMessageContaining("The server's thread is held up:\n\tat ")
                .withMessageContaining("HangingHandler.aHandlerThatHangs(");
        handler.release();
        assertThat(joined.awaitEvent("order").name()).isEqualTo("order");
    }

    @Test
    void aFailedWaitTellsWhatHappenedInsteadWithoutCredentials() {
        PlainWebSocket socket = client.join("{\"token\":\"very secret\"}");
        ServerSocket joined = server.awaitConnection();
        socket.send("420[\"odrer\\u001b\",1,\"two\"]");
        joined.awaitEvent("odrer\u001b").ack("fine");
        assertThat(socket.next()).isEqualTo("430[\"fine\"]");
        socket.send("41");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> joined.awaitEvent("order"))
                .withMessageStartingWith("There will be no event \"order\": the client has left"
                        + " (client namespace disconnect). What happened:\n")
                .withMessageContaining("http      GET /socket.io/ answered by 101\n")
                .withMessageContaining("#1  open      websocket, from /127.0.0.1:")
                .withMessageContaining("#1  join      / as " + joined.id() + "\n")
                .withMessageContaining("#1  event <-  / \"odrer\\u001b\" 1, \"two\"\n")
                .withMessageContaining("#1  sent ->   30[\"fine\"]\n")
                .withMessageContaining("#1  leave     /, " + joined.id() + ": client namespace disconnect\n")
                .satisfies(failed -> assertThat(failed.getMessage())
                        .doesNotContain("secret")
                        .doesNotContain(joined.connection().id()));
    }

    @Test
    void pollingAndTheUpgradeAreRecorded() {
        String sid = client.open();
        PlainWebSocket socket = client.webSocket("&sid=" + sid);
        socket.send("2probe");
        assertThat(socket.next()).isEqualTo("3probe");
        socket.send("5");
        socket.send("40");
        ServerSocket joined = server.awaitConnection();
        assertThat(joined.connection().number()).isEqualTo(1);
        assertThat(kinds()).startsWith(Kind.REQUEST, Kind.OPENED, Kind.REQUEST).contains(Kind.UPGRADED, Kind.JOINED);
        assertThat(server.journal().requests())
                .extracting(RecordedRequest::method, RecordedRequest::path, RecordedRequest::status)
                .containsExactly(tuple("GET", "/socket.io/", 200), tuple("GET", "/socket.io/", 101));
        RecordedRequest upgrade = server.journal().requests().get(1);
        assertThat(upgrade.query()).containsEntry("sid", sid);
        assertThat(upgrade.header("Upgrade")).contains("websocket");
        assertThat(upgrade.header("Nothing")).isEmpty();
        assertThat(upgrade).hasToString("GET /socket.io/ answered by 101");
    }

    @Test
    void aRequestThatIsRefusedIsRecorded() {
        client.get("&sid=unknown");
        assertThat(server.journal().requests())
                .singleElement()
                .extracting(RecordedRequest::status)
                .isEqualTo(400);
    }

    @Test
    void refusalsAndAnswersAndDroppedEventsAreRecorded() {
        String sid = client.open();
        client.post(sid, "40/nope,");
        client.post(sid, "40");
        ServerSocket joined = server.awaitConnection();
        CompletableFuture<Args> answer = new CompletableFuture<>();
        joined.on("go", event -> {
            joined.emitVolatile("cursor", 1);
            var unused = joined.emitWithAck("ask").thenAccept(answer::complete);
        });
        client.post(sid, "42[\"go\"]");
        client.poll(sid);
        client.post(sid, "430[\"because\"]");
        assertThat(answer.join().get(0, String.class)).isEqualTo("because");
        assertThat(server.journal().transcript())
                .contains("#1  refuse    /nope: Invalid namespace\n")
                .contains("#1  dropped   2[\"cursor\",1]\n")
                .contains("#1  sent ->   20[\"ask\"]\n")
                .contains("#1  ack <-    / to event 0 \"because\"\n");
    }

    @Test
    void binaryIsShownByItsSize() {
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        socket.send("451-[\"data\",{\"_placeholder\":true,\"num\":0}]");
        socket.send(new byte[7]);
        joined.awaitEvent("data");
        joined.emit("data", new byte[9], "x");
        socket.nextBinary();
        assertThat(server.journal().transcript())
                .contains("event <-  / \"data\" (binary, 7 bytes)\n")
                .contains("sent ->   51-[\"data\",{\"_placeholder\":true,\"num\":0},\"x\"] and 1 attachments\n");
    }

    @Test
    void whatAHandlerThrowsFailsTheTest() {
        IllegalStateException bug = new IllegalStateException("a bug in the handler");
        server.namespace("/")
                .onConnection(socket -> socket.on("order", event -> {
                    throw bug;
                }));
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        socket.send("42[\"order\"]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> joined.awaitEvent("confirmation"))
                .withCause(bug);
        server.verify();
        assertThat(server.journal().failures()).containsExactly(bug);
    }

    @Test
    void eventsThatNobodyHandledAreListed() {
        server.namespace("/").onConnection(socket -> socket.on("handled", event -> {}));
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        socket.send("42[\"handled\"]");
        socket.send("42[\"not handled\",1]");
        socket.send("42[\"waited for\"]");
        joined.awaitEvent("waited for");
        assertThat(server.journal().unhandledEvents())
                .extracting(JournalEntry::text)
                .containsExactly("/ \"not handled\" 1");
    }

    @Test
    void aMiddlewareThatThrowsSomethingElseRefusesWithATextAndFailsTheTest() {
        server.namespace("/vip").use(socket -> {
            throw new IllegalStateException();
        });
        PlainWebSocket socket = client.join();
        socket.send("40/vip,");
        assertThat(socket.next()).isEqualTo("44/vip,{\"message\":\"java.lang.IllegalStateException\"}");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(server::verify);
    }

    @Test
    void aRefusalIsNoFailure() {
        server.namespace("/vip").use(socket -> {
            throw new ConnectRefusedException("not you");
        });
        PlainWebSocket socket = client.join();
        socket.send("40/vip,");
        assertThat(socket.next()).isEqualTo("44/vip,{\"message\":\"not you\"}");
        server.verify();
    }

    @Test
    void anEngineIoServerHasAJournalToo() {
        try (EngineTestServer engine = TestServer.builder().buildEngine().start()) {
            IllegalStateException bug = new IllegalStateException("a bug in the handler");
            engine.onConnection(connection -> {
                throw bug;
            });
            PlainClient plain = new PlainClient(engine.uri(), "/engine.io/");
            plain.post(plain.open(), "4what comes after it is there");
            assertThat(engine.journal().entries())
                    .extracting(JournalEntry::kind)
                    .startsWith(Kind.REQUEST, Kind.OPENED, Kind.FAILED);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(engine::verify)
                    .withCause(bug);
        }
    }

    @Test
    void nothingIsKeptOfWhoHasGoneButTheWords() {
        client.join().close(1000);
        ServerSocket joined = server.awaitConnection();
        joined.awaitDisconnect();
        assertThat(server.journal().entries())
                .filteredOn(entry -> entry.kind() != Kind.JOINED)
                .allSatisfy(entry ->
                        assertThat(entry.subject()).isNotInstanceOfAny(ServerSocket.class, EngineConnection.class));
    }

    @Test
    void limitsHaveToBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestServer.builder().journal(0))
                .withMessage("journal must have at least 1 entry, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestServer.builder().usualWait(Duration.ZERO));
    }

    /** Long enough for a test that goes on too early to be seen. */
    private static void aMoment() {
        try {
            boolean unused = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void aWaitEndsWhenTheHandlersHaveBeenCalled() {
        List<String> done = new CopyOnWriteArrayList<>();
        server.onConnection(socket -> {
            aMoment();
            done.add("joined");
            socket.on("order", event -> {
                aMoment();
                done.add("order");
            });
            socket.onDisconnect(reason -> {
                aMoment();
                done.add("left");
            });
        });
        PlainWebSocket socket = client.webSocket("");
        socket.next();
        socket.send("40");
        ServerSocket joined = server.awaitConnection();
        assertThat(done).containsExactly("joined");
        socket.send("42[\"order\"]");
        joined.awaitEvent("order");
        assertThat(done).containsExactly("joined", "order");
        socket.close(1000);
        joined.awaitDisconnect();
        assertThat(done).containsExactly("joined", "order", "left");
    }

    @Test
    void aWaitForAnEventEndsWhenItsMiddlewareHasAnsweredAndItsHandlersWereCalled() {
        CompletableFuture<Integer> asked = new CompletableFuture<>();
        List<String> done = new CopyOnWriteArrayList<>();
        server.onConnection(socket -> socket.useAsync(event -> asked).on("order", event -> done.add("order")));
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        socket.send("42[\"order\"]");
        socket.send("42[\"other\"]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> joined.awaitEvent("order", SOON))
                .withMessageStartingWith("No event \"order\" within 20 ms");
        asked.complete(1);
        joined.awaitEvent("order");
        assertThat(done).containsExactly("order");
    }

    @Test
    void whatTheHandlerOfTheEventThrowsFailsTheWaitForIt() {
        IllegalStateException bug = new IllegalStateException("a bug in the handler");
        server.onConnection(socket -> socket.on("order", event -> {
            aMoment();
            throw bug;
        }));
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        socket.send("42[\"order\"]");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> joined.awaitEvent("order"))
                .withCause(bug);
    }

    @Test
    void severalMayWaitForTheSameEnd() throws Exception {
        PlainWebSocket socket = client.join();
        ServerSocket joined = server.awaitConnection();
        List<CompletableFuture<ServerDisconnectReason>> ends = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<ServerDisconnectReason> end = new CompletableFuture<>();
            ends.add(end);
            new Thread(() -> end.complete(joined.awaitDisconnect())).start();
        }
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> joined.awaitDisconnect(SOON))
                .withMessageStartingWith("No client that leaves / within 20 ms");
        socket.send("41");
        for (CompletableFuture<ServerDisconnectReason> end : ends) {
            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(ServerDisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        }
        assertThat(joined.awaitDisconnect()).isEqualTo(ServerDisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }

    @Test
    void authDataCountsInTheJournal() {
        String auth = "{\"token\":\"" + "x".repeat(900_000) + "\"}";
        for (int i = 0; i < 20; i++) {
            PlainWebSocket socket = client.join(auth);
            server.awaitConnection();
            socket.send("42[\"small\"]");
            socket.send("41");
        }
        assertThat(server.journal().forgotten()).isPositive();
    }

    @Test
    void bodiesOfPollingAreKeptOnRequest() {
        try (TestServer recording = TestServer.builder().journalBodies().build().start()) {
            recording.route("POST /login", HttpReply.text("token"));
            PlainClient plain = new PlainClient(recording.uri(), "/socket.io/");
            String sid = plain.open();
            plain.post(sid, "40\u001e42[\"order\",1]");
            recording.awaitConnection().emit("large", "x".repeat(100_000));
            recording.verify(); // it waits for the GET
            HttpResponse<byte[]> poll = plain.send(HttpRequest.newBuilder(plain.polling("&sid=" + sid))
                    .header("Accept-Encoding", "gzip")
                    .build());
            assertThat(poll.headers().firstValue("content-encoding")).contains("gzip");
            List<RecordedRequest> requests = recording.journal().requests();
            assertThat(requests).hasSize(3);
            assertThat(requests.get(0).answer()).startsWith("0{\"sid\":\"" + sid);
            assertThat(requests.get(0).bodySize()).isZero();
            assertThat(requests.get(1).body()).isEqualTo("40\u001e42[\"order\",1]");
            assertThat(requests.get(1).answer()).isEqualTo("ok");
            assertThat(requests.get(2).answer())
                    .startsWith("40{")
                    .contains("42[\"large\",\"xxx")
                    .hasSize(65_536);
            assertThat(requests.get(2).answerSize()).isBetween(100_010, 100_100);
            assertThat(recording.journal().transcript())
                    .contains("POST /socket.io/ (16 bytes) answered by 200")
                    .doesNotContain("order\",1]\u001e");
        }
    }

    @Test
    void bodiesOfRoutesAndTheirAnswersAreKeptOnRequest() {
        try (TestServer recording = TestServer.builder().journalBodies().build().start()) {
            recording.route("POST /login", HttpReply.text("token"));
            new PlainClient(recording.uri(), "/login").request("POST", "", "ada");
            RecordedRequest login = recording.awaitRequest("POST /login");
            assertThat(login.body()).isEqualTo("ada");
            assertThat(login.answer()).isEqualTo("token");
            assertThat(login.answerSize()).isEqualTo(5);
        }
    }

    @Test
    void bodiesOfPollingAreNotKeptByDefault() {
        String sid = client.open();
        client.post(sid, "40");
        assertThat(server.journal().requests())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.body() + request.answer()).isEmpty());
    }

    @Test
    void aWaitThatSaysNoTimeTakesTheUsualOne() {
        try (TestServer quick = TestServer.builder().usualWait(SOON).build().start()) {
            ServerSocket joined = joined(quick);
            for (ThrowingCallable wait : List.<ThrowingCallable>of(
                    quick::awaitConnection,
                    quick::awaitRefusal,
                    () -> quick.awaitRequest("GET /"),
                    () -> joined.awaitEvent("order"),
                    joined::awaitDisconnect,
                    () -> joinedByPolling(quick).connection().awaitUpgrade())) {
                assertThatExceptionOfType(WaitFailedError.class)
                        .isThrownBy(wait)
                        .withMessageContaining(" within 20 ms. What happened:");
            }
        }
        try (TestServer usual = TestServer.builder().build()) {
            assertThat(usual.engine().context().waits().usual()).isEqualTo(Duration.ofSeconds(5));
        }
    }

    private static ServerSocket joined(TestServer server) {
        new PlainClient(server.uri(), "/socket.io/").join();
        return server.awaitConnection(LONG);
    }

    private static ServerSocket joinedByPolling(TestServer server) {
        PlainClient plain = new PlainClient(server.uri(), "/socket.io/");
        plain.post(plain.open(), "40");
        return server.awaitConnection(LONG);
    }
}
