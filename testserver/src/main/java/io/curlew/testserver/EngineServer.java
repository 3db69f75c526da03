package io.curlew.testserver;

import io.curlew.engineio.protocol.TransportType;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of a server: judges requests as the reference server does, and hands them to their session. */
final class EngineServer {
    /** As many random bytes as the reference server's ids have. */
    private static final int ID_BYTES = 15;

    private static final Logger LOG = LoggerFactory.getLogger(TestServer.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerConfig config;
    private final ServerLoop loop = new ServerLoop();
    private final WebSocketUpgrade upgrade;
    private final Map<String, EngineConnection> connections = new ConcurrentHashMap<>();
    private final Handlers<EngineConnection> handlers = new Handlers<>();

    EngineServer(ServerConfig config) {
        this.config = config;
        this.upgrade = new WebSocketUpgrade(config.engine().maxPayload());
    }

    /** Returns an id that nobody can guess. */
    static String newId() {
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    /** A connection failed, and is about to be closed. That it was lost is nothing to report; a bug of ours is. */
    static void report(Throwable cause) {
        boolean lost = cause instanceof IOException
                || cause.getCause() instanceof IOException
                || cause instanceof PrematureChannelClosureException;
        if (!lost) {
            LOG.error("A connection of the test server failed", cause);
        }
    }

    ServerConfig config() {
        return config;
    }

    ServerLoop loop() {
        return loop;
    }

    void onConnection(Consumer<? super EngineConnection> handler) {
        handlers.add(handler);
    }

    List<EngineConnection> connections() {
        return List.copyOf(connections.values());
    }

    void opened(EngineConnection connection) {
        handlers.call(connection);
    }

    void closed(EngineConnection connection) {
        connections.remove(connection.id());
    }

    void shutDown() {
        connections().forEach(EngineConnection::shutDown);
    }

    /** A POST's head has arrived. Empty when it was refused. */
    Optional<PostBody> post(HttpExchange exchange) {
        if (!judge(exchange)) {
            return Optional.empty();
        }
        return Optional.of(driver(exchange).post(exchange));
    }

    /** Any other request has arrived. */
    void request(HttpExchange exchange) {
        if (exchange.method().equals(HttpMethod.OPTIONS)) {
            exchange.answerPreflight();
        } else if (!judge(exchange)) {
            return;
        } else if (exchange.isUpgrade()) {
            upgrade.accept(exchange).ifPresent(link -> webSocket(exchange, link));
        } else if (!exchange.hasSid()) {
            open(ServerEngineDriver.overPolling(this, newId(), exchange));
        } else if (exchange.method().equals(HttpMethod.GET)) {
            driver(exchange).get(exchange);
        } else {
            exchange.answer(HttpResponseStatus.INTERNAL_SERVER_ERROR);
        }
    }

    private void webSocket(HttpExchange exchange, WebSocketLink link) {
        if (exchange.hasSid()) {
            driver(exchange).webSocket(link);
        } else {
            open(ServerEngineDriver.overWebSocket(this, newId(), exchange, link));
        }
    }

    private void open(ServerEngineDriver driver) {
        connections.put(driver.connection().id(), driver.connection());
        driver.drain();
    }

    private ServerEngineDriver driver(HttpExchange exchange) {
        EngineConnection connection = connections.get(exchange.parameter("sid"));
        if (connection == null) {
            throw new IllegalStateException("The session was there a moment ago");
        }
        return connection.driver();
    }

    /** Returns whether the request is in order; one that is not is answered. */
    private boolean judge(HttpExchange exchange) {
        if (!exchange.path().startsWith(config.path())) {
            exchange.answer(HttpResponseStatus.NOT_FOUND);
            return false;
        }
        Optional<RequestError> error = TransportType.ofWireName(exchange.parameter("transport"))
                .filter(config.transports()::contains)
                .map(transport -> error(exchange, transport))
                .orElse(Optional.of(RequestError.UNKNOWN_TRANSPORT));
        error.ifPresent(exchange::refuse);
        return error.isEmpty();
    }

    private Optional<RequestError> error(HttpExchange exchange, TransportType transport) {
        return exchange.hasSid() ? sessionError(exchange, transport) : handshakeError(exchange, transport);
    }

    private Optional<RequestError> sessionError(HttpExchange exchange, TransportType transport) {
        EngineConnection connection = connections.get(exchange.parameter("sid"));
        if (connection == null) {
            return Optional.of(RequestError.UNKNOWN_SID);
        }
        boolean fits =
                exchange.isUpgrade() ? transport == TransportType.WEBSOCKET : transport == connection.transport();
        return fits && exchange.isVersion4() ? Optional.empty() : Optional.of(RequestError.BAD_REQUEST);
    }

    private static Optional<RequestError> handshakeError(HttpExchange exchange, TransportType transport) {
        if (!exchange.method().equals(HttpMethod.GET)) {
            return Optional.of(RequestError.BAD_HANDSHAKE_METHOD);
        }
        if ((transport == TransportType.WEBSOCKET) != exchange.isUpgrade()) {
            return Optional.of(RequestError.BAD_REQUEST);
        }
        return exchange.isVersion4() ? Optional.empty() : Optional.of(RequestError.UNSUPPORTED_PROTOCOL_VERSION);
    }
}
