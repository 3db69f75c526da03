package io.curlew.testserver.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in front of one server that simulates faulty networks.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(server.uri()).start()) {
 *     client.connect(proxy.uri());
 *     proxy.faults(Fault.latency(Duration.ofMillis(50)), Fault.slices(1));
 *     proxy.faults(Fault.blackHole());                                        // instead of those
 *     proxy.noFaults();
 *     proxy.faultsOf(2, Fault.cutAfter(Direction.TO_CLIENT, 100, Cut.RST));   // the second connection
 *     proxy.cut(Cut.RST);                                                     // now
 * }
 * }</pre>
 *
 * <p>Faults may be switched while connections are open; the change has taken effect when the method returns. Data that
 * latency or a limit had held back is then passed on at once, under the new faults. Without faults the proxy passes on
 * bytes, ends of streams and resets as they arrive; if the server cannot be reached, the client sees a reset.
 *
 * <p>Everything random is drawn from the {@linkplain #seed(long) seed}, separately for each connection and direction.
 *
 * <p>A proxy listens on a free port of 127.0.0.1, runs on one daemon thread and may be used by any thread.
 */
public final class FaultProxy implements AutoCloseable {
    private final URI server;
    private final InetSocketAddress target;
    private long seed;
    private boolean recording;
    private @Nullable ProxyLoop loop;

    private FaultProxy(URI server) {
        this.server = server;
        target = new InetSocketAddress(server.getHost(), portOf(server));
    }

    /**
     * Makes a proxy that is not started yet.
     *
     * @param server where the server is; without a port, where its scheme has it
     * @return the proxy
     */
    public static FaultProxy to(URI server) {
        return new FaultProxy(server);
    }

    /**
     * Makes a proxy that is not started yet.
     *
     * @param host where the server is
     * @param port where it listens
     * @return the proxy
     */
    public static FaultProxy to(String host, int port) {
        return to(uri("http", host, port, ""));
    }

    private static int portOf(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return List.of("https", "wss").contains(uri.getScheme()) ? 443 : 80;
    }

    /**
     * Sets the seed of the random numbers; 0 by default. Call this before {@link #start()}.
     *
     * @param seed any number
     * @return this proxy
     */
    public FaultProxy seed(long seed) {
        requireNotStarted();
        this.seed = seed;
        return this;
    }

    /**
     * Keeps all bytes in memory, for {@link ProxyConnection#recorded}. Call this before {@link #start()}.
     *
     * @return this proxy
     */
    public FaultProxy recording() {
        return recording(true);
    }

    /** As {@link #recording()} for true; false is the default. */
    public FaultProxy recording(boolean keep) {
        requireNotStarted();
        recording = keep;
        return this;
    }

    private void requireNotStarted() {
        if (loop != null) {
            throw new IllegalStateException("The proxy was started before: call this method before start()");
        }
    }

    /**
     * Begins to listen.
     *
     * @return this proxy
     * @throws UncheckedIOException when that fails
     */
    public FaultProxy start() {
        requireNotStarted();
        if (target.isUnresolved()) {
            throw new UncheckedIOException(new UnknownHostException("Can't find the address of " + server.getHost()));
        }
        try {
            loop = new ProxyLoop(target, seed, recording);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProxyLoop loop() {
        if (loop == null) {
            throw new IllegalStateException("The proxy was not started: call start() first");
        }
        return loop;
    }

    /**
     * Returns where the proxy listens.
     *
     * @return the port
     */
    public int port() {
        return loop().port();
    }

    /**
     * Returns the server's URI with the proxy's address in it.
     *
     * @return where to connect to
     */
    public URI uri() {
        String path = server.getRawPath() + (server.getRawQuery() == null ? "" : "?" + server.getRawQuery());
        return uri(server.getScheme(), "127.0.0.1", port(), path);
    }

    private static URI uri(String scheme, String host, int port, String rest) {
        return URI.create(scheme + "://" + host + ":" + port + rest);
    }

    /**
     * Replaces the faults of all connections that have none of their own, open ones and those to come.
     *
     * @param faults what goes wrong from now on
     */
    public void faults(Fault... faults) {
        attempt(() -> loop().faults(List.of(faults)));
    }

    /**
     * Sets the faults of one connection, instead of the general ones.
     *
     * @param connection the index of the connection, 1 for the first that came to this proxy; it need not exist yet
     * @param faults what goes wrong on it; nothing when empty
     */
    public void faultsOf(int connection, Fault... faults) {
        if (connection < 1) {
            throw new IllegalArgumentException("connections are counted from 1: " + connection);
        }
        attempt(() -> loop().faultsOf(connection, List.of(faults)));
    }

    /** Switches off all faults, including those of single connections. Data that was held back is passed on. */
    public void noFaults() {
        attempt(() -> loop().noFaults());
    }

    /**
     * Ends all open connections now. New ones are accepted.
     *
     * @param how {@link Cut#FIN} or {@link Cut#RST}
     */
    public void cut(Cut how) {
        requireBothWays(how);
        attempt(() -> loop().cut(loop().relays(), how));
    }

    static void requireBothWays(Cut how) {
        if (how == Cut.HALF_CLOSE) {
            throw new IllegalArgumentException("half of a connection has a direction: use Fault.cutAfter");
        }
    }

    /**
     * Returns the connections that came to this proxy, those that ended too.
     *
     * @return the connections in the order in which they came
     */
    public List<ProxyConnection> connections() {
        List<Relay> relays = loop().relays();
        return IntStream.range(0, relays.size())
                .mapToObj(i -> new ProxyConnection(loop(), relays.get(i), i + 1))
                .toList();
    }

    /** Resets all connections and frees the port. When it returns, the thread and the sockets are gone. */
    @Override
    public void close() {
        if (loop != null) {
            attempt(loop::close);
        }
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
