package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.session.PostedPackets;
import io.curlew.testserver.session.ServerEngineAction;
import io.curlew.testserver.session.ServerEngineSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one session: feeds it, does what it wants done, and wakes it at its deadline. Confined to the loop. */
final class ServerEngineDriver {
    private static final byte[] OK = "ok".getBytes(UTF_8);
    /** The number of the request or WebSocket that opens a session. */
    private static final long FIRST = 1;

    private final EngineServer server;
    private final ServerEngineSession session;
    private final EngineConnection connection;
    private final Map<Long, HttpExchange> exchanges = new HashMap<>();
    private final Map<Long, WebSocketLink> webSockets = new HashMap<>();
    private final Channels channels = new Channels();
    private final Alarm alarm;
    private final Actions actions = new Actions();
    private boolean draining;
    private long lastNumber;
    private volatile TransportType transport;

    private ServerEngineDriver(EngineServer server, String sid, HandshakeRequest request, ServerEngineSession session) {
        this.server = server;
        this.session = session;
        this.transport = request.transport();
        this.connection = new EngineConnection(this, server.loop(), sid, request);
        this.alarm = new Alarm(server.loop(), this::wake);
    }

    static ServerEngineDriver overPolling(EngineServer server, String sid, HttpExchange exchange) {
        HandshakeRequest request = exchange.toHandshakeRequest(TransportType.POLLING);
        ServerEngineSession session = ServerEngineSession.overPolling(
                server.config().engine(), sid, FIRST, server.loop().now());
        ServerEngineDriver driver = new ServerEngineDriver(server, sid, request, session);
        driver.register(exchange);
        return driver;
    }

    static ServerEngineDriver overWebSocket(
            EngineServer server, String sid, HttpExchange exchange, WebSocketLink link) {
        HandshakeRequest request = exchange.toHandshakeRequest(TransportType.WEBSOCKET);
        ServerEngineSession session = ServerEngineSession.overWebSocket(
                server.config().engine(), sid, FIRST, server.loop().now());
        ServerEngineDriver driver = new ServerEngineDriver(server, sid, request, session);
        driver.register(link);
        return driver;
    }

    EngineConnection connection() {
        return connection;
    }

    /** Returns the transport that carries the session; may be asked from any thread. */
    TransportType transport() {
        return transport;
    }

    void get(HttpExchange exchange) {
        session.get(register(exchange), now());
        drain();
    }

    PostBody post(HttpExchange exchange) {
        long number = register(exchange);
        session.post(number);
        if (exchange.isOctetStream()) {
            session.postInvalid(number, new ProtocolException("a POST carries text", 0));
        }
        drain();
        PostBody body =
                new PostBody(this, exchange, number, server.config().engine().maxPayload());
        body.arriveWithin(server.config().bodyTimeout(), server.loop());
        return body;
    }

    void posted(long request, byte[] body) {
        try {
            if (PostedPackets.count(body) <= server.config().maxPacketsPerPost()) {
                PostedPackets.decode(body, packet -> {
                    session.posted(request, packet, now());
                    handOver();
                });
            }
            session.postEnded(request);
        } catch (ProtocolException wrong) {
            session.postInvalid(request, wrong);
        }
        drain();
    }

    void postRefused(long request, String why) {
        exchanges.remove(request);
        session.postRefused(request, why);
        drain();
    }

    void webSocket(WebSocketLink link) {
        session.webSocket(register(link), now());
        drain();
    }

    void frame(long socket, EnginePacket packet) {
        session.frame(socket, packet, now());
        drain();
    }

    void frameInvalid(long socket, ProtocolException why) {
        session.frameInvalid(socket, why);
        drain();
    }

    void webSocketLost(long socket, TransportException why) {
        webSockets.remove(socket);
        session.webSocketLost(socket, why);
        drain();
    }

    void send(List<EngineData> messages) {
        session.send(messages);
        drain();
    }

    /** Sends the messages if they leave at once, and forgets them otherwise. */
    void sendVolatile(List<EngineData> messages) {
        boolean takesMore =
                webSockets.values().stream().allMatch(link -> link.channel().isWritable());
        if (takesMore && session.sendsAtOnce()) {
            send(messages);
        }
    }

    void close() {
        session.close(now());
        drain();
    }

    void shutDown() {
        session.shutDown(now());
        drain();
    }

    void abort() {
        session.abort();
        drain();
    }

    private void wake() {
        session.timeout(now());
        drain();
    }

    private long now() {
        return server.loop().now();
    }

    private long register(HttpExchange exchange) {
        long number = ++lastNumber;
        exchanges.put(number, exchange);
        channels.add(exchange.channel());
        exchange.whenLost(() -> requestLost(number));
        return number;
    }

    private long register(WebSocketLink link) {
        long number = ++lastNumber;
        webSockets.put(number, link);
        channels.add(link.channel());
        link.attach(this, number);
        return number;
    }

    private void requestLost(long number) {
        exchanges.remove(number);
        session.requestLost(number);
        drain();
    }

    /** Hands over what has arrived, so that it does not pile up: a packet is many times what it was in its body. */
    private void handOver() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            for (var action = session.pollArrived(); action != null; action = session.pollArrived()) {
                action.to(actions);
            }
        } finally {
            draining = false;
        }
    }

    /** Does what the session wants done. A nested call only feeds: the outer one polls. */
    void drain() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            for (ServerEngineAction action = session.poll(); action != null; action = session.poll()) {
                transport = session.transport();
                action.to(actions);
            }
        } finally {
            draining = false;
        }
        alarm.set(session.deadline());
    }

    /** Does what the session wants: tells the application, answers requests, writes to WebSockets. */
    private final class Actions implements ServerEngineAction.Handler {
        @Override
        public void perform(ServerEngineAction.Opened action) {
            server.opened(connection);
        }

        @Override
        public void perform(ServerEngineAction.Received action) {
            connection.received(action.data());
        }

        @Override
        public void perform(ServerEngineAction.Closed action) {
            closed(action.close());
        }

        @Override
        public void perform(ServerEngineAction.AnswerGet action) {
            exchange(action.request()).ifPresent(exchange -> exchange.answer(PayloadCodec.encode(action.packets())));
        }

        @Override
        public void perform(ServerEngineAction.AnswerPost action) {
            exchange(action.request()).ifPresent(exchange -> exchange.answer(OK));
        }

        @Override
        public void perform(ServerEngineAction.Refuse action) {
            exchange(action.request()).ifPresent(exchange -> exchange.refuse(RequestError.BAD_REQUEST));
        }

        @Override
        public void perform(ServerEngineAction.SendFrames action) {
            link(action.webSocket()).ifPresent(link -> link.send(action.packets()));
        }

        @Override
        public void perform(ServerEngineAction.CloseWebSocket action) {
            link(action.webSocket()).ifPresent(link -> link.close(action.code()));
            webSockets.remove(action.webSocket());
        }

        @Override
        public void perform(ServerEngineAction.Drop action) {
            channels.reset();
        }
    }

    private Optional<HttpExchange> exchange(long number) {
        return Optional.ofNullable(exchanges.remove(number));
    }

    private Optional<WebSocketLink> link(long number) {
        return Optional.ofNullable(webSockets.get(number));
    }

    private void closed(EngineClose close) {
        alarm.cancel();
        server.closed(connection);
        connection.closed(close);
    }
}
