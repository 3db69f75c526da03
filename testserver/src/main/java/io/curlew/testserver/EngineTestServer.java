package io.curlew.testserver;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/**
 * An Engine.IO 4 server.
 *
 * <pre>{@code
 * try (EngineTestServer server = TestServer.builder().buildEngine()) {
 *     server.onConnection(connection -> connection.onMessage(connection::send)).start();
 *     // connect to server.uri()
 * }
 * }</pre>
 */
public final class EngineTestServer implements AutoCloseable {
    private final EngineServer engine;
    private final Listener listener;

    EngineTestServer(ServerConfig config) {
        this.engine = new EngineServer(ServerContext.of(config));
        this.listener = new Listener(engine);
    }

    /** Calls the handler for every client that has opened a session. */
    public EngineTestServer onConnection(Consumer<? super EngineConnection> handler) {
        engine.onConnection(handler);
        return this;
    }

    /**
     * Opens the port; after {@link #stop} or {@link #crash} the same one as before. Returns when it listens.
     *
     * @throws java.io.UncheckedIOException when the port can't be opened; the server is closed then
     * @throws IllegalStateException when it is started already, or was closed
     */
    public EngineTestServer start() {
        listener.start();
        return this;
    }

    /** Closes every session and the port, which {@link #start} opens again: see {@link TestServer#stop}. */
    public EngineTestServer stop() {
        listener.stop();
        return this;
    }

    /** Resets every connection and closes the port, as a crash would: see {@link TestServer#crash}. */
    public EngineTestServer crash() {
        listener.crash();
        return this;
    }

    /** Returns the port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** Returns where clients connect, without a path: {@code http://127.0.0.1:41234}. */
    public URI uri() {
        return listener.uri();
    }

    /** Returns the sessions that are open now, the oldest first. */
    public List<EngineConnection> connections() {
        return engine.connections();
    }

    /** Follows the rule from now on: see {@link TestServer#rule}. */
    public EngineTestServer rule(Rule rule) {
        engine.context().rules().add(rule);
        return this;
    }

    /** Follows no rule any more. */
    public EngineTestServer clearRules() {
        engine.context().rules().clear();
        return this;
    }

    /** Returns what has happened on it. */
    public Journal journal() {
        return engine.context().journal();
    }

    /**
     * Fails if a handler threw an exception that was not reported yet.
     *
     * @throws AssertionError with what the first of them threw as its cause
     */
    public void verify() {
        engine.context().verify();
    }

    /**
     * Closes every session and the port. Returns when its thread and its sockets are gone; on the loop itself it only
     * starts.
     */
    @Override
    public void close() {
        listener.close();
        journal().close();
    }
}
