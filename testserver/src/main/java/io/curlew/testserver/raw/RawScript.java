package io.curlew.testserver.raw;

import java.io.IOException;

/** What a {@link RawServer} does with a connection. */
@FunctionalInterface
public interface RawScript {
    /**
     * Acts as the server, in blocking style, on a thread for this connection. When this returns, the server
     * {@linkplain RawConnection#endOutput() ends its output} and waits for the client to close.
     *
     * @param connection the connection that was accepted
     * @throws IOException if the client has closed the connection, which is not a failure
     * @throws InterruptedException if the server is being closed, which is not a failure
     */
    void run(RawConnection connection) throws IOException, InterruptedException;
}
