package io.curlew.examples;

import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.util.Map;

/** Socket.IO: events, binary, acks in both directions, two namespaces over one connection. */
public final class SocketIoExample {

    /** What the server sends as JSON. */
    record Price(String symbol, double value) {}

    private SocketIoExample() {}

    /** Talks to a server that knows these events: {@code SocketIoExample http://localhost:4200}. */
    public static void main(String[] args) {
        String url = args[0];
        byte[] image = {1, 2, 3};

        // example: readme
        try (SocketIoClient client = SocketIoClient.builder(url)
                .auth(() -> Map.of("token", "1234")) // asked again whenever it connects
                .build()) {
            Socket prices = client.socket("/prices");
            prices.on("price", Price.class, price -> System.out.println(price.symbol() + " " + price.value()));
            prices.on("confirm", event -> event.ack("yes")); // the server asks, we answer
            prices.connect().join();
            int watched = prices.emitWithAck("watch", "BTC", "ETH").join().get(0, int.class);
            System.out.println("watching " + watched);

            Socket chat = client.socket("/chat"); // another namespace, the same connection
            chat.connect().join();
            chat.emit("picture", Map.of("name", "cat", "data", image)); // binary goes anywhere inside JSON
        } // sends what is left, then closes
        // end
    }
}
