package io.curlew.interop.socketio;

import java.net.URI;
import java.time.Duration;

/**
 * A Socket.IO server under test. Whatever it is, it behaves as {@code socketio-server.mjs} says, on the namespaces
 * {@code /}, {@code /admin} and {@code /guarded}; the last wants the token {@code secret}.
 */
interface SocketIoServer extends AutoCloseable {

    /** The most bytes of a message or an HTTP body: room for 1 MB and its base64 form. */
    int MAX_MESSAGE = 4_000_000;

    /** Often, so that tests see pings. */
    Duration PING_INTERVAL = Duration.ofMillis(500);

    /** Returns where to connect. */
    URI uri();

    /** Returns how many connections are open, whatever the number of namespaces. */
    int connections();

    /** Waits for the next client of a namespace to leave it, and returns why: {@code client namespace disconnect}. */
    String left(String namespace);

    /** Ends all connections, and listens no more. */
    void stop();

    /** Listens again, on the same port, after {@link #stop}. */
    void reopen();

    @Override
    void close();
}
