package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import io.curlew.testsupport.LastingPorts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What the page on the test server shows runs. */
class TestServerGuideIT {

    @Test
    void aClientWhoseConnectionIsDroppedGetsWhatItHasMissed() {
        BlockingQueue<Integer> missed = new LinkedBlockingQueue<>();
        try (TestServer server =
                        TestServer.builder().recovery(Duration.ofMinutes(2)).build();
                SocketIoClient client = client(server)) {
            Socket socket = client.socket("/");
            socket.on("missed", Integer.class, missed::add);
            socket.on("welcome", event -> socket.emit("crash")); // recovery goes on after an event
            socket.connect(Duration.ofSeconds(30)).join();
            await().until(() -> !missed.isEmpty());
            assertThat(socket.recovered()).isTrue();
        }
    }

    // example: a test
    @Test
    void theShopOrders() {
        try (TestServer server = TestServer.builder().build().start();
                Shop shop = new Shop(server.uri())) { // the program under test
            ServerSocket client = server.awaitConnection();
            ServerEvent order = client.awaitEvent("order");
            assertThat(order.args().get(0, String.class)).isEqualTo("BTC");
            client.emit("price", "BTC", 97_000);
            shop.close();
            client.awaitDisconnect();
            server.verify();
        }
    }
    // end

    private static Socket connected(SocketIoClient client, String namespace) {
        Socket socket = client.socket(namespace);
        socket.connect(Duration.ofSeconds(30)).join();
        return socket;
    }

    private static SocketIoClient plainClient(TestServer server) {
        return SocketIoClient.builder(server.uri())
                .reconnection(Backoff.fixed(Duration.ofMillis(20)))
                .build();
    }

    @Test
    void theServerAnswersWithoutAHandler() {
        try (TestServer server = TestServer.builder().build().start()) {
            TestServerGuide.answers(server);
            TestServerGuide.routes(server);
            try (SocketIoClient client = plainClient(server)) {
                Socket socket = connected(client, "/");
                BlockingQueue<Integer> ticks = new LinkedBlockingQueue<>();
                socket.on("tick", Integer.class, ticks::add);
                assertThat(socket.emitWithAck("sum").join().get(0, int.class)).isEqualTo(3);
                assertThat(socket.emitWithAck("login").join().get(0, String.class))
                        .isEqualTo("wrong");
                assertThat(socket.emitWithAck("login").join().get(0, String.class))
                        .isEqualTo("welcome");
                assertThat(socket.emitWithAck("subscribe").join().get(0, String.class))
                        .isEqualTo("ok");
                await().until(() -> List.copyOf(ticks).equals(List.of(1, 2)));
            }
            server.verify();
        }
    }

    @Test
    void roomsMiddlewareAndFaultsDoWhatThePageSays() {
        try (TestServer server = TestServer.builder().build().start()) {
            TestServerGuide.rooms(server);
            TestServerGuide.rules(server);
            try (SocketIoClient client = plainClient(server)) {
                Socket game = connected(client, "/game-7");
                assertThat(game.emitWithAck("move").join().get(0, String.class)).isEqualTo("ok");
                Socket main = connected(client, "/");
                assertThat(main.emitWithAck("echo", 1, "two").join().get(1, String.class))
                        .isEqualTo("two");
                main.on("ready?", event -> event.ack());
                assertThat(TestServerGuide.broadcast(server, server.awaitConnection()))
                        .isEqualTo(1);
            }
            server.verify();
        }
    }

    @Test
    void aClientComesBackAfterFaultsOfItsConnection() {
        try (TestServer server = TestServer.builder().build().start();
                SocketIoClient client = plainClient(server)) {
            Socket socket = connected(client, "/");
            TestServerGuide.rulesOfAConnection(server);
            server.awaitConnection(Duration.ofSeconds(30));
            await().until(socket::connected);
        }
    }

    @Test
    void theServerIsBackAfterAnOutage() {
        try (TestServer server = TestServer.builder()
                        .port(LastingPorts.EXAMPLES.next())
                        .build()
                        .start();
                SocketIoClient client = plainClient(server)) {
            server.on("ask").reply("here");
            Socket socket = connected(client, "/");
            server.awaitConnection();
            TestServerGuide.outage(server);
            server.awaitConnection(Duration.ofSeconds(30)); // perhaps between two parts of the outage
            assertThat(socket.emitWithAck(EmitOptions.retries(3), "ask").join().get(0, String.class))
                    .isEqualTo("here");
        }
    }

    private static SocketIoClient client(TestServer server) {
        TestServerGuide.crashing(server);
        server.namespace("/").onConnection(socket -> {
            if (!socket.recovered()) {
                socket.emit("welcome");
            }
        });
        return SocketIoClient.builder(server.start().uri())
                .reconnection(Backoff.fixed(Duration.ofMillis(50)))
                .build();
    }
}
