package io.curlew.testserver;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A namespace of a {@link TestServer}. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are written
public final class Namespace {

    Namespace() {}

    /** Returns its name, which starts with {@code /}. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** Calls the handler for every client that has joined. */
    public Namespace onConnection(Consumer<? super ServerSocket> handler) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks the middleware before a client may join. They are asked in the order in which they were added; the first that
     * throws a {@link ConnectRefusedException} refuses with its message and data.
     */
    public Namespace use(Consumer<? super ServerSocket> middleware) {
        throw new UnsupportedOperationException();
    }

    /** Sends an event to every client that has joined. */
    public void emit(String event, @Nullable Object @Nullable ... args) {
        throw new UnsupportedOperationException();
    }

    /** Returns the clients that have joined. */
    public List<ServerSocket> sockets() {
        throw new UnsupportedOperationException();
    }

    /** Sends every client out of this namespace; their connections stay open. */
    public void disconnectSockets() {
        sockets().forEach(ServerSocket::disconnect);
    }
}
