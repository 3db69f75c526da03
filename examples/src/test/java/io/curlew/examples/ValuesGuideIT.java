package io.curlew.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.examples.ValuesGuide.Circle;
import io.curlew.examples.ValuesGuide.Reading;
import io.curlew.examples.ValuesGuide.Shape;
import io.curlew.examples.ValuesGuide.Side;
import io.curlew.examples.ValuesGuide.Square;
import io.curlew.examples.ValuesGuide.Trade;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page on values says is what happens. */
class ValuesGuideIT {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.builder().build();
        server.namespace("/")
                .onConnection(socket -> socket.on(
                                "json", event -> event.ack(event.args().json(0)))
                        .on("echo", event -> event.ack(event.args().get(0, Object.class)))
                        .on("trade", event -> {
                            socket.emit("trade", event.args().get(0, Object.class));
                            socket.emit("trades", List.of(event.args().get(0, Object.class)));
                        }));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void recordsGoBothWays() {
        List<String> lines = Console.linesOf(() -> {
            try (SocketIoClient client = client()) {
                Socket socket = connected(client);
                ValuesGuide.records(socket);
                CompletableFuture<Boolean> printed = new CompletableFuture<>();
                socket.on("trades", event -> printed.complete(true)); // called after the one that prints
                printed.join();
                assertThat(json(socket, new Trade("BTC", Side.BUY, new BigDecimal("1.50"), NOON)))
                        .isEqualTo(
                                "{\"symbol\":\"BTC\",\"side\":\"BUY\",\"price\":1.50,\"at\":\"2026-11-28T12:00:00Z\"}");
            }
        });
        assertThat(lines).containsExactly("BTC at 1.5", "1 trades");
    }

    @Test
    void millisecondsInOneRecord() {
        try (SocketIoClient client = client()) {
            Reading reading = echo(connected(client), Map.of("at", NOON.toEpochMilli()), Reading.class);
            assertThat(reading).isEqualTo(new Reading(NOON));
        }
    }

    @Test
    void wholeNumbersThatAreTimesAreMilliseconds() {
        try (SocketIoClient client = client()) {
            assertThat(echo(connected(client), 1_764_331_200_000L, Instant.class))
                    .isEqualTo(Instant.parse("2025-11-28T12:00:00Z"));
        }
    }

    @Test
    void snakeCase() {
        record LastPrice(int lastPrice) {}
        with(ValuesGuide::snakeCase, socket -> {
            assertThat(json(socket, new LastPrice(1))).isEqualTo("{\"last_price\":1}");
            assertThat(echo(socket, Map.of("last_price", 2), LastPrice.class)).isEqualTo(new LastPrice(2));
            return true;
        });
    }

    @Test
    void milliseconds() {
        with(ValuesGuide::milliseconds, socket -> {
            assertThat(json(socket, NOON)).isEqualTo(Long.toString(NOON.toEpochMilli()));
            assertThat(echo(socket, NOON.toEpochMilli(), Instant.class)).isEqualTo(NOON);
            return true;
        });
    }

    @Test
    void polymorphicTypes() {
        try (SocketIoClient client = client()) {
            Socket socket = connected(client);
            assertThat(json(socket, new Circle(1.5))).isEqualTo("{\"kind\":\"circle\",\"radius\":1.5}");
            assertThat(echo(socket, Map.of("kind", "square", "side", 2), Shape.class))
                    .isEqualTo(new Square(2));
        }
    }

    private void with(Function<String, SocketIoClient> make, Function<Socket, Boolean> test) {
        try (SocketIoClient client = make.apply(server.uri().toString())) {
            assertThat(test.apply(connected(client))).isTrue();
        }
    }

    private SocketIoClient client() {
        return SocketIoClient.builder(server.uri()).build();
    }

    private static Socket connected(SocketIoClient client) {
        return client.socket("/").connect(Duration.ofSeconds(30)).join();
    }

    private static String json(Socket socket, Object value) {
        return socket.emitWithAck("json", value).join().get(0, String.class);
    }

    private static <T> T echo(Socket socket, Object value, Class<T> type) {
        return socket.emitWithAck("echo", value).join().get(0, type);
    }
}
