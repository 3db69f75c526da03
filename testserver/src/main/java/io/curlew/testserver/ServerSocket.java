package io.curlew.testserver;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client in one {@link Namespace}, from its CONNECT to its disconnect. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are written
public final class ServerSocket {

    ServerSocket() {}

    /** Returns the socket's id, which the client knows as its own. */
    public String id() {
        throw new UnsupportedOperationException();
    }

    /** Returns the namespace. */
    public Namespace namespace() {
        throw new UnsupportedOperationException();
    }

    /** Returns what the client sent with its CONNECT. May hold credentials. */
    public Optional<Json> auth() {
        throw new UnsupportedOperationException();
    }

    /** Returns the request that opened the connection. */
    public HandshakeRequest request() {
        throw new UnsupportedOperationException();
    }

    /** Returns the connection below, which the client's namespaces share. */
    public EngineConnection connection() {
        throw new UnsupportedOperationException();
    }

    /** Returns whether the client is in the namespace. */
    public boolean connected() {
        throw new UnsupportedOperationException();
    }

    /** Calls the handler for every event of that name from now on. Set it in {@code onConnection} to miss none. */
    public ServerSocket on(String event, Consumer<? super ServerEvent> handler) {
        throw new UnsupportedOperationException();
    }

    /** Calls the handler for every event from now on, before the handlers of its name. */
    public ServerSocket onAny(Consumer<? super ServerEvent> handler) {
        throw new UnsupportedOperationException();
    }

    /** Calls the handler once, when the client has left; at once when it has left already. */
    public ServerSocket onDisconnect(Consumer<? super ServerDisconnectReason> handler) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends an event; dropped when the client has left.
     *
     * @throws io.curlew.socketio.protocol.ConversionException when a value can't be encoded
     */
    public void emit(String event, @Nullable Object @Nullable ... args) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends an event and asks for an answer.
     *
     * @return the answer; fails with {@link IllegalStateException} when the client leaves, or has left, before it answered
     * @throws io.curlew.socketio.protocol.ConversionException when a value can't be encoded
     */
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object @Nullable ... args) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends an event and asks for an answer within that time.
     *
     * @return the answer; fails with {@link java.util.concurrent.TimeoutException} when it is late, and as {@link
     *     #emitWithAck(String, Object...)} does
     * @throws io.curlew.socketio.protocol.ConversionException when a value can't be encoded
     */
    public CompletableFuture<Args> emitWithAck(Duration timeout, String event, @Nullable Object @Nullable ... args) {
        throw new UnsupportedOperationException();
    }

    /** Sends the client out of this namespace; the connection stays open. */
    public void disconnect() {
        throw new UnsupportedOperationException();
    }

    /** Sends the client out of this namespace; with {@code true}, out of all of them, and closes the connection. */
    public void disconnect(boolean closeConnection) {
        throw new UnsupportedOperationException();
    }

    /** Resets the connection without a word, as a crash would: to test what the client does then. */
    public void dropConnection() {
        throw new UnsupportedOperationException();
    }
}
