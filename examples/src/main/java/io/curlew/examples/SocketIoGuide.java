package io.curlew.examples;

import io.curlew.engineio.client.SendBudget;
import io.curlew.engineio.client.Subscription;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.BlockingSocket;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.TypeRef;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The code of the guide to Socket.IO. */
final class SocketIoGuide {

    private SocketIoGuide() {}

    static SocketIoClient connecting(String url, Supplier<String> tokens) {
        // example: connecting
        SocketIoClient client = SocketIoClient.builder(url)
                .auth(() -> Map.of("token", tokens.get())) // asked again at every connect and reconnect
                .reconnection(Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(30))
                        .jitter(0.5))
                .build();
        Socket main = client.socket("/");
        Socket admin = client.socket("/admin"); // the same connection
        main.connect().join();
        admin.connect(Duration.ofSeconds(5)).join(); // fails when that takes longer
        // end
        return client;
    }

    /** What the events of the guide carry. */
    record Order(String item, int count) {}

    static void events(Socket socket) {
        // example: listening
        Subscription orders = socket.on("order", Order.class, order -> System.out.println("order: " + order.item()));
        socket.on("pair", String.class, int.class, (name, count) -> System.out.println(name + " " + count));
        socket.on("list", new TypeRef<List<Order>>() {}, list -> System.out.println(list.size() + " orders"));
        socket.on("picture", event -> System.out.println(event.args().get(0, byte[].class).length + " bytes"));
        socket.on(
                "sum",
                event -> event.ack(event.args().get(0, int.class) + event.args().get(1, int.class)));
        socket.onAny(event -> System.out.println("any: " + event.name()));
        orders.remove();
        // end
    }

    static void sending(Socket socket) {
        // example: sending
        socket.emit("order", new Order("tea", 2), Map.of("picture", new byte[] {1, 2, 3})); // binary anywhere inside
        socket.emit(EmitOptions.volatileEvent(), "cursor", 10, 20); // discarded when it can't be written at once
        socket.emit(EmitOptions.timeToLive(Duration.ofSeconds(30)), "price", 1.5); // not worth sending later
        try {
            int sum = socket.emitWithAck(EmitOptions.timeout(Duration.ofSeconds(2)), "sum", 1, 2)
                    .join()
                    .get(0, int.class);
            System.out.println("sum: " + sum);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AckException why) {
                System.out.println("no answer: " + why.reason());
            }
        }
        // end
    }

    static void blocking(Socket socket) {
        // example: blocking
        BlockingSocket blocking = socket.blocking(); // before connecting, to miss nothing
        blocking.connect(Duration.ofSeconds(5));
        int sum = blocking.call("sum", 1, 2).get(0, int.class);
        System.out.println("sum: " + sum);
        for (Event event : blocking) { // ends when the namespace is left for good
            System.out.println("got " + event.name());
            break;
        }
        // end
    }

    static SocketIoClient lifecycle(String url) {
        // example: lifecycle
        SocketIoClient client = SocketIoClient.builder(url)
                .reconnectionAttempts(10)
                .beforeAttempt(attempt -> System.out.println(attempt + ", because of " + attempt.lastError()))
                .sendBudget(SendBudget.failing(1000, 1 << 20))
                .dropOldest() // when that is used up; otherwise emit throws
                .build();
        Socket socket = client.socket("/");
        socket.onConnect(() -> System.out.println("connected, recovered: " + socket.recovered()));
        socket.onConnectError(why -> System.out.println(why.getMessage() + ", tried again: " + why.willRetry()));
        socket.onDisconnect(gone -> System.out.println(gone.reason() + ", comes back: " + gone.willReconnect()));
        socket.onDropped(event -> System.out.println(event.name() + " was not sent: " + event.reason()));
        client.onPing(roundTrip -> System.out.println("round trip: " + roundTrip.toMillis() + " ms"));
        client.onReconnectFailed(() -> System.out.println("given up"));
        // end
        return client;
    }

    static int testServer() {
        // example: Socket.IO test server
        try (TestServer server = TestServer.builder().build()) {
            server.namespace("/")
                    .onConnection(socket -> socket.on(
                            "double", event -> event.ack(2 * event.args().get(0, int.class))));
            server.start(); // on a free port
            try (SocketIoClient client = SocketIoClient.builder(server.uri()).build()) {
                BlockingSocket socket = client.socket("/").blocking();
                socket.connect(Duration.ofSeconds(5));
                return socket.call("double", 21).get(0, int.class);
            }
        }
        // end
    }
}
