package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.examples.PriceFeed.Price;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pages on tasks show runs. */
class TaskPagesIT {
    private final CompletableFuture<ServerSocket> connected = new CompletableFuture<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private TestServer server;
    private String url;

    @BeforeEach
    void start() {
        server = TestServer.builder().build();
        server.namespace("/").onConnection(socket -> {
            socket.on("echo", event -> event.ack(event.args().get(0, String.class)));
            socket.onAny(event -> events.add(event.name()));
            connected.complete(socket);
        });
        server.start();
        url = server.uri().toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theFirstProgramPrintsTheAnswer() {
        assertThat(Console.linesOf(() -> GettingStarted.main(new String[] {url})))
                .contains("connected", "the server answered: hello");
    }

    @Test
    void theProgramThatStartsFasterPrintsTheAnswer() {
        assertThat(Console.linesOf(() -> Hello.main(new String[] {url}))).containsExactly("hello");
    }

    @Test
    void theFirstProgramEndsWhenThereIsNoServer() {
        assertThatThrownBy(() -> TaskPages.failAtOnce("http://localhost:1")
                        .socket("/")
                        .connect()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ConnectFailedException.class);
    }

    @Test
    void failingFastConnectsWhenItCan() {
        try (SocketIoClient client = TaskPages.failAtOnce(url)) {
            assertThat(TaskPages.failFast(client).connected()).isTrue();
        }
    }

    @Test
    void failingFastClosesTheClient() {
        server.namespace("/").use(socket -> {
            throw new ConnectRefusedException("no");
        });
        SocketIoClient client = TaskPages.failAtOnce(url);
        assertThatThrownBy(() -> TaskPages.failFast(client)).hasMessageContaining("No connection");
        assertThat(client.state()).isEqualTo(SocketIoClient.State.CLOSED);
    }

    @Test
    void whatIsEmittedInTheBackgroundArrivesOnceConnected() {
        List<String> lines = Console.linesOf(() -> {
            try (SocketIoClient client = SocketIoClient.builder(url).build()) {
                CompletableFuture<Boolean> told = new CompletableFuture<>();
                client.socket("/").on("tell", event -> told.complete(true)); // called after onConnect, which prints
                TaskPages.waitInBackground(client).join();
                await().until(() -> events.contains("hello"));
                connected.join().emit("tell");
                told.join();
            }
        });
        assertThat(lines).contains("connected");
    }

    @Test
    void aRefusedTokenIsRefreshed() {
        server.namespace("/").use(socket -> {
            String token = socket.auth()
                    .flatMap(auth -> auth.field("token"))
                    .flatMap(field -> field.asString())
                    .orElse("");
            if (!token.equals("new")) {
                throw new ConnectRefusedException("token expired");
            }
        });
        AtomicBoolean forgotten = new AtomicBoolean();
        TaskPages.Tokens tokens = new TaskPages.Tokens() {
            @Override
            public String current() {
                return forgotten.get() ? "new" : "old";
            }

            @Override
            public void forget() {
                forgotten.set(true);
            }
        };
        assertThatThrownBy(() -> {
                    try (SocketIoClient client = TaskPages.freshTokens(url, tokens)) {
                        client.socket("/").connect().join();
                    }
                })
                .hasMessageContaining("token expired");
        try (SocketIoClient client = TaskPages.afterRefusal(url, tokens)) {
            assertThat(client.socket("/").connect().join().connected()).isTrue();
        }
    }

    @Test
    void theOtherTransportsConnectToo() {
        for (SocketIoClient client :
                List.of(TaskPages.webSocketOnly(url), TaskPages.webSocketFirst(url), TaskPages.lowLatency(url))) {
            try (client) {
                Socket socket = client.socket("/");
                socket.connect(Duration.ofSeconds(30)).join();
                TaskPages.newestOnly(socket);
                assertThat(client.transport()).contains(TransportType.WEBSOCKET);
            }
        }
    }

    @Test
    void whatIsPrintedShowsBothDirections() {
        server.namespace("/").onConnection(socket -> socket.on("ask", event -> socket.emit("tell", 7)));
        List<String> lines = Console.linesOf(() -> {
            try (SocketIoClient client = TaskPages.printEverything(url)) {
                Socket socket = client.socket("/");
                TaskPages.logWhatMatters(client, socket);
                CompletableFuture<Integer> told = new CompletableFuture<>();
                socket.on("tell", int.class, told::complete);
                socket.connect().join();
                socket.emit("ask");
                told.join();
                await().until(() -> client.incomingEvents() == 0);
            }
        });
        assertThat(lines).contains("sent: ask", "received: tell [7]");
    }

    @Test
    void aServiceGetsPricesAndCloses() {
        BlockingQueue<Price> prices = new LinkedBlockingQueue<>();
        server.namespace("/prices").onConnection(socket -> socket.emit("price", new Price("BTC", 1.5)));
        try (PriceFeed feed = new PriceFeed(url, prices::add)) {
            feed.start();
            await().until(() -> !prices.isEmpty());
            assertThat(feed.connected()).isTrue();
        }
        assertThat(prices).containsExactly(new Price("BTC", 1.5));
    }
}
