package io.curlew.examples;

// example: starting faster
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;

/** Sends an event, prints the answer, and ends. */
public final class Hello {
    private Hello() {}

    /** Takes the URL of the server as its argument. */
    public static void main(String[] args) {
        try (SocketIoClient client = SocketIoClient.builder(args[0]).build()) {
            Socket socket = client.socket("/");
            socket.connect().join();
            System.out.println(socket.emitWithAck("echo", "hello").join().get(0, String.class));
        }
    }
}
// end
