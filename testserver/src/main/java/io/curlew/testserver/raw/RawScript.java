package io.curlew.testserver.raw;

import java.io.IOException;

/** What a {@link RawServer} does with a connection. */
@FunctionalInterface
public interface RawScript {
    /**
     * Speaks for the server, in blocking style, on a thread that serves this connection alone. When this returns, the
     * server {@linkplain RawConnection#endOutput() ends its output} and waits for the client to close.
     *
     * @param connection the connection that was accepted
     * @throws IOException when the client went away, which is no failure
     * @throws InterruptedException when the server is being closed, which is no failure
     */
    void run(RawConnection connection) throws IOException, InterruptedException;
}
