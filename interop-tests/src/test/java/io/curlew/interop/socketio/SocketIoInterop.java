package io.curlew.interop.socketio;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A server of its own for every test of a pairing, and its client. */
abstract class SocketIoInterop {
    /** Long enough that it never passes by accident. */
    static final Duration LONG = Duration.ofSeconds(30);

    @Parameter
    Pairing pairing;

    SocketIoServer server;
    ClientUnderTest client;

    @BeforeEach
    void start() {
        server = pairing.server().start().get();
        client = newClient();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    ClientUnderTest newClient() {
        return pairing.client().start().apply(server.uri(), pairing.transports());
    }

    Joined join() {
        return join("/");
    }

    Joined join(String namespace) {
        return client.join(namespace, Map.of());
    }
}
