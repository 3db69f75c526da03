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

    /**
     * Waits for a client that opens a session, as {@link #awaitConnection(Duration)} does, for 5 s unless
     * {@link TestServer.Builder#usualWait} says otherwise.
     */
    public EngineConnection awaitConnection() {
        return awaitConnection(waits().usual());
    }

    /**
     * Returns the next client that opens a session; at once if one has that no earlier call has returned. The handlers
     * of {@link #onConnection} have been called by then.
     *
     * @throws AssertionError if none does within that time, with a transcript of what happened instead; or if a handler
     *     threw an exception that was not reported yet, with that as its cause
     * @throws IllegalStateException when a handler calls this: what it waits for comes on the same thread
     */
    public EngineConnection awaitConnection(Duration within) {
        return waits().take(OPENING, within);
    }

    /**
     * Fails when a client opens a session within that time, or has opened one, for which nobody has waited.
     *
     * @throws AssertionError when one does; otherwise as {@link #awaitConnection(Duration)}
     */
    public void expectNoConnection(Duration within) {
        waits().expectNone(OPENING, within);
    }

    private Waits waits() {
        return engine.context().waits();
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
