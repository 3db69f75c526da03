package io.curlew.testserver;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.Parser;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * A Socket.IO 5 server.
 *
 * <pre>{@code
 * try (TestServer server = TestServer.builder().build()) {
 *     server.namespace("/").onConnection(socket -> {
 *         socket.on("sum", event -> event.ack(event.args().get(0, int.class) + event.args().get(1, int.class)));
 *         socket.emit("welcome", socket.id());
 *     });
 *     server.start();
 *     // connect to server.uri()
 * }
 * }</pre>
 *
 * <p>A namespace exists from its first {@link #namespace} call; {@code /} always does. Joining another one is refused with
 * {@code Invalid namespace}, as by the reference server.
 */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are written
public final class TestServer implements AutoCloseable {

    TestServer() {}

    /** Returns a builder with the reference server's defaults, any free port and the loopback address. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the namespace of that name, which exists from now on. A missing {@code /} in front is added. */
    public Namespace namespace(String name) {
        throw new UnsupportedOperationException();
    }

    /** Returns the namespace of that name: the reference server's word for {@link #namespace}. */
    public Namespace of(String name) {
        return namespace(name);
    }

    /**
     * Opens the port. Returns when it listens.
     *
     * @throws java.io.UncheckedIOException when the port can't be opened
     * @throws IllegalStateException when it was started before
     */
    public TestServer start() {
        throw new UnsupportedOperationException();
    }

    /** Returns the port that it listens on. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** Returns where clients connect, without a path: {@code http://127.0.0.1:41234}. */
    public URI uri() {
        throw new UnsupportedOperationException();
    }

    /**
     * Closes every connection and the port. Returns when its thread and its sockets are gone; on the loop itself it only
     * starts.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** Collects how a server behaves. */
    @SuppressWarnings("DoNotCallSuggester") // until the bodies are written
    public static final class Builder {

        private Builder() {}

        /** Listens on that port; by default on any free one. */
        public Builder port(int port) {
            throw new UnsupportedOperationException();
        }

        /** Listens on that address; by default on {@code 127.0.0.1}. */
        public Builder host(String host) {
            throw new UnsupportedOperationException();
        }

        /** Serves that path; by default {@code /socket.io/}, for Engine.IO alone {@code /engine.io/}. */
        public Builder path(String path) {
            throw new UnsupportedOperationException();
        }

        /** How long after a pong the next ping is sent; 25 s by default. */
        public Builder pingInterval(Duration interval) {
            throw new UnsupportedOperationException();
        }

        /** How long a pong may take; 20 s by default. */
        public Builder pingTimeout(Duration timeout) {
            throw new UnsupportedOperationException();
        }

        /** How long an upgrade may take; 10 s by default. */
        public Builder upgradeTimeout(Duration timeout) {
            throw new UnsupportedOperationException();
        }

        /** How long a client may take to join its first namespace; 45 s by default. */
        public Builder connectTimeout(Duration timeout) {
            throw new UnsupportedOperationException();
        }

        /** The most bytes of an HTTP body or a WebSocket message; 1 000 000 by default. */
        public Builder maxPayload(int bytes) {
            throw new UnsupportedOperationException();
        }

        /** Serves these transports only; by default both. */
        public Builder transports(TransportType first, TransportType... more) {
            throw new UnsupportedOperationException();
        }

        /** Offers no upgrade to WebSocket. */
        public Builder noUpgrade() {
            throw new UnsupportedOperationException();
        }

        /** Serves https and wss. */
        public Builder sslContext(SSLContext context) {
            throw new UnsupportedOperationException();
        }

        /** Encodes and decodes Socket.IO packets with this parser; by default as JSON. */
        public Builder parser(Parser parser) {
            throw new UnsupportedOperationException();
        }

        /** Returns a Socket.IO server, not started yet. */
        public TestServer build() {
            throw new UnsupportedOperationException();
        }

        /** Returns an Engine.IO server, not started yet. */
        public EngineTestServer buildEngine() {
            throw new UnsupportedOperationException();
        }
    }
}
