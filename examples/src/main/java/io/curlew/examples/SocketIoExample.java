package io.curlew.examples;

// example: readme
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Socket.IO: events, binary, acknowledgements in both directions, two namespaces over one connection. */
public final class SocketIoExample {
    /** What the server sends as JSON. */
    public record Price(String symbol, double value) {}

    private SocketIoExample() {}

    /** Takes the URL of the server as its argument. */
    public static void main(String[] args) {
        try (SocketIoClient client = SocketIoClient.builder(args[0])
                .auth(() -> Map.of("token", "1234")) // asked again whenever it connects
                .ackTimeout(Duration.ofSeconds(5)) // by default, an answer may take as long as the connection lasts
                .build()) {
            Socket prices = client.socket("/prices");
            prices.on("price", Price.class, price -> System.out.println(price.symbol() + " " + price.value()));
            prices.on("confirm", event -> event.ack("yes")); // the server asks, we answer
            prices.connect(Duration.ofSeconds(5)).join(); // fails if the server is down or refuses
            int watched = prices.emitWithAck("watch", "BTC", "ETH").join().get(0, int.class);
            System.out.println("watching " + watched);

            Socket chat = client.socket("/chat"); // another namespace, the same connection
            chat.connect(Duration.ofSeconds(5)).join();
            chat.emit("picture", Map.of("name", "cat", "data", new byte[] {1, 2, 3})); // binary anywhere in JSON
        } catch (CompletionException failed) {
            System.out.println("failed: " + failed.getCause());
            System.exit(1);
        }
    }
}
// end
