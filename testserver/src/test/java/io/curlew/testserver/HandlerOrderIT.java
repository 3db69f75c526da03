package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a handler does takes effect in its order, whether it calls the socket, the connection or the server. */
class HandlerOrderIT {
    private final TestServer server =
            TestServer.builder().usualWait(Duration.ofSeconds(30)).build();
    private PlainClient client;

    @BeforeEach
    void start() {
        server.start();
        client = new PlainClient(server.uri(), "/socket.io/");
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.journal().failures()).isEmpty();
    }

    private boolean aGetWaits(EngineConnection connection) {
        return server.engine().context().loop().call(() -> connection.sendVolatile(List.of()));
    }

    private static Stream<Consumer<TestServer>> ends() {
        return Stream.of(TestServer::stop, TestServer::close);
    }

    @Test
    void whatWasSentLeavesBeforeTheConnectionCloses() {
        server.onConnection(socket -> {
            socket.emit("welcome");
            socket.connection().close();
            socket.emit("too late");
        });
        PlainWebSocket socket = client.join();
        assertThat(socket.next()).isEqualTo("42[\"welcome\"]");
        assertThat(socket.closeCode()).isEqualTo(1000);
        assertThat(server.journal().transcript()).contains("welcome");
    }

    @Test
    void onPollingToo() {
        server.onConnection(socket -> {
            socket.emit("welcome");
            socket.connection().close();
        });
        String sid = client.open();
        client.post(sid, "40");
        List<String> packets = client.poll(sid);
        assertThat(packets).hasSize(2).last().isEqualTo("42[\"welcome\"]");
        assertThat(client.poll(sid)).containsExactly("1");
    }

    @Test
    void packetsOfTheConnectionKeepTheirPlace() {
        server.onConnection(socket -> {
            socket.emit("before");
            socket.connection().send(BadPacket.UNKNOWN_TYPE);
            socket.emit("between");
            socket.connection().send("2[\"raw\"]");
            socket.emit("after");
        });
        PlainWebSocket socket = client.join();
        assertThat(List.of(socket.next(), socket.next(), socket.next(), socket.next(), socket.next()))
                .containsExactly("42[\"before\"]", "9", "42[\"between\"]", "42[\"raw\"]", "42[\"after\"]");
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anAnswerLeavesBeforeTheServerEnds(Consumer<TestServer> end) {
        server.onConnection(socket -> socket.on("bye", event -> {
            event.ack("bye");
            end.accept(server);
        }));
        PlainWebSocket socket = client.join();
        socket.send("421[\"bye\"]");
        assertThat(socket.next()).isEqualTo("431[\"bye\"]");
        assertThat(socket.closeCode()).isEqualTo(1001);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void theRequestsThatWaitAreAnsweredBeforeTheServerEnds(Consumer<TestServer> end) throws Exception {
        server.onConnection(socket -> socket.on("bye", event -> {
            event.ack("bye");
            end.accept(server);
        }));
        String sid = client.open();
        client.post(sid, "40");
        assertThat(client.poll(sid)).singleElement().asString().startsWith("40{");
        CompletableFuture<HttpResponse<byte[]>> get = client.getLater("&sid=" + sid);
        EngineConnection connection = server.connections().get(0);
        await().atMost(Duration.ofSeconds(30)).until(() -> aGetWaits(connection));
        assertThat(client.post(sid, "421[\"bye\"]").statusCode())
                .as("its session ends meanwhile")
                .isEqualTo(400);
        assertThat(PlainClient.packets(get.get(30, TimeUnit.SECONDS))).containsExactly("431[\"bye\"]");
    }

    @Test
    void theLastMessageOfAnEngineIoServerLeavesToo() {
        try (EngineTestServer engine = TestServer.builder().buildEngine().start()) {
            engine.onConnection(connection -> connection.onMessage(message -> {
                connection.send("bye");
                engine.stop();
            }));
            PlainWebSocket socket = new PlainClient(engine.uri(), "/engine.io/").webSocket("");
            assertThat(socket.next()).startsWith("0{");
            socket.send("4end");
            assertThat(socket.next()).isEqualTo("4bye");
            assertThat(socket.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void whoEndsAnEngineIoServerByAPostGetsAnAnswer() {
        try (EngineTestServer engine = TestServer.builder().buildEngine().start()) {
            engine.onConnection(connection -> connection.onMessage(message -> engine.stop()));
            PlainClient plain = new PlainClient(engine.uri(), "/engine.io/");
            assertThat(plain.post(plain.open(), "4end").statusCode()).isEqualTo(400);
        }
    }
}
