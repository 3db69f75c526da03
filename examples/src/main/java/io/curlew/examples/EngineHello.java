package io.curlew.examples;

// example: first Engine.IO program
import io.curlew.engineio.client.BlockingEngineSocket;
import io.curlew.engineio.client.EngineSocket;
import java.time.Duration;

/** Sends a message, prints the first one that arrives, and ends. */
public final class EngineHello {
    private EngineHello() {}

    /** Takes the URL of the server as its argument. */
    public static void main(String[] args) {
        try (BlockingEngineSocket socket = EngineSocket.builder(args[0]).build().blocking()) {
            socket.connect(Duration.ofSeconds(5)); // throws if the server can't be reached in time
            socket.send("hello");
            socket.receive(Duration.ofSeconds(5))
                    .ifPresent(message -> System.out.println(message.data().text()));
        } // sends what was accepted, then closes
    }
}
// end
