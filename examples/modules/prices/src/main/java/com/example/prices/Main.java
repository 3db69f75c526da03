package com.example.prices;

import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;

/** Sends a record, and prints the one that comes back. */
public final class Main {
    /** What goes over the wire as JSON. */
    record Price(String symbol, double value) {}

    private Main() {}

    /** Takes the URL of the server as its argument. */
    public static void main(String[] args) {
        try (SocketIoClient client = SocketIoClient.builder(args[0]).build()) {
            Socket socket = client.socket("/");
            socket.connect(Duration.ofSeconds(30)).join();
            System.out.println(socket.emitWithAck(
                            EmitOptions.timeout(Duration.ofSeconds(10)), "echo", new Price("BTC", 1.5))
                    .join()
                    .get(0, Price.class));
        }
    }
}
