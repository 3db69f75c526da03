package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.session.PostedPackets;
import io.curlew.testserver.session.ServerEngineAction;
import io.curlew.testserver.session.ServerEngineSession;
import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one session: feeds it, does what it wants done, and wakes it at its deadline. Confined to the loop. */
final class ServerEngineDriver implements Frames, SessionControl {
    private static final byte[] OK = "ok".getBytes(UTF_8);
    /** The number of the request or WebSocket that opens a session. */
    private static final long FIRST = 1;

    private final ServerConfig config;
    private final ServerLoop loop;
    private final SessionWatch watch;
    private final PacketRules rules;
    private final ServerEngineSession session;
    private final EngineConnection connection;
    private final Map<Long, HttpExchange> exchanges = new HashMap<>();
    private final Map<Long, WebSocketLink> webSockets = new HashMap<>();
    private final Channels channels = new Channels();
    private final Alarm alarm;
    private final Actions actions = new Actions();
    private boolean draining;
    private boolean ended;
    private long lastNumber;
    private volatile TransportType transport;

    /** A session that a GET opens. */
    ServerEngineDriver(ServerContext context, SessionWatch watch, int number, HttpExchange exchange) {
        this(context, watch, number, exchange, TransportType.POLLING);
        exchange.opens(connection.id());
        register(exchange);
    }

    /** A session that a WebSocket opens. */
    ServerEngineDriver(
            ServerContext context, SessionWatch watch, int number, HttpExchange exchange, WebSocketLink link) {
        this(context, watch, number, exchange, TransportType.WEBSOCKET);
        register(link);
    }

    private ServerEngineDriver(
            ServerContext context, SessionWatch watch, int number, HttpExchange exchange, TransportType transport) {
        String sid = Ids.next();
        this.config = context.config();
        this.loop = context.loop();
        this.watch = watch;
        this.transport = transport;
        this.session = transport == TransportType.POLLING
                ? ServerEngineSession.overPolling(config.engine(), sid, FIRST, loop.now())
                : ServerEngineSession.overWebSocket(config.engine(), sid, FIRST, loop.now());
        this.connection = new EngineConnection(this, context, number, sid, exchange.toHandshakeRequest(transport));
        this.rules = new PacketRules(context, connection);
        this.alarm = new Alarm(loop, this::wake);
    }

    EngineConnection connection() {
        return connection;
    }

    @Override
    public TransportType transport() {
        return transport;
    }

    void get(HttpExchange exchange) {
        session.get(register(exchange), now());
        drain();
    }

    RequestBody post(HttpExchange exchange) {
        long number = register(exchange);
        session.post(number);
        if (exchange.isOctetStream()) {
            session.postUnfit(number, "a POST carries text");
        }
        drain();
        RequestBody body = new RequestBody(
                exchange,
                config.engine().maxPayload(),
                bytes -> {
                    exchange.broughtPackets(bytes);
                    posted(number, bytes);
                },
                why -> postRefused(number, why));
        body.arriveWithin(config.bodyTimeout(), loop);
        return body;
    }

    private void posted(long request, byte[] body) {
        try {
            if (PostedPackets.count(body) <= config.maxPacketsPerPost()) {
                PostedPackets.decode(body, packet -> posted(request, packet));
            }
            if (connectionOf(request).filter(Channel::isOpen).isPresent()) { // no rule has reset it
                session.postEnded(request);
            }
        } catch (ProtocolException wrong) {
            session.postInvalid(request, wrong);
        }
        drain();
    }

    private void posted(long request, EnginePacket packet) {
        Runnable inTime = () -> {
            session.posted(request, packet, now());
            handOver();
        };
        rules.arrived(packet, connectionOf(request), inTime, () -> late(() -> session.postedLate(packet, now())));
    }

    private Optional<Channel> connectionOf(long request) {
        return Optional.ofNullable(exchanges.get(request)).map(HttpExchange::channel);
    }

    private void late(Runnable feed) {
        feed.run();
        drain();
    }

    private void postRefused(long request, String why) {
        exchanges.remove(request);
        session.postRefused(request, why);
        drain();
    }

    void webSocket(WebSocketLink link) {
        session.webSocket(register(link), now());
        drain();
    }

    @Override
    public void frame(long socket, EnginePacket packet) {
        Runnable feed = () -> late(() -> session.frame(socket, packet, now()));
        rules.arrived(packet, link(socket).map(WebSocketLink::channel), feed, feed);
    }

    @Override
    public void frameInvalid(long socket, ProtocolException why) {
        session.frameInvalid(socket, why);
        drain();
    }

    @Override
    public void webSocketLost(long socket, TransportException why) {
        webSockets.remove(socket);
        session.webSocketLost(socket, why);
        drain();
    }

    @Override
    public void send(List<EngineData> messages) {
        session.send(messages);
        drain();
    }

    @Override
    public void sendInstead(String packet) {
        send(List.of(rules.standIn(packet)));
    }

    @Override
    public boolean sendVolatile(List<EngineData> messages) {
        boolean takesMore =
                webSockets.values().stream().allMatch(link -> link.channel().isWritable());
        boolean sends = takesMore && session.sendsAtOnce();
        if (sends) {
            send(messages);
        }
        return sends;
    }

    @Override
    public void close() {
        session.close(now());
        drain();
    }

    void shutDown() {
        session.shutDown(now());
        drain();
    }

    @Override
    public void abort() {
        session.abort();
        drain();
    }

    private void wake() {
        session.timeout(now());
        drain();
    }

    private long now() {
        return loop.now();
    }

    private long register(HttpExchange exchange) {
        long number = ++lastNumber;
        exchange.belongsTo(connection.number());
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
            follow(session.transport()); // an upgrade may leave nothing to do
            for (ServerEngineAction action = session.poll(); action != null; action = session.poll()) {
                action.to(actions);
            }
        } finally {
            draining = false;
        }
        alarm.set(session.deadline());
        if (ended) {
            forgetConnections();
        }
    }

    /** Whoever keeps the connection, as the journal does, does not keep its TCP connections. */
    private void forgetConnections() {
        exchanges.clear();
        webSockets.clear();
        channels.clear();
    }

    private void follow(TransportType now) {
        if (transport != now) {
            transport = now;
            watch.upgraded(connection);
        }
    }

    /** Does what the session wants: tells the application, answers requests, writes to WebSockets. */
    private final class Actions implements ServerEngineAction.Handler {
        @Override
        public void perform(ServerEngineAction.Opened action) {
            watch.opened(connection);
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
            exchange(action.request()).ifPresent(exchange -> answer(exchange, action.packets()));
        }

        @Override
        public void perform(ServerEngineAction.AnswerPost action) {
            exchange(action.request()).ifPresent(exchange -> exchange.answer(OK, false));
        }

        @Override
        public void perform(ServerEngineAction.Refuse action) {
            exchange(action.request()).ifPresent(exchange -> exchange.refuse(RequestError.BAD_REQUEST));
        }

        @Override
        public void perform(ServerEngineAction.SendFrames action) {
            link(action.webSocket()).ifPresent(link -> rules.send(link, action.packets()));
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

    /**
     * A GET for which rules have left nothing waits on, also for the next noop of an upgrade: otherwise its client
     * would wait for ever. Not when the session takes no more of them.
     */
    private void answer(HttpExchange exchange, List<EnginePacket> packets) {
        boolean waitsOn = rules.answer(exchange, packets);
        if (waitsOn && !exchange.isAnswered() && session.isPolling()) {
            session.get(register(exchange), now());
        }
    }

    private Optional<HttpExchange> exchange(long number) {
        return Optional.ofNullable(exchanges.remove(number));
    }

    private Optional<WebSocketLink> link(long number) {
        return Optional.ofNullable(webSockets.get(number));
    }

    private void closed(EngineClose close) {
        ended = true;
        alarm.cancel();
        watch.closed(connection, close);
        connection.closed(close);
    }
}
