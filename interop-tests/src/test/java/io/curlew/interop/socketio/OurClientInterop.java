package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A server of its own for every test of a pairing, for our client as programs see it. */
abstract class OurClientInterop {
    /** Long enough that it never passes by accident. */
    static final Duration LONG = SocketIoInterop.LONG;

    @Parameter
    Pairing pairing;

    SocketIoServer server;

    @BeforeEach
    void startServer() {
        server = pairing.server().start().get();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    SocketIoClientBuilder builder() {
        return SocketIoClient.builder(server.uri())
                .transports(pairing.transports().types().toArray(TransportType[]::new))
                .reconnection(Backoff.fixed(ClientUnderTest.RECONNECT_DELAY));
    }

    SocketIoClient newClient() {
        return builder().build();
    }

    /** Connects, and waits for the upgrade. */
    Socket connected(SocketIoClient client) {
        Socket socket = client.socket("/").connect().join();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> client.transport()
                        .orElseThrow()
                        .wireName()
                        .equals(pairing.transports().last()));
        return socket;
    }

    /** Returns when everything that was sent before has arrived, and what the server sent meanwhile. */
    static void roundTrip(Socket socket) {
        assertThat(socket.emitWithAck("ask", 1).join().get(0, int.class)).isEqualTo(1);
    }
}
