package io.curlew.testserver;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.JournalEntry.Kind;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The sessions of a server: judges requests as the reference server does, and hands them to their session. */
final class EngineServer implements Requests, SessionWatch {
    private final ServerContext context;
    private final ServerConfig config;
    private final WebSocketUpgrade upgrade;
    private final Map<String, ServerEngineDriver> sessions = new ConcurrentHashMap<>();
    private final Handlers<EngineConnection> handlers;
    private final Routes routes;
    private int opened;

    EngineServer(ServerContext context) {
        this.context = context;
        this.config = context.config();
        this.handlers = context.handlers();
        this.routes = new Routes(context.journal()::failed);
        this.upgrade = new WebSocketUpgrade(config.engine().maxPayload(), config.deflate());
    }

    ServerContext context() {
        return context;
    }

    Routes routes() {
        return routes;
    }

    void onConnection(Consumer<? super EngineConnection> handler) {
        handlers.add(handler);
    }

    /** Returns the connections in the order in which they opened. */
    List<EngineConnection> connections() {
        return sessions.values().stream()
                .map(ServerEngineDriver::connection)
                .sorted(Comparator.comparingInt(EngineConnection::number))
                .toList();
    }

    @Override
    public void opened(EngineConnection connection) {
        String how = connection.transport().wireName() + ", from "
                + connection.request().remoteAddress();
        connection.opened(how, () -> handlers.call(connection));
    }

    @Override
    public void upgraded(EngineConnection connection) {
        String to = "to " + connection.transport().wireName();
        context.journal().note(Kind.UPGRADED, connection.number(), to);
    }

    @Override
    public void closed(EngineConnection connection, EngineClose close) {
        String why = close.reason()
                + close.cause().map(cause -> ": " + ServerLog.message(cause)).orElse("");
        context.journal().note(Kind.CLOSED, connection.number(), PeerText.sentence(why));
        sessions.remove(connection.id());
    }

    void abort() {
        List.copyOf(sessions.values()).forEach(session -> session.connection().inTurn(session::abort));
    }

    void shutDown() {
        List.copyOf(sessions.values()).forEach(session -> session.connection().inTurn(session::shutDown));
    }

    @Override
    public void over(HttpExchange exchange) {
        RecordedRequest request = exchange.toRecordedRequest();
        boolean ofEngine = exchange.path().startsWith(config.path()) && !exchange.isForRoute();
        Kind kind = ofEngine ? Kind.REQUEST : Kind.ROUTE;
        context.journal().record(kind, exchange.connection(), request, request.memory(), request::toString);
    }

    @Override
    public Optional<RequestBody> body(HttpExchange exchange) {
        if (config.journalBodies()) {
            exchange.keepBodies();
        }
        Optional<RequestBody> ofRoute = routes.find(exchange).map(route -> bodyOfRoute(exchange, route));
        if (ofRoute.isPresent()) {
            return ofRoute;
        }
        boolean taken = exchange.method().equals(HttpMethod.POST) && !isSubjectToRule(exchange) && judge(exchange);
        return taken ? Optional.of(driver(exchange).post(exchange)) : Optional.empty();
    }

    @Override
    public void request(HttpExchange exchange) {
        if (isSubjectToRule(exchange)) {
            return;
        } else if (exchange.method().equals(HttpMethod.OPTIONS)
                && !config.http().cors().equals(Cors.NONE)) {
            exchange.answerPreflight();
        } else if (!judge(exchange)) {
            return;
        } else if (exchange.isUpgrade()) {
            upgrade.accept(exchange).ifPresent(link -> webSocket(exchange, link));
        } else if (!exchange.hasSid()) {
            open(new ServerEngineDriver(context, this, ++opened, exchange));
        } else if (exchange.method().equals(HttpMethod.GET)) {
            driver(exchange).get(exchange);
        } else {
            exchange.answer(HttpResponseStatus.INTERNAL_SERVER_ERROR);
        }
    }

    /** Returns whether a rule has said all about the request. */
    private boolean isSubjectToRule(HttpExchange exchange) {
        boolean ofEngine =
                exchange.path().startsWith(config.path()) && !exchange.method().equals(HttpMethod.OPTIONS);
        return ofEngine && isSubjectTo(rules(exchange).next(subject(exchange)), exchange);
    }

    private static boolean isSubjectTo(Optional<Rule> rule, HttpExchange exchange) {
        return rule.filter(followed -> follow(followed, exchange)).isPresent();
    }

    private Rules rules(HttpExchange exchange) {
        ServerEngineDriver session = sessions.get(exchange.parameter("sid"));
        return session == null ? context.rules() : session.connection().rules();
    }

    private static Rule.Subject subject(HttpExchange exchange) {
        if (!exchange.hasSid()) {
            return Rule.Subject.HANDSHAKE;
        } else if (exchange.isUpgrade()) {
            return Rule.Subject.UPGRADE;
        }
        return exchange.method().equals(HttpMethod.POST) ? Rule.Subject.POST : Rule.Subject.POLL;
    }

    /** Does what the rule says. Returns whether that is all: a rule may also be about the answer to come. */
    private static boolean follow(Rule rule, HttpExchange exchange) {
        switch (rule.fault()) {
            case REPLY -> exchange.answer(rule.reply());
            case RESET -> Channels.reset(exchange.channel());
            case CUT -> {
                CutAfter.install(exchange.channel(), rule.bytes());
                return false;
            }
            case COMPRESS -> {
                exchange.compress();
                return false;
            }
            default -> exchange.unanswered(); // stalled
        }
        return true;
    }

    private RequestBody bodyOfRoute(HttpExchange exchange, Supplier<HttpReply> route) {
        exchange.forRoute();
        Consumer<byte[]> answer = bytes -> {
            exchange.brought(bytes);
            if (!isSubjectTo(context.rules().next(Rule.Subject.ROUTE), exchange)) {
                exchange.answer(route.get());
            }
        };
        RequestBody body = new RequestBody(exchange, config.engine().maxPayload(), answer, whyNot -> {});
        body.arriveWithin(config.bodyTimeout(), context.loop());
        return body;
    }

    private void webSocket(HttpExchange exchange, WebSocketLink link) {
        if (exchange.hasSid()) {
            driver(exchange).webSocket(link);
        } else {
            open(new ServerEngineDriver(context, this, ++opened, exchange, link));
        }
    }

    private void open(ServerEngineDriver driver) {
        sessions.put(driver.connection().id(), driver);
        driver.drain();
    }

    private ServerEngineDriver driver(HttpExchange exchange) {
        ServerEngineDriver session = sessions.get(exchange.parameter("sid"));
        if (session == null) {
            throw new IllegalStateException("The session was there a moment ago");
        }
        return session;
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
        ServerEngineDriver session = sessions.get(exchange.parameter("sid"));
        if (session == null) {
            return Optional.of(RequestError.UNKNOWN_SID);
        }
        exchange.belongsTo(session.connection().number());
        boolean fits = exchange.isUpgrade() ? transport == TransportType.WEBSOCKET : transport == session.transport();
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
