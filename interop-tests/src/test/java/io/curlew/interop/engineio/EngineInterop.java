package io.curlew.interop.engineio;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** A server of its own for every test of a pairing, and a client that is connected to it. */
abstract class EngineInterop {
    @Parameter
    Pairing pairing;

    EngineServer server;
    EngineClient client;

    @BeforeEach
    void start() {
        server = pairing.server().start().apply(pingInterval());
        client = pairing.client().connect().apply(server.uri(), pairing.transports());
    }

    Duration pingInterval() {
        return Duration.ofSeconds(25);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }
}
