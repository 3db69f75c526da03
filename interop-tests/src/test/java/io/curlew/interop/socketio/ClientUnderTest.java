package io.curlew.interop.socketio;

import java.time.Duration;
import java.util.Map;

/** A Socket.IO client under test: one connection, shared by its namespaces. */
interface ClientUnderTest extends AutoCloseable {

    /** How long after a lost connection the next attempt is made. */
    Duration RECONNECT_DELAY = Duration.ofMillis(20);

    /**
     * Joins a namespace and waits for the answer.
     *
     * @throws Refused when the server refuses
     */
    Joined join(String namespace, Map<String, ?> auth);

    /** Returns the name of the transport that carries the connection now. */
    String transport();

    @Override
    void close();
}
