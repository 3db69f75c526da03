package io.curlew.testserver.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server that does what a script says, byte by byte if necessary.
 *
 * <pre>{@code
 * try (RawServer server = RawServer.start()) {
 *     server.onConnection(connection -> {
 *         connection.open(connection.readRequest(), OpenPacket.of("S1"));
 *         connection.readRequest();
 *         connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n4he");
 *         connection.reset();
 *     });
 *     client.connect(server.uri());
 *     ...
 *     assertEquals("GET", server.requests().get(0).method());
 * }
 * }</pre>
 *
 * <p>Each connection is served on its own daemon thread. A script ends when the client closes the connection, because
 * reading or writing then fails with an {@link IOException}, and with an {@link InterruptedException} when the server
 * is closed. Any other exception is a failure of the test, and {@link #close()} throws it again. When a script returns,
 * the server ends its output and waits for the client to close.
 *
 * <p>The server listens on a free port of 127.0.0.1. It may be used by any thread.
 */
public final class RawServer implements AutoCloseable {
    private final String scheme;
    private final Service service;
    private final Map<Integer, RawScript> scripts = new ConcurrentHashMap<>();
    private final List<HttpRequest> requests = new CopyOnWriteArrayList<>();
    private final InFlight inFlight = new InFlight();
    private volatile RawScript general = RawConnection::awaitEnd;

    private RawServer(@Nullable SSLContext tls) throws IOException {
        scheme = tls == null ? "http" : "https";
        service = new Service(tls, this::serve);
    }

    /**
     * Starts a server. Without a script, it accepts connections and sends nothing.
     *
     * @return the server, listening
     * @throws UncheckedIOException when no port is free
     */
    public static RawServer start() {
        return started(null);
    }

    /**
     * Starts a server behind TLS.
     *
     * @param tls where the server's certificate is
     * @return the server, listening
     * @throws UncheckedIOException when no port is free
     */
    public static RawServer start(SSLContext tls) {
        return started(tls);
    }

    private static RawServer started(@Nullable SSLContext tls) {
        try {
            return new RawServer(tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sets the script for all later connections that have no script of their own.
     *
     * @param script what to do
     * @return this server
     */
    public RawServer onConnection(RawScript script) {
        general = script;
        return this;
    }

    /**
     * Sets the script for one connection.
     *
     * @param index the index of the connection, 1 for the first that comes to this server
     * @param script what to do
     * @return this server
     */
    public RawServer onConnection(int index, RawScript script) {
        scripts.put(index, script);
        return this;
    }

    /**
     * Returns where the server listens.
     *
     * @return the port
     */
    public int port() {
        return service.port();
    }

    /**
     * Returns where the server listens.
     *
     * @return an {@code http} or {@code https} URI without a path
     */
    public URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + port());
    }

    /**
     * Returns how many connections were accepted.
     *
     * @return the number since the start
     */
    public int connections() {
        return service.connections();
    }

    /**
     * Returns how many connections are open now.
     *
     * @return the number of those that the client or the script has not ended
     */
    public int openConnections() {
        return service.open();
    }

    /**
     * Returns what scripts have read with {@link RawConnection#readRequest()}.
     *
     * @return the requests of all connections, in the order in which they were complete
     */
    public List<HttpRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Returns how many requests of one method waited for an answer at the same time in one session. A request waits
     * from the end of its head to the first byte of its answer; those for a WebSocket do not count.
     *
     * @param method the method, such as {@code GET}
     * @param sid the session; empty for handshakes
     * @return the largest number so far
     */
    public int mostInFlight(String method, String sid) {
        return inFlight.most(method, sid);
    }

    /**
     * Returns how many requests of one method waited for an answer at the same time in any session.
     *
     * @param method the method, such as {@code GET}
     * @return the largest number so far
     */
    public int mostInFlight(String method) {
        return inFlight.most(method);
    }

    InFlight inFlight() {
        return inFlight;
    }

    void record(HttpRequest request) {
        requests.add(request);
    }

    Future<?> fork(Callable<?> task) {
        return service.fork(task);
    }

    private void serve(RawSocket socket, int index) throws IOException, InterruptedException {
        RawConnection connection = new RawConnection(this, socket, index);
        try {
            scripts.getOrDefault(index, general).run(connection);
            connection.endOutput();
            connection.awaitEnd();
        } finally {
            connection.answered();
        }
    }

    /**
     * Resets open connections, stops the scripts, and frees the port. When it returns, the threads and the sockets are
     * gone.
     *
     * @throws AssertionError when a script failed
     */
    @Override
    public void close() {
        service.close();
    }
}
