package io.curlew.examples;

import io.curlew.engineio.client.BlockingEngineSocket;
import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import java.time.Duration;

/** Engine.IO alone, without Socket.IO on top: with callbacks, and with methods that wait. */
public final class EngineIoExample {

    private EngineIoExample() {}

    /** Talks to an Engine.IO server that sends back what it gets: {@code EngineIoExample http://localhost:4201}. */
    public static void main(String[] args) {
        withCallbacks(args[0]);
        waiting(args[0]);
    }

    private static void withCallbacks(String url) {
        // example: callbacks
        EngineSocket socket = EngineSocket.builder(url) // polling first, upgraded to WebSocket when offered
                .header("authorization", "Bearer 1234")
                .onOpen(handshake -> System.out.println("open: " + handshake))
                .onError(error -> System.out.println("error: " + error.getMessage()))
                .build();
        socket.onData(data -> {
            System.out.println("callback got: " + data.text());
            socket.close(); // sends what was accepted, then closes; in a callback it does not wait for that
        });
        socket.connect().join();
        socket.emit(EnginePacket.message("Hello World"));
        EngineClose close = socket.closed().join();
        System.out.println("closed: " + close.reason());
        // end
    }

    private static void waiting(String url) {
        // example: waiting
        try (BlockingEngineSocket socket = EngineSocket.builder(url).build().blocking()) {
            socket.connect(Duration.ofSeconds(5));
            socket.send("ping me");
            for (EnginePacket.Message message : socket) { // ends when the socket closes
                System.out.println("loop got: " + message.data().text());
                break;
            }
        }
        // end
    }
}
