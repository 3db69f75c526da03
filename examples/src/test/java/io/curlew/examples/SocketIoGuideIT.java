package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide to Socket.IO shows runs. */
class SocketIoGuideIT {
    private final List<String> atServer = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ServerSocket> connected = new CompletableFuture<>();
    private TestServer server;
    private String url;

    @BeforeEach
    void start() {
        server = TestServer.builder().build();
        server.namespace("/").onConnection(socket -> {
            socket.on(
                    "order",
                    event -> atServer.add(
                            event.args().get(0, SocketIoGuide.Order.class).item()));
            socket.on(
                    "sum",
                    event -> event.ack(
                            event.args().get(0, int.class) + event.args().get(1, int.class)));
            connected.complete(socket);
        });
        server.namespace("/admin").onConnection(socket -> atServer.add("admin"));
        server.start();
        url = server.uri().toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void connectingConnectsBothNamespaces() {
        try (SocketIoClient client = SocketIoGuide.connecting(url, () -> "t")) {
            assertThat(client.socket("/").connected()).isTrue();
            await().until(() -> atServer.contains("admin"));
        }
    }

    @Test
    void sendingAndListening() {
        List<String> lines = Console.linesOf(() -> {
            try (SocketIoClient client = SocketIoClient.builder(url).build()) {
                SocketIoGuide.events(client.socket("/"));
                client.socket("/").connect().join();
                SocketIoGuide.sending(client.socket("/"));
                ServerSocket other = connected.join();
                other.emit("pair", "a", 1);
                other.emit("list", List.of(Map.of("item", "tea", "count", 1)));
                other.emit("picture", (Object) new byte[3]);
                assertThat(other.emitWithAck("sum", 4, 5).join().get(0, int.class))
                        .isEqualTo(9);
            }
        });
        assertThat(lines).contains("sum: 3", "a 1", "1 orders", "3 bytes", "any: sum");
        assertThat(atServer).contains("tea");
    }

    @Test
    void everyEventIsSeenAndQuestionsAreAnswered() {
        List<String> lines = Console.linesOf(() -> {
            try (SocketIoClient client = SocketIoClient.builder(url).build()) {
                Socket socket = client.socket("/");
                SocketIoGuide.everything(socket);
                SocketIoGuide.answering(socket);
                SocketIoGuide.arguments(socket);
                socket.connect().join();
                socket.emit("order", Map.of("item", "tea", "count", 1));
                ServerSocket other = connected.join();
                assertThat(other.emitWithAck("confirm").join().get(0, boolean.class))
                        .isTrue();
                other.emit("ready");
                other.emit("mixed", Map.of("item", "tea", "count", 1), List.of("a"), null, new byte[2]);
                assertThat(other.emitWithAck("confirm").join().size()).isEqualTo(1);
            }
        });
        assertThat(lines)
                .containsSubsequence("before all others", "in: confirm with 0")
                .contains("in: ready with 0", "2 bytes")
                .doesNotContain("in: mixed with 4");
        assertThat(lines).anyMatch(line -> line.startsWith("out: order["));
        assertThat(lines).anyMatch(line -> line.startsWith("tea [a] 0 {"));
    }

    @Test
    void aSubscriberGetsEvents() {
        CompletableFuture<String> first = new CompletableFuture<>();
        try (SocketIoClient client = SocketIoClient.builder(url).build()) {
            var unused = connected.thenAccept(socket -> socket.emit("hello"));
            SocketIoGuide.publishing(client.socket("/"), new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(1);
                }

                @Override
                public void onNext(Event event) {
                    first.complete(event.name());
                }

                @Override
                public void onError(Throwable error) {
                    first.completeExceptionally(error);
                }

                @Override
                public void onComplete() {}
            });
            assertThat(first.join()).isEqualTo("hello");
        }
    }

    @Test
    void aTokenThatHasExpiredIsRenewed() {
        server.namespace("/").use(socket -> {
            if (!socket.auth().orElseThrow().field("token").orElseThrow().text().equals("\"new\"")) {
                throw new ConnectRefusedException("token expired");
            }
        });
        SocketIoGuide.Tokens tokens = new SocketIoGuide.Tokens() {
            @Override
            public String current() {
                return "old";
            }

            @Override
            public String renewed() {
                return "new";
            }
        };
        try (SocketIoClient client = SocketIoGuide.retrying(url, tokens)) {
            assertThat(client.socket("/").connected()).isTrue();
        }
    }

    @Test
    void metricsCountWhatTheClientDoes() {
        LongAdder received = new LongAdder();
        LongAdder dropped = new LongAdder();
        AtomicLong latency = new AtomicLong();
        CompletableFuture<Boolean> hello = new CompletableFuture<>();
        try (SocketIoClient client = SocketIoGuide.measuring(url, received, dropped, latency::set)) {
            Socket socket = client.socket("/");
            var unused = connected.thenAccept(other -> other.emit("hello"));
            socket.on("hello", event -> hello.complete(true));
            socket.emit(EmitOptions.volatileEvent(), "never");
            socket.connect().join();
            assertThat(socket.emitWithAck("sum", 1, 2).join().get(0, int.class)).isEqualTo(3);
            hello.join();
        }
        assertThat(received.sum()).isEqualTo(1);
        assertThat(dropped.sum()).isEqualTo(1);
        assertThat(latency.get()).isPositive();
    }

    @Test
    void failuresSayWhatMayHelp() {
        try (SocketIoClient client = SocketIoClient.builder(url).build()) {
            assertThat(SocketIoGuide.failing(client.socket("/"))).isEqualTo("connected");
            assertThat(SocketIoGuide.failing(client.socket("/unknown")))
                    .isEqualTo("The server refuses the namespace /unknown: Invalid namespace");
            client.close();
        }
        try (SocketIoClient nobody =
                SocketIoClient.builder("http://localhost:1").noReconnection().build()) {
            assertThat(SocketIoGuide.failing(nobody.socket("/"))).startsWith("try later");
        }
    }

    @Test
    void reconnectingGoesToTheNextServer() {
        List<String> lines = Console.linesOf(() -> {
            try (SocketIoClient client =
                    SocketIoGuide.reconnecting(List.of("http://localhost:1", url), () -> "token")) {
                CompletableFuture<Boolean> back = new CompletableFuture<>();
                client.onReconnect(number -> back.complete(true));
                client.socket("/").connect().join();
                back.join();
            }
        });
        assertThat(lines).contains("attempt 1", "back after 1");
    }

    @Test
    void blockingWaits() {
        List<String> lines = Console.linesOf(() -> {
            try (SocketIoClient client = SocketIoClient.builder(url).build()) {
                var unused = connected.thenAccept(socket -> socket.emit("hello"));
                SocketIoGuide.blocking(client.socket("/"));
            }
        });
        assertThat(lines).containsExactly("sum: 3", "got hello");
    }

    @Test
    void lifecycleTellsWhatHappens() {
        List<String> lines = Console.linesOf(() -> {
            try (SocketIoClient client = SocketIoGuide.lifecycle(url)) {
                // Listeners are called in order, which futures don't keep: the last one says that the others were
                // called.
                CompletableFuture<Boolean> told = new CompletableFuture<>();
                client.socket("/").onConnect(() -> told.complete(true));
                var unused = client.socket("/").connect();
                told.join();
            }
        });
        assertThat(lines).contains("attempt 0, because of Optional.empty", "connected, recovered: false");
    }

    @Test
    void theTestServerDoubles() {
        assertThat(SocketIoGuide.testServer()).isEqualTo(42);
    }
}
