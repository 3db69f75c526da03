package io.curlew.interop.servers;

import java.net.URI;
import java.time.Duration;

/** A server that is not ours, in a process of its own, with the behaviour of {@code socketio-server.mjs}. */
public interface OtherServer extends AutoCloseable {
    /** Whole seconds, which is all that python-engineio can tell a client. */
    Duration PING_INTERVAL = Duration.ofSeconds(1);

    URI uri();

    /** Ends the process as {@code kill -9} does. */
    void kill();

    /** Starts it once more, on the same port. */
    void restart();

    @Override
    void close();
}
