package io.curlew.interop.engineio;

import java.net.URI;
import java.util.List;

/** An Engine.IO server under test. Whatever it is, it behaves as {@code engineio-server.mjs} says. */
interface EngineServer extends AutoCloseable {

    /** Returns where to connect. */
    URI uri();

    /** Returns how many sessions are open. */
    int connections();

    /** Waits for the next session to end. */
    Left left();

    @Override
    void close();

    /**
     * A session has ended.
     *
     * @param reason why
     * @param tocks the numbers that the client sent for the server to keep
     */
    record Left(String reason, List<?> tocks) {}
}
