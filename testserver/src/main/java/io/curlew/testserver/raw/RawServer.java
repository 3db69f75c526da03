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
 * A server that does what a script says, byte by byte if need be.
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
 * <p>Each connection is served on a daemon thread of its own. A script ends when the client goes away, as reading or
 * writing then fails with an {@link IOException}, and with an {@link InterruptedException} when the server is closed.
 * What else it throws is a failure of the test, and {@link #close()} throws it again. When a script returns, the server
 * ends its output and waits for the client to close.
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
     * Starts a server. Until it has a script it accepts connections and says nothing.
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
     * Says what happens on each connection that comes from now on and has no script of its own.
     *
     * @param script what to do
     * @return this server
     */
    public RawServer onConnection(RawScript script) {
        general = script;
        return this;
    }

    /**
     * Says what happens on one connection.
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
     * Returns how many requests of one kind waited at once for an answer in one session. A request waits from the end
     * of its head to the first byte of its answer; those for a WebSocket do not count.
     *
     * @param method the method, such as {@code GET}
     * @param sid the session; empty for handshakes
     * @return the largest number so far
     */
    public int mostInFlight(String method, String sid) {
        return inFlight.most(method, sid);
    }

    /**
     * Returns how many requests of one kind waited at once for an answer in any session.
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
     * Resets what is open, stops the scripts, and frees the port. Afterwards threads and sockets are gone.
     *
     * @throws AssertionError when a script failed
     */
    @Override
    public void close() {
        service.close();
    }
}
