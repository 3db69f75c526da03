package io.curlew.examples;

import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.loop.Subscription;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.BlockingSocket;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.DroppedEvent;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Metrics;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.TypeRef;
import io.curlew.testserver.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
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

    /** Where a program has its tokens from. */
    interface Tokens {
        /** Returns the one that there is. */
        String current();

        /** Asks for another one, which takes some time. */
        String renewed();
    }

    static SocketIoClient retrying(String url, Tokens tokens) {
        // example: after a refusal
        AtomicBoolean expired = new AtomicBoolean();
        SocketIoClient client = SocketIoClient.builder(url)
                .auth(() -> {
                    String token = expired.getAndSet(false) ? tokens.renewed() : tokens.current(); // may block
                    return Map.of("token", token);
                })
                .retryWhenRefused(why -> {
                    expired.set(why.serverMessage().equals(Optional.of("token expired")));
                    return expired.get(); // on the event loop: must not block
                })
                .reconnectionAttempts(10) // limits refusals in a row, too
                .build();
        client.socket("/").connect().join(); // waits, and fails with the first refusal that is final
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

    static void everything(Socket socket) {
        // example: listening to everything
        socket.onAny(event -> System.out.println(
                "in: " + event.name() + " with " + event.args().size()));
        socket.prependAny(event -> System.out.println("before all others"));
        socket.onAnyOutgoing((name, args) -> System.out.println("out: " + name + args));
        socket.once("ready", event -> socket.offAny()); // takes effect with the next event
        // end
    }

    static void answering(Socket socket) {
        // example: answering
        socket.on("confirm", event -> {
            if (event.wantsAck()) {
                CompletableFuture<Boolean> decision = CompletableFuture.supplyAsync(() -> true);
                var unused = decision.thenAccept(event::ack); // later, from any thread, once
            }
        });
        // end
    }

    static void arguments(Socket socket) {
        // example: arguments
        socket.on("mixed", event -> {
            Args args = event.args();
            Order order = args.get(0, Order.class);
            List<String> tags = args.get(1, new TypeRef<>() {});
            Optional<Integer> count = args.find(2, Integer.class); // empty for JSON null, or when it is not there
            System.out.println(order.item() + " " + tags + " " + count.orElse(0) + " " + args.json(0));
            if (args.isBinary(3)) {
                System.out.println(args.binary(3).remaining() + " bytes"); // a read-only view, no copy
            }
        });
        // end
    }

    static void sending(Socket socket) {
        // example: sending
        socket.emit("order", new Order("tea", 2), Map.of("picture", new byte[] {1, 2, 3})); // binary anywhere inside
        socket.emit(EmitOptions.volatileEvent(), "cursor", 10, 20); // discarded when it can't be written at once
        socket.emit(EmitOptions.timeToLive(Duration.ofSeconds(30)), "price", 1.5); // not worth sending later
        try {
            int sum = socket.emitWithAck(EmitOptions.timeout(Duration.ofSeconds(5)), "sum", 1, 2)
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

    static void publishing(Socket socket, Flow.Subscriber<Event> subscriber) {
        // example: publishing
        socket.publisher().subscribe(subscriber); // as many events as it asks for, in order; before connecting
        socket.connect().join();
        // end
    }

    static SocketIoClient measuring(String url, LongAdder received, LongAdder dropped, LongConsumer latencies) {
        // example: measuring
        SocketIoClient client = SocketIoClient.builder(url)
                .metrics(
                        new Metrics() { // each method does nothing unless it is overridden
                            @Override
                            public void eventReceived(String namespace, String event, long bytes) {
                                received.increment();
                            }

                            @Override
                            public void eventDropped(String namespace, String event, DroppedEvent.Reason reason) {
                                dropped.increment();
                            }

                            @Override
                            public void ackReceived(String namespace, String event, Duration latency) {
                                latencies.accept(latency.toNanos());
                            }
                        })
                .build();
        // end
        return client;
    }

    static String failing(Socket socket) {
        // example: failing
        try {
            socket.connect(Duration.ofSeconds(5)).join();
            return "connected";
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ConnectFailedException why) {
                return switch (why.reason()) {
                    case REFUSED ->
                        why.getMessage() + why.data().map(Json::text).orElse("");
                    case NOT_OPENED, TIMED_OUT, LOST, NO_ANSWER, LATE -> "try later: " + why.getMessage();
                    case NO_AUTH, NO_SESSION_ID, LEFT -> "no use in trying: " + why.getMessage();
                };
            }
            throw failed;
        }
        // end
    }

    static SocketIoClient reconnecting(List<String> urls, Supplier<String> tokens) {
        AtomicInteger attempts = new AtomicInteger();
        // example: reconnecting
        SocketIoClient client = SocketIoClient.builder(urls.get(0))
                .urlFrom(() -> urls.get(attempts.getAndIncrement() % urls.size())) // another server each time
                .headersFrom(() -> Map.of("authorization", List.of("Bearer " + tokens.get())))
                .reconnection((attempt, random) -> Duration.ofMillis(100L * attempt)) // or Backoff.exponential, fixed
                .reconnectionAttempts(20)
                .reconnectAfterServerDisconnect() // also when the server has sent us away
                .build();
        client.onReconnectAttempt(number -> System.out.println("attempt " + number));
        client.onReconnect(number -> System.out.println("back after " + number));
        client.onClose(closed -> System.out.println("lost: " + closed.reason() + ", status " + closed.httpStatus()));
        // end
        return client;
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
