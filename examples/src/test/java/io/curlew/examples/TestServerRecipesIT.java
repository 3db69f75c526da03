package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.HttpReply;
import io.curlew.testserver.RecordedRequest;
import io.curlew.testserver.Rule;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipes of the page on the test server. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TestServerRecipesIT {
    // example: what the recipes share
    private final TestServer server = TestServer.builder().build().start();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private SocketIoClientBuilder program() { // the program under test, in short
        return SocketIoClient.builder(server.uri()).reconnection(Backoff.fixed(Duration.ofMillis(10)));
    }

    @AfterEach
    void verify() {
        try (server) { // closed also when verify() fails
            server.verify(); // no handler threw anything
        }
    }
    // end

    // example: a consumer that reconnects
    @Test
    void theConsumerComesBack() {
        try (SocketIoClient client = program().build()) {
            Socket prices = client.socket("/");
            prices.on("price", String.class, seen::add);
            prices.connect().join();
            ServerSocket first = server.awaitConnection();
            first.emit("price", "97000");
            await().until(() -> seen.size() == 1);
            first.dropConnection();
            server.awaitConnection().emit("price", "98000"); // the next one
            await().until(() -> seen.equals(List.of("97000", "98000")));
        }
    }
    // end

    // example: an answer that does not come
    @Test
    void theOrderIsRepeatedWhenItsAnswerIsLost() {
        server.on("order").neverReply().then().reply("accepted");
        try (SocketIoClient client = program().build()) {
            Socket orders = client.socket("/");
            orders.connect().join();
            EmitOptions inTime = EmitOptions.timeout(Duration.ofMillis(50));
            assertThatThrownBy(() -> orders.emitWithAck(inTime, "order", "BTC").join())
                    .hasCauseInstanceOf(AckException.class);
            assertThat(orders.emitWithAck("order", "BTC").join().get(0, String.class))
                    .isEqualTo("accepted");
            ServerSocket shop = server.awaitConnection();
            shop.awaitEvent("order");
            shop.awaitEvent("order"); // twice
            shop.expectNoEvent(Duration.ofMillis(20)); // and not three times
        }
    }
    // end

    // example: refused, then accepted
    @Test
    void theProgramJoinsWithANewToken() {
        server.namespace("/").use(socket -> {
            String token = socket.auth()
                    .map(auth -> auth.as(Map.class).get("token").toString())
                    .orElse("none");
            if (!token.equals("new")) {
                throw new ConnectRefusedException("token expired", Map.of("code", 401));
            }
        });
        List<String> tokens = new CopyOnWriteArrayList<>(List.of("old", "new"));
        try (SocketIoClient client =
                program().auth(() -> Map.of("token", tokens.remove(0))).build()) {
            Socket socket = client.socket("/");
            assertThatThrownBy(() -> socket.connect().join())
                    .hasCauseInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("token expired");
            socket.connect().join();
            assertThat(server.awaitConnection().connected()).isTrue();
        }
    }
    // end

    // example: a server that restarts
    @Test
    void whatWasSentDuringTheRestartArrives() {
        server.on("order").reply("accepted"); // stays, as do routes, rules, namespaces and the journal
        try (SocketIoClient client = program().build()) {
            Socket orders = client.socket("/");
            orders.connect().join();
            server.awaitConnection();
            server.stop();
            CompletableFuture<?> answer = orders.emitWithAck(EmitOptions.retries(3), "order", "BTC");
            server.start();
            server.awaitConnection().awaitEvent("order");
            answer.join();
        }
    }
    // end

    // example: a slow consumer
    @Test
    void aConsumerThatHangsIsGivenUp() throws Exception {
        CountDownLatch hung = new CountDownLatch(1);
        CompletableFuture<DisconnectReason> why = new CompletableFuture<>();
        try (SocketIoClient client = program()
                .incomingBound(10, 100_000)
                .maxStall(Duration.ofMillis(50))
                .build()) {
            Socket prices = client.socket("/");
            prices.onDisconnect(disconnection -> why.complete(disconnection.reason()));
            prices.on("price", event -> awaitUninterruptibly(hung));
            prices.connect().join();
            ServerSocket consumer = server.awaitConnection();
            for (int i = 0; i < 1_000; i++) {
                consumer.emit("price", i, "x".repeat(10_000));
            }
            consumer.awaitDisconnect();
            hung.countDown();
            assertThat(why.get(5, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.SLOW_CONSUMER);
        }
    }
    // end

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // example: a load balancer without stickiness
    @Test
    void behindSuchABalancerOnlyWebSocketWorks() {
        server.rule(Rule.polls().forgotten()); // the next request reaches a node that has not seen the handshake
        server.rule(Rule.posts().forgotten());
        server.rule(Rule.upgrades().forgotten());
        try (SocketIoClient polling = program().noReconnection().build();
                SocketIoClient webSocket =
                        program().transports(TransportType.WEBSOCKET).build()) {
            assertThatThrownBy(() -> polling.socket("/").connect().join())
                    .hasCauseInstanceOf(ConnectFailedException.class);
            webSocket.socket("/").connect().join();
            assertThat(server.awaitConnection().connection().transport()).isEqualTo(TransportType.WEBSOCKET);
        }
    }
    // end

    // example: a token by HTTP
    @Test
    void theProgramLogsInAndJoins() throws Exception {
        server.route(
                "POST /login",
                request -> request.body().contains("ada") ? HttpReply.text("token-7") : HttpReply.status(401));
        try (SocketIoClient client = program()
                .auth(() -> Map.of("token", login("{\"user\":\"ada\"}")))
                .build()) {
            client.socket("/").connect().join();
            assertThat(server.awaitConnection().auth().orElseThrow().text()).isEqualTo("{\"token\":\"token-7\"}");
            assertThat(server.journal().requests())
                    .filteredOn(request -> request.path().equals("/login"))
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request.header("content-type")).contains("application/json"));
        }
    }
    // end

    private String login(String user) {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/login"))
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(user))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    // example: rooms
    @Test
    void onlyWhoHasSubscribedGetsPrices() {
        server.onConnection(socket -> socket.on("subscribe", event -> {
            socket.join(event.args().get(0, String.class));
            event.ack();
        }));
        try (SocketIoClient ada = program().build();
                SocketIoClient bob = program().build()) {
            for (SocketIoClient client : List.of(ada, bob)) {
                Socket socket = client.socket("/");
                socket.on("price", event -> seen.add(event.args().json(0)));
                socket.connect().join();
            }
            ada.socket("/").emitWithAck("subscribe", "BTC").join();
            server.to("BTC").emit("price", 97_000);
            server.emit("price", 0); // to all: what was sent before has arrived then
            await().until(() -> seen.size() == 3);
            assertThat(seen).containsExactlyInAnyOrder("97000", "0", "0");
        }
    }
    // end

    // example: a session that is recovered
    @Test
    void nothingIsMissed() {
        try (TestServer recovering = TestServer.builder().recovery().build().start();
                SocketIoClient client = SocketIoClient.builder(recovering.uri())
                        .reconnection(Backoff.fixed(Duration.ofMillis(10)))
                        .build()) {
            Socket prices = client.socket("/");
            prices.on("price", String.class, seen::add);
            prices.connect().join();
            ServerSocket first = recovering.awaitConnection();
            first.emit("price", "97000");
            await().until(() -> seen.size() == 1); // recovery goes on after an event
            first.dropConnection();
            first.emit("price", "98000"); // kept for when the client is back
            assertThat(recovering.awaitConnection().recovered()).isTrue();
            await().until(() -> seen.equals(List.of("97000", "98000")));
        }
    }
    // end

    // example: a server that is overloaded
    @Test
    void theProgramTriesAgainWhenTheServerIsBusy() {
        server.rule(Rule.handshakes().next(2).answered(HttpReply.status(503).withHeader("retry-after", "0")));
        server.rule(Rule.connects().next(1).dropped()); // then one CONNECT is never answered
        try (SocketIoClient client =
                program().connectTimeout(Duration.ofMillis(500)).build()) {
            client.socket("/").connect().join();
            server.awaitConnection();
            assertThat(server.journal().requests())
                    .extracting(RecordedRequest::status)
                    .startsWith(503, 503, 200);
            assertThat(server.journal().transcript()).contains("rule      connect: drop");
        }
    }
    // end

    @Test
    void testsOfMinutesTakeMilliseconds() {
        // example: milliseconds
        try (TestServer quick = TestServer.builder()
                        .pingInterval(Duration.ofMillis(50)) // a dead connection is noticed
                        .pingTimeout(Duration.ofMillis(50)) // after 100 ms, not after 45 s
                        .build()
                        .start();
                SocketIoClient client = SocketIoClient.builder(quick.uri())
                        .reconnection(Backoff.fixed(Duration.ofMillis(10))) // not after 1 to 5 s
                        .build()) {
            client.socket("/").connect().join();
            quick.awaitConnection();
            client.reconnectNow(); // nor even after that
            quick.awaitConnection();
        }
        // end
    }
}
