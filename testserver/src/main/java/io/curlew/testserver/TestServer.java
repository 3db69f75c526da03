package io.curlew.testserver;

import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.Namespaces;
import io.curlew.socketio.protocol.Parser;
import io.curlew.testserver.JournalEntry.Kind;
import io.curlew.testserver.session.ServerEngineConfig;
import io.curlew.testserver.session.ServerSocketSession;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

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
 * <p>A namespace exists from its first {@link #namespace} call; {@code /} always exists. The server refuses clients of
 * other namespaces with {@code Invalid namespace}, like the reference server.
 */
public final class TestServer implements AutoCloseable {
    private final ServerContext context;
    private final EngineServer engine;
    private final Listener listener;
    private final Parser parser;
    private final NamespaceRegistry namespaces;
    private volatile boolean closing;

    TestServer(ServerConfig config, Parser parser) {
        this.context = ServerContext.of(config, false);
        this.engine = new EngineServer(context);
        this.listener = new Listener(engine);
        this.parser = parser;
        this.namespaces = new NamespaceRegistry(parser, context);
        engine.onConnection(this::connected);
        namespace(Namespaces.MAIN);
    }

    /** Returns a builder with the reference server's defaults, any free port and the loopback address. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the namespace of that name, and creates it if necessary, as {@link #namespaces} says if the name matches.
     * A missing leading {@code /} is added.
     *
     * @throws IllegalArgumentException if the name contains characters that are not allowed
     */
    public Namespace namespace(String name) {
        return namespaces.get(name);
    }

    /**
     * Creates a namespace when a client joins one whose whole name matches the pattern and that does not exist yet. If
     * the name matches several patterns, the first one counts.
     *
     * <p>Clients can create at most 10 000 namespaces; further ones are refused.
     *
     * @param setUp called with each new namespace before its first client joins, also when the program creates it with
     *     {@link #namespace}
     */
    public TestServer namespaces(Pattern pattern, Consumer<? super Namespace> setUp) {
        namespaces.add(pattern, setUp);
        return this;
    }

    /** Returns the namespace of that name: the name of {@link #namespace} in the reference server. */
    public Namespace of(String name) {
        return namespace(name);
    }

    /**
     * Opens the port, after {@link #stop} or {@link #crash} the same one as before. Returns when the server listens.
     *
     * @throws java.io.UncheckedIOException if the port cannot be opened; the server is then closed
     * @throws IllegalStateException if the server is already started, or was closed, or a handler blocks its thread for
     *     10 s
     */
    public TestServer start() {
        closing = false;
        listener.start();
        return this;
    }

    /**
     * Closes all connections and the port, like a server that is shut down. Namespaces, handlers and the journal
     * remain, as do the port and the {@link #uri}, for the next {@link #start}; recoverable sessions are forgotten.
     * Returns when the connections are gone, which takes at most 30 ms with a client that does not answer close frames,
     * and 1 s with a client that does not read; a handler only starts that, and what it has sent before still leaves.
     * While the server is stopped, the system may give its port to another process, unless {@link Builder#port} is
     * below the range that the system assigns.
     *
     * @throws IllegalStateException if a handler blocks the server's thread for 10 s; the server stops when it returns
     */
    public TestServer stop() {
        closing = true;
        return ended(listener::stop);
    }

    /** Resets all connections and closes the port, as a crash would; otherwise like {@link #stop}. */
    public TestServer crash() {
        return ended(listener::crash);
    }

    /** Clients are forgotten also if a handler holds that up: they leave when it returns. */
    private TestServer ended(Runnable end) {
        try {
            end.run();
        } finally {
            namespaces.all().forEach(Namespace::forgetWhoLeft);
        }
        return this;
    }

    /** Stops and starts again: {@link #stop}, {@link #start}. */
    public TestServer restart() {
        return stop().start();
    }

    /** Returns the port on which the server listens. */
    public int port() {
        return listener.port();
    }

    /** Returns the URI for clients, without a path: {@code http://127.0.0.1:41234}. */
    public URI uri() {
        return listener.uri();
    }

    /** Calls the handler for every client that has joined {@code /}: {@link Namespace#onConnection}. */
    public TestServer onConnection(Consumer<? super ServerSocket> handler) {
        namespace(Namespaces.MAIN).onConnection(handler);
        return this;
    }

    /** Defines what the server does for events of that name in {@code /}: {@link Namespace#on}. */
    public CannedAnswer on(String event) {
        return namespace(Namespaces.MAIN).on(event);
    }

    /**
     * Answers HTTP requests outside Socket.IO, such as those for a token or a configuration. The function is called on
     * the server's thread; if it throws an exception, the answer has status 500, and the test fails as with a handler.
     *
     * @param route method and path, {@code "POST /login"}, without a query
     * @throws IllegalArgumentException if the route has another form
     */
    public TestServer route(String route, Function<? super RouteRequest, HttpReply> reply) {
        engine.routes().add(route, reply);
        return this;
    }

    /** Answers HTTP requests outside Socket.IO, always with the same reply: see {@link #route(String, Function)}. */
    public TestServer route(String route, HttpReply reply) {
        Objects.requireNonNull(reply, "reply");
        return route(route, request -> reply);
    }

    /**
     * Applies the rule from now on. If several rules match, only the one that was added first applies, and the others
     * do not count that occasion. When a rule is used up, the next one applies. Rules of a connection take precedence:
     * {@link EngineConnection#rule}.
     */
    public TestServer rule(Rule rule) {
        context.rules().add(rule);
        return this;
    }

    /** Removes all rules. */
    public TestServer clearRules() {
        context.rules().clear();
        return this;
    }

    /** Sends an event to every client in {@code /}: {@link Namespace#emit}. */
    public void emit(String event, @Nullable Object @Nullable ... args) {
        namespace(Namespaces.MAIN).emit(event, args);
    }

    /** Returns the clients of {@code /} that are in the room: {@link Namespace#to}. */
    public Broadcast to(String room) {
        return namespace(Namespaces.MAIN).to(room);
    }

    /** Returns the open connections of all namespaces, oldest first. */
    public List<EngineConnection> connections() {
        return engine.connections();
    }

    /** Returns the record of what happened on this server. */
    public Journal journal() {
        return context.journal();
    }

    /** Waits for a client that joins {@code /}: {@link Namespace#awaitConnection()}. */
    public ServerSocket awaitConnection() {
        return namespace(Namespaces.MAIN).awaitConnection();
    }

    /** Waits for a client that joins {@code /}: {@link Namespace#awaitConnection(Duration)}. */
    public ServerSocket awaitConnection(Duration within) {
        return namespace(Namespaces.MAIN).awaitConnection(within);
    }

    /** Fails when a client joins {@code /}: {@link Namespace#expectNoConnection}. */
    public void expectNoConnection(Duration within) {
        namespace(Namespaces.MAIN).expectNoConnection(within);
    }

    /**
     * Waits for a client that is refused, like {@link #awaitRefusal(Duration)}, for 5 s unless
     * {@link Builder#usualWait} says otherwise.
     */
    public Refusal awaitRefusal() {
        return awaitRefusal(context.waits().usual());
    }

    /**
     * Returns the next refusal of a client by any namespace, or at once an earlier one that no test has waited for.
     *
     * @throws AssertionError if there is none within that time; otherwise like
     *     {@link Namespace#awaitConnection(Duration)}
     */
    public Refusal awaitRefusal(Duration within) {
        Wanted<Refusal> wanted =
                new Wanted<>("client that is refused", Kind.REFUSED, Refusal.class, refusal -> true, Optional::empty);
        return context.waits().take(wanted, within);
    }

    /**
     * Waits for an HTTP request outside Socket.IO, like {@link #awaitRequest(String, Duration)}, for 5 s unless
     * {@link Builder#usualWait} says otherwise.
     */
    public RecordedRequest awaitRequest(String route) {
        return awaitRequest(route, context.waits().usual());
    }

    /**
     * Returns the next HTTP request outside Socket.IO with that method and path, or at once an earlier one that no test
     * has waited for. It was answered by a {@link #route}, by a rule about routes, or with status 404; or it will not
     * be answered, because of such a rule or because the client has closed its connection before.
     *
     * @param route method and path, {@code "POST /login"}, without a query
     * @throws IllegalArgumentException if the route has another form
     * @throws AssertionError if none arrives within that time; otherwise like
     *     {@link Namespace#awaitConnection(Duration)}
     */
    public RecordedRequest awaitRequest(String route, Duration within) {
        String wanted = Routes.checked(route);
        return context.waits()
                .take(
                        new Wanted<>(
                                "request " + wanted,
                                Kind.ROUTE,
                                RecordedRequest.class,
                                request -> wanted.equals(request.method() + " " + request.path()),
                                Optional::empty),
                        within);
    }

    /**
     * Fails if a handler or a middleware threw an exception that was not yet reported, as each wait does. Call this at
     * the end of a test.
     *
     * @throws AssertionError with the first of these exceptions as its cause
     */
    public void verify() {
        context.verify();
    }

    /**
     * Closes all connections and the port. Returns when the thread and the sockets of the server are gone; on the
     * server's own thread it only starts closing.
     */
    @Override
    public void close() {
        closing = true;
        listener.close();
    }

    private void connected(EngineConnection connection) {
        ServerSocketSession session = new ServerSocketSession(
                parser, context.config().connectTimeout(), context.loop().now());
        new ServerSocketDriver(connection, context, session, namespaces::find, () -> closing).start();
    }

    EngineServer engine() {
        return engine;
    }

    /** Collects the settings of a server. Times must be at least 1 ms; more than 100 years count as 100 years. */
    public static final class Builder {
        private static final String SOCKET_IO_PATH = "/socket.io/";
        private static final String ENGINE_IO_PATH = "/engine.io/";

        /** The most packets that python-engineio takes in a POST. */
        private static final int PYTHON_ENGINEIO_PACKETS = 16;

        private static final Duration RECOVERY = Duration.ofMinutes(2);

        private int port;
        private String host = "127.0.0.1";
        private Optional<String> path = Optional.empty();
        private Duration pingInterval = Duration.ofSeconds(25);
        private Duration pingTimeout = Duration.ofSeconds(20);
        private Duration upgradeTimeout = Duration.ofSeconds(10);
        private Duration connectTimeout = Duration.ofSeconds(45);
        private Duration bodyTimeout = Duration.ofSeconds(30);
        private int maxPayload = 1_000_000;
        private int maxPacketsPerPost = Integer.MAX_VALUE;
        private Optional<Duration> recovery = Optional.empty();
        private int journalEntries = 10_000;
        private boolean journalPackets;
        private boolean journalBodies;
        private Duration usualWait = Duration.ofSeconds(5);
        private List<TransportType> transports = List.of(TransportType.POLLING, TransportType.WEBSOCKET);
        private boolean upgrade = true;
        private Optional<SSLContext> sslContext = Optional.empty();
        private boolean clientCertificate;
        private boolean deflate;
        private boolean compression = true;
        private boolean closing;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private Optional<String> cookie = Optional.empty();
        private Cors cors = Cors.EVERYBODY;
        private Optional<Parser> parser = Optional.empty();

        private Builder() {}

        /** Listens on that port; by default on any free one. */
        public Builder port(int newPort) {
            if (newPort < 0 || newPort > 65_535) {
                throw new IllegalArgumentException("port must be 0 to 65535, not " + newPort);
            }
            port = newPort;
            return this;
        }

        /** Listens on that address; by default on {@code 127.0.0.1}. */
        public Builder host(String newHost) {
            host = newHost;
            return this;
        }

        /** Serves that path; by default {@code /socket.io/}, or {@code /engine.io/} for a server of Engine.IO alone. */
        public Builder path(String newPath) {
            String absolute = newPath.startsWith("/") ? newPath : "/" + newPath;
            path = Optional.of(absolute.endsWith("/") ? absolute : absolute + "/");
            return this;
        }

        /** How long after a pong the next ping is sent; 25 s by default. */
        public Builder pingInterval(Duration interval) {
            pingInterval = positive("pingInterval", interval);
            return this;
        }

        /** How long a pong may take; 20 s by default. */
        public Builder pingTimeout(Duration timeout) {
            pingTimeout = positive("pingTimeout", timeout);
            return this;
        }

        /** How long an upgrade may take; 10 s by default. */
        public Builder upgradeTimeout(Duration timeout) {
            upgradeTimeout = positive("upgradeTimeout", timeout);
            return this;
        }

        /** How long a client may take to join its first namespace; 45 s by default. */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = positive("connectTimeout", timeout);
            return this;
        }

        /**
         * How long the body of a request may take to arrive; 30 s by default. A body that takes longer ends its
         * session.
         */
        public Builder bodyTimeout(Duration timeout) {
            bodyTimeout = positive("bodyTimeout", timeout);
            return this;
        }

        /**
         * The maximum size of an HTTP body or a WebSocket message in bytes; 1 000 000 by default. A larger one ends its
         * session, with status 413 or close code 1009.
         */
        public Builder maxPayload(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxPayload must be at least 1 byte, not " + bytes);
            }
            maxPayload = bytes;
            return this;
        }

        /**
         * Drops the body of a POST with more packets than this, and answers {@code ok} nevertheless, like
         * python-engineio, whose limit is 16; by default there is no limit.
         */
        public Builder maxPacketsPerPost(int packets) {
            if (packets < 1) {
                throw new IllegalArgumentException("maxPacketsPerPost must be at least 1, not " + packets);
            }
            maxPacketsPerPost = packets;
            return this;
        }

        /**
         * Imitates the faults of another server, so that a test shows how its program works with it. Can be called once
         * for each server.
         */
        public Builder like(OtherServer other) {
            switch (other) {
                case PYTHON_ENGINEIO -> maxPacketsPerPost(PYTHON_ENGINEIO_PACKETS);
                case NETTY_SOCKETIO -> closing = true;
            }
            return this;
        }

        /**
         * Sets a header in each answer, including the answer to a WebSocket handshake. By default there is none.
         *
         * @throws IllegalArgumentException if the name or value is not valid for a header, or the server sets the
         *     header itself
         */
        public Builder header(String name, String value) {
            HttpReply.check(name.toLowerCase(Locale.ROOT), value);
            headers.put(name, value);
            return this;
        }

        /**
         * Sets a cookie of that name, with the session id, in the answer to each polling handshake: the reference
         * server's option {@code cookie}, with its defaults ({@code Path=/; HttpOnly; SameSite=Lax}). By default there
         * is none.
         *
         * @throws IllegalArgumentException if the name is not valid for a cookie
         */
        public Builder cookie(String name) {
            HttpReply.checkName("the cookie's name", name);
            cookie = Optional.of(name);
            return this;
        }

        /**
         * Allows only web pages of these origins to read answers, without cookies; browsers enforce this. By default
         * all origins may, unlike with the reference server: see {@link #noCors}.
         *
         * @param origin {@code http://localhost:3000}, for example
         */
        public Builder cors(String origin, String... more) {
            cors = new Cors(
                    Optional.of(Set.copyOf(
                            Stream.concat(Stream.of(origin), Stream.of(more)).toList())),
                    false);
            return this;
        }

        /**
         * Allows no web page of another origin to read answers, and does not answer preflight requests, which is the
         * reference server's default. The test server allows all origins by default, because a production server is
         * configured for its pages.
         */
        public Builder noCors() {
            return cors(false);
        }

        /**
         * As {@link #noCors} for false. True takes that back: pages of all origins may read answers, which is the
         * default. The origins of an earlier {@link #cors(String, String...)} or {@link #corsWithCredentials} remain.
         */
        public Builder cors(boolean allowed) {
            if (!allowed) {
                cors = Cors.NONE;
            } else if (cors.equals(Cors.NONE)) {
                cors = Cors.EVERYBODY;
            }
            return this;
        }

        /** Allows only web pages of these origins to read answers and to send cookies. */
        public Builder corsWithCredentials(String origin, String... more) {
            cors(origin, more);
            cors = new Cors(cors.origins(), true);
            return this;
        }

        /**
         * Compresses WebSocket messages of 1024 bytes or more, and accepts compressed ones, if the client offers that
         * (permessage-deflate). By default the server declines the offer.
         */
        public Builder perMessageDeflate() {
            return perMessageDeflate(true);
        }

        /** As {@link #perMessageDeflate()} for true; false is the default. */
        public Builder perMessageDeflate(boolean agree) {
            deflate = agree;
            return this;
        }

        /**
         * Never compresses answers to polls. By default, answers of 1024 bytes or more are compressed with gzip for
         * clients that accept it. Curlew does not.
         */
        public Builder noHttpCompression() {
            return httpCompression(false);
        }

        /** As {@link #noHttpCompression} for false; true is the default. */
        public Builder httpCompression(boolean compress) {
            compression = compress;
            return this;
        }

        /** Lets clients recover their sessions, like {@link #recovery(Duration)}, for up to 2 minutes. */
        public Builder recovery() {
            return recovery(RECOVERY);
        }

        /**
         * As {@link #recovery()} for true, unless {@link #recovery(Duration)} has set another time, which remains;
         * false is the default.
         */
        public Builder recovery(boolean recover) {
            recovery = recover ? Optional.of(recovery.orElse(RECOVERY)) : Optional.empty();
            return this;
        }

        /**
         * Lets a client that lost its connection recover its session if it reconnects within that time: with its id,
         * its rooms and its {@link ServerSocket#data}, and with the events that it missed, which it receives before the
         * answer to its CONNECT. The middlewares are not called again. By default there is no recovery.
         *
         * <p>This is the reference server's {@code connectionStateRecovery}. As there, events have an additional last
         * argument, the offset, unless they ask for an answer or are volatile. A client gets a new session if it left
         * its namespace or was disconnected from it by the server, if it has not received any event yet, or if the
         * server has forgotten the last event that it received; each namespace forgets once a minute the events that
         * are older than this time. Unlike the reference server, a namespace keeps at most 10 000 events, up to 16 MiB
         * of them, and 10 000 clients; beyond that it forgets the oldest.
         *
         * @throws IllegalArgumentException if it is less than 1 ms
         */
        public Builder recovery(Duration atMost) {
            recovery = Optional.of(positive("recovery", atMost));
            return this;
        }

        /**
         * The maximum number of entries in the {@link Journal}; 10 000 by default. It keeps fewer if they take more
         * than 16 MiB.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder journal(int entries) {
            if (entries < 1) {
                throw new IllegalArgumentException("journal must have at least 1 entry, not " + entries);
            }
            journalEntries = entries;
            return this;
        }

        /**
         * Adds the Engine.IO packets to the journal: all that arrive, and all that are sent, as rules have changed
         * them, including heartbeats, handshakes and the packets of an upgrade. The journal keeps their size and their
         * beginning, as text without control characters. They contain session ids and auth data, which the journal does
         * not show otherwise. By default they are omitted.
         */
        public Builder journalPackets() {
            return journalPackets(true);
        }

        /** As {@link #journalPackets()} for true; false is the default. */
        public Builder journalPackets(boolean write) {
            journalPackets = write;
            return this;
        }

        /**
         * Keeps the first 64 KiB of the bodies of Engine.IO requests and of all answers in {@link Journal#requests()}:
         * the data of polling, as it was sent. They contain session ids and auth data, and are not printed. By default
         * the journal keeps only the bodies of requests to routes.
         */
        public Builder journalBodies() {
            return journalBodies(true);
        }

        /** As {@link #journalBodies()} for true; false is the default. */
        public Builder journalBodies(boolean keep) {
            journalBodies = keep;
            return this;
        }

        /**
         * The default limit of waits, and the limit for a handler that waits for answers that cannot arrive in the
         * meantime; 5 s by default.
         */
        public Builder usualWait(Duration wait) {
            usualWait = positive("usualWait", wait);
            return this;
        }

        /** Serves only these transports; by default both. */
        public Builder transports(TransportType first, TransportType... more) {
            transports = Stream.concat(Stream.of(first), Stream.of(more)).toList();
            return this;
        }

        /** Offers no upgrade to WebSocket. */
        public Builder noUpgrade() {
            return upgrade(false);
        }

        /** As {@link #noUpgrade} for false; true is the default. */
        public Builder upgrade(boolean offered) {
            upgrade = offered;
            return this;
        }

        /** Serves https and wss. */
        public Builder sslContext(SSLContext context) {
            sslContext = Optional.of(context);
            return this;
        }

        /**
         * Demands a certificate from each client that the {@link #sslContext} trusts, and ends the TLS handshake with
         * clients that have none. By default the server asks for no certificate. Requires an {@code sslContext}.
         */
        public Builder requireClientCertificate() {
            return requireClientCertificate(true);
        }

        /** As {@link #requireClientCertificate()} for true; false is the default. */
        public Builder requireClientCertificate(boolean require) {
            clientCertificate = require;
            return this;
        }

        /**
         * Encodes and decodes Socket.IO packets with this parser; by default as JSON, with the codec that
         * {@link io.curlew.socketio.protocol.JsonCodec#load()} finds.
         */
        public Builder parser(Parser newParser) {
            parser = Optional.of(newParser);
            return this;
        }

        /**
         * Returns a Socket.IO server, not started yet.
         *
         * @throws IllegalStateException if no parser is set and no JSON codec is found, or if
         *     {@link #requireClientCertificate()} is set without an {@link #sslContext}
         */
        public TestServer build() {
            return new TestServer(config(SOCKET_IO_PATH), parser.orElseGet(DefaultParser::create));
        }

        /**
         * Returns an Engine.IO server, not started yet.
         *
         * @throws IllegalStateException if {@link #requireClientCertificate()} is set without an {@link #sslContext}
         */
        public EngineTestServer buildEngine() {
            return new EngineTestServer(config(ENGINE_IO_PATH));
        }

        private ServerConfig config(String defaultPath) {
            if (clientCertificate && sslContext.isEmpty()) {
                throw new IllegalStateException("requireClientCertificate() needs an sslContext");
            }
            List<TransportType> upgrades = upgrade && transports.contains(TransportType.WEBSOCKET)
                    ? List.of(TransportType.WEBSOCKET)
                    : List.of();
            return new ServerConfig(
                    host,
                    port,
                    path.orElse(defaultPath),
                    transports,
                    sslContext,
                    clientCertificate,
                    connectTimeout,
                    bodyTimeout,
                    maxPacketsPerPost,
                    deflate,
                    new HttpStyle(headers, cors, cookie, compression, closing),
                    recovery,
                    journalEntries,
                    journalPackets,
                    journalBodies,
                    usualWait,
                    new ServerEngineConfig(pingInterval, pingTimeout, upgradeTimeout, maxPayload, upgrades));
        }

        private static Duration positive(String name, Duration value) {
            if (value.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException(name + " must be at least 1 ms, not " + DurationText.of(value));
            }
            return Times.limited(value);
        }
    }
}
