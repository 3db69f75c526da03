package io.curlew.examples;

// example: getting started
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;

/** Connects to a server, sends an event, prints the answer, and ends. */
public final class GettingStarted {
    private GettingStarted() {}

    /** Takes the URL of the server as its argument. */
    public static void main(String[] args) {
        try (SocketIoClient client = SocketIoClient.builder(args[0]).build()) {
            Socket socket = client.socket("/");
            socket.on("broadcast", String.class, text -> System.out.println("broadcast: " + text));
            socket.connect(Duration.ofSeconds(5)).join(); // throws if the server can't be reached in time
            System.out.println("connected");

            String answer = socket.emitWithAck(EmitOptions.timeout(Duration.ofSeconds(5)), "echo", "hello")
                    .join()
                    .get(0, String.class);
            System.out.println("the server answered: " + answer);
        } // sends what was accepted, then disconnects
    }
}
// end
