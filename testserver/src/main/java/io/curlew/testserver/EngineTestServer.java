package io.curlew.testserver;

import io.curlew.testserver.JournalEntry.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private static final Wanted<EngineConnection> OPENING = new Wanted<>(
            "client that opens a session", Kind.OPENED, EngineConnection.class, opened -> true, Optional::empty);

    private final EngineServer engine;
    private final Listener listener;

    EngineTestServer(ServerConfig config) {
        this.engine = new EngineServer(ServerContext.of(config, true));
        this.listener = new Listener(engine);
    }

    /** Calls the handler for every client that has opened a session. */
    public EngineTestServer onConnection(Consumer<? super EngineConnection> handler) {
        engine.onConnection(handler);
        return this;
    }

    /**
     * Opens the port, after {@link #stop} or {@link #crash} the same one as before. Returns when the server listens.
     *
     * @throws java.io.UncheckedIOException if the port cannot be opened; the server is then closed
     * @throws IllegalStateException if the server is already started, or was closed, or a handler blocks its thread for
     *     10 s
     */
    public EngineTestServer start() {
        listener.start();
        return this;
    }

    /** Closes all sessions and the port; {@link #start} opens the port again: see {@link TestServer#stop}. */
    public EngineTestServer stop() {
        listener.stop();
        return this;
    }

    /** Resets all connections and closes the port, as a crash would: see {@link TestServer#crash}. */
    public EngineTestServer crash() {
        listener.crash();
        return this;
    }

    /** Returns the port on which the server listens. */
    public int port() {
        return listener.port();
    }

    /** Returns the URI for clients, without a path: {@code http://127.0.0.1:41234}. */
    public URI uri() {
        return listener.uri();
    }

    /** Returns the open sessions, oldest first. */
    public List<EngineConnection> connections() {
        return engine.connections();
    }

    /**
     * Waits for a client that opens a session, like {@link #awaitConnection(Duration)}, for 5 s unless
     * {@link TestServer.Builder#usualWait} says otherwise.
     */
    public EngineConnection awaitConnection() {
        return awaitConnection(waits().usual());
    }

    /**
     * Returns the next client that opens a session, or at once one that has opened a session and that no earlier call
     * has returned. The handlers of {@link #onConnection} have returned by then.
     *
     * @throws AssertionError if none does within that time, with a transcript of what happened instead; or if a handler
     *     threw an exception that was not yet reported, with that as its cause
     * @throws IllegalStateException if a handler calls this, because what it waits for arrives on the same thread
     */
    public EngineConnection awaitConnection(Duration within) {
        return waits().take(OPENING, within);
    }

    /**
     * Fails if a client opens a session within that time, or has opened one before, that no test has waited for.
     *
     * @throws AssertionError if one does; otherwise like {@link #awaitConnection(Duration)}
     */
    public void expectNoConnection(Duration within) {
        waits().expectNone(OPENING, within);
    }

    private Waits waits() {
        return engine.context().waits();
    }

    /** Applies the rule from now on: see {@link TestServer#rule}. */
    public EngineTestServer rule(Rule rule) {
        engine.context().rules().add(rule);
        return this;
    }

    /** Removes all rules. */
    public EngineTestServer clearRules() {
        engine.context().rules().clear();
        return this;
    }

    /** Returns the record of what happened on this server. */
    public Journal journal() {
        return engine.context().journal();
    }

    /**
     * Fails if a handler threw an exception that was not yet reported.
     *
     * @throws AssertionError with the first of these exceptions as its cause
     */
    public void verify() {
        engine.context().verify();
    }

    /**
     * Closes all sessions and the port. Returns when the thread and the sockets of the server are gone; on the server's
     * own thread it only starts closing.
     */
    @Override
    public void close() {
        listener.close();
    }
}
