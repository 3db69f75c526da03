package io.curlew.testserver;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * <p>A namespace exists from its first {@link #namespace} call; {@code /} always does. Joining another one is refused
 * with {@code Invalid namespace}, as by the reference server.
 */
public final class TestServer implements AutoCloseable {
    /** How many namespaces there may be before clients can make no more: they must not fill the memory. */
    private static final int MAX_NAMESPACES = 10_000;

    private final ServerContext context;
    private final EngineServer engine;
    private final Listener listener;
    private final Parser parser;
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
    private final List<Patterned> patterns = new CopyOnWriteArrayList<>();
    private volatile boolean closing;

    /** What is done to a namespace that a client makes by joining it. */
    private record Patterned(Pattern pattern, Consumer<? super Namespace> setUp) {}

    TestServer(ServerConfig config, Parser parser) {
        this.context = ServerContext.of(config, false);
        this.engine = new EngineServer(context);
        this.listener = new Listener(engine);
        this.parser = parser;
        engine.onConnection(this::connected);
        namespace(Namespaces.MAIN);
    }

    /** Returns a builder with the reference server's defaults, any free port and the loopback address. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the namespace of that name, which exists from now on. A missing {@code /} in front is added.
     *
     * @throws IllegalArgumentException when the name has characters that a namespace can't have
     */
    public Namespace namespace(String name) {
        String absolute = Namespaces.validate(name.startsWith("/") ? name : "/" + name);
        return namespaces.computeIfAbsent(absolute, missing -> new Namespace(missing, parser, context));
    }

    /**
     * Makes a namespace when a client joins one whose whole name matches the pattern, unless there is one of that name
     * already.
     *
     * <p>A client can't make more than 10 000 of them: it is refused then.
     *
     * @param setUp is called with each new namespace before its first client is admitted
     */
    public TestServer namespaces(Pattern pattern, Consumer<? super Namespace> setUp) {
        patterns.add(new Patterned(pattern, setUp));
        return this;
    }

    /** Returns the namespace of that name: the reference server's word for {@link #namespace}. */
    public Namespace of(String name) {
        return namespace(name);
    }

    /**
     * Opens the port; after {@link #stop} or {@link #crash} the same one as before. Returns when it listens.
     *
     * @throws java.io.UncheckedIOException when the port can't be opened; the server is closed then
     * @throws IllegalStateException when it is started already, or was closed
     */
    public TestServer start() {
        listener.start();
        closing = false;
        return this;
    }

    /**
     * Closes every connection and the port, as a server does that is shut down. Namespaces, handlers and the journal
     * stay, and so do port and {@link #uri}, for {@link #start}; what could be recovered is forgotten. Returns when the
     * connections are gone, which takes 30 ms at most with a client that answers no close frame, and 1 s with one that
     * does not read what was sent to it; on the server's own thread it only starts. In the meantime another process may
     * be given the port: a {@link Builder#port} below those that the system gives out is safe from that.
     */
    public TestServer stop() {
        closing = true;
        listener.stop();
        namespaces.values().forEach(Namespace::forgetWhoLeft);
        return this;
    }

    /** Resets every connection and closes the port, as a crash would; otherwise as {@link #stop}. */
    public TestServer crash() {
        listener.crash();
        namespaces.values().forEach(Namespace::forgetWhoLeft);
        return this;
    }

    /** Stops and starts again: {@link #stop}, {@link #start}. */
    public TestServer restart() {
        return stop().start();
    }

    /** Returns the port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** Returns where clients connect, without a path: {@code http://127.0.0.1:41234}. */
    public URI uri() {
        return listener.uri();
    }

    /** Calls the handler for every client that has joined {@code /}: {@link Namespace#onConnection}. */
    public TestServer onConnection(Consumer<? super ServerSocket> handler) {
        namespace(Namespaces.MAIN).onConnection(handler);
        return this;
    }

    /** Says what is done about events of that name in {@code /}: {@link Namespace#on}. */
    public CannedAnswer on(String event) {
        return namespace(Namespaces.MAIN).on(event);
    }

    /**
     * Answers HTTP requests beside Socket.IO: programs fetch a token or a configuration from the same host. The
     * function is called on the server's thread; when it throws, the answer has status 500, and the test fails as by a
     * handler.
     *
     * @param route method and path, {@code "POST /login"}, without a query
     * @throws IllegalArgumentException when the route is something else
     */
    public TestServer route(String route, Function<? super RouteRequest, HttpReply> reply) {
        engine.routes().add(route, reply);
        return this;
    }

    /** Answers HTTP requests beside Socket.IO always the same: see {@link #route(String, Function)}. */
    public TestServer route(String route, HttpReply reply) {
        return route(route, request -> reply);
    }

    /**
     * Follows the rule from now on. Of several that hold for the same thing, the one that was given first is followed,
     * and the others do not count it. When a rule is used up, the next one has its turn. Rules of a connection come
     * first: {@link EngineConnection#rule}.
     */
    public TestServer rule(Rule rule) {
        context.rules().add(rule);
        return this;
    }

    /** Follows no rule any more. */
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

    /** Returns the connections that are open now, whatever namespaces they are in, the oldest first. */
    public List<EngineConnection> connections() {
        return engine.connections();
    }

    /** Returns what has happened on it. */
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
     * Waits for a client that is refused, as {@link #awaitRefusal(Duration)} does, for 5 s unless
     * {@link Builder#usualWait} says otherwise.
     */
    public Refusal awaitRefusal() {
        return awaitRefusal(context.waits().usual());
    }

    /**
     * Returns the next refusal to let a client into a namespace, whichever that is: at once when there was one for
     * which nobody has waited yet.
     *
     * @throws AssertionError when there is none within that time; otherwise as
     *     {@link Namespace#awaitConnection(Duration)}
     */
    public Refusal awaitRefusal(Duration within) {
        Wanted<Refusal> wanted =
                new Wanted<>("client that is refused", Kind.REFUSED, Refusal.class, refusal -> true, Optional::empty);
        return context.waits().take(wanted, within);
    }

    /**
     * Waits for an HTTP request beside Socket.IO, as {@link #awaitRequest(String, Duration)} does, for 5 s unless
     * {@link Builder#usualWait} says otherwise.
     */
    public RecordedRequest awaitRequest(String route) {
        return awaitRequest(route, context.waits().usual());
    }

    /**
     * Returns the next HTTP request beside Socket.IO of that method and path, which was answered by a {@link #route},
     * by a rule about routes or by status 404: at once when one has come for which nobody has waited yet.
     *
     * @param route method and path, {@code "POST /login"}, without a query
     * @throws IllegalArgumentException when the route is something else
     * @throws AssertionError when none comes within that time; otherwise as {@link Namespace#awaitConnection(Duration)}
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
     * Fails if a handler or a middleware threw an exception that was not reported yet, as each wait does. Call this at
     * the end of a test.
     *
     * @throws AssertionError with what the first of them threw as its cause
     */
    public void verify() {
        context.verify();
    }

    /**
     * Closes every connection and the port. Returns when its thread and its sockets are gone; on the loop itself it
     * only starts.
     */
    @Override
    public void close() {
        closing = true;
        listener.close();
        context.journal().close();
    }

    private void connected(EngineConnection connection) {
        ServerSocketSession session = new ServerSocketSession(
                parser, context.config().connectTimeout(), context.loop().now());
        new ServerSocketDriver(connection, context, session, this::find, () -> closing).start();
    }

    EngineServer engine() {
        return engine;
    }

    private Optional<Namespace> find(String name) {
        Optional<Namespace> present = Optional.ofNullable(namespaces.get(name));
        return present.isPresent() || namespaces.size() >= MAX_NAMESPACES ? present : made(name);
    }

    private Optional<Namespace> made(String name) {
        Optional<Patterned> matching = patterns.stream()
                .filter(patterned -> patterned.pattern().matcher(name).matches())
                .findFirst();
        return matching.flatMap(patterned -> made(name, patterned.setUp()));
    }

    private Optional<Namespace> made(String name, Consumer<? super Namespace> setUp) {
        Namespace made = new Namespace(name, parser, context);
        try {
            setUp.accept(made);
        } catch (Throwable thrown) {
            context.journal().failed(thrown);
            return Optional.empty();
        }
        Namespace present = namespaces.putIfAbsent(name, made);
        return Optional.of(present == null ? made : present);
    }

    /** Collects how a server behaves. Times are at least 1 ms; what is longer than 100 years takes 100 years. */
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

        /** Serves that path; by default {@code /socket.io/}, for Engine.IO alone {@code /engine.io/}. */
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
         * How long the body of a request may take to arrive; 30 s by default. One that takes longer ends its session.
         */
        public Builder bodyTimeout(Duration timeout) {
            bodyTimeout = positive("bodyTimeout", timeout);
            return this;
        }

        /**
         * The most bytes of an HTTP body or a WebSocket message; 1 000 000 by default. What is larger ends its session,
         * with status 413 or close code 1009.
         */
        public Builder maxPayload(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("maxPayload must be at least 1 byte, not " + bytes);
            }
            maxPayload = bytes;
            return this;
        }

        /**
         * Drops the body of a POST with more packets than this, and answers {@code ok} all the same, as python-engineio
         * does, whose limit is 16; by default there is no limit.
         */
        public Builder maxPacketsPerPost(int packets) {
            if (packets < 1) {
                throw new IllegalArgumentException("maxPacketsPerPost must be at least 1, not " + packets);
            }
            maxPacketsPerPost = packets;
            return this;
        }

        /**
         * Has the faults of another server, so that a test can see how its program fares there. May be called once for
         * each.
         */
        public Builder like(OtherServer other) {
            switch (other) {
                case PYTHON_ENGINEIO -> maxPacketsPerPost(PYTHON_ENGINEIO_PACKETS);
                case NETTY_SOCKETIO -> closing = true;
            }
            return this;
        }

        /**
         * Sets a header of each answer, that to the handshake of a WebSocket too. By default there is none.
         *
         * @throws IllegalArgumentException when no header can have that name or value, or the server sets it itself
         */
        public Builder header(String name, String value) {
            HttpReply.check(name.toLowerCase(Locale.ROOT), value);
            headers.put(name, value);
            return this;
        }

        /**
         * Sets a cookie of that name, with the id of the session, in the answer to each handshake on polling: the
         * reference server's option {@code cookie}, with its defaults ({@code Path=/; HttpOnly; SameSite=Lax}). By
         * default there is none.
         *
         * @throws IllegalArgumentException when no cookie can have that name
         */
        public Builder cookie(String name) {
            HttpReply.checkName("the cookie's name", name);
            cookie = Optional.of(name);
            return this;
        }

        /**
         * Lets pages of these sites alone read answers, which is for browsers to obey, without cookies. By default all
         * may, which is not the reference server's default: see {@link #noCors}.
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
         * Lets no page of another site read answers and does not answer preflights, as the reference server does by
         * default. The test server allows all pages by default, because a production server is configured for its
         * pages.
         */
        public Builder noCors() {
            return cors(false);
        }

        /** As {@link #noCors} for false; with true pages of all sites may read answers, which is the default. */
        public Builder cors(boolean allowed) {
            cors = allowed ? Cors.EVERYBODY : Cors.NONE;
            return this;
        }

        /** Lets pages of these sites alone read answers, and send cookies. */
        public Builder corsWithCredentials(String origin, String... more) {
            cors(origin, more);
            cors = new Cors(cors.origins(), true);
            return this;
        }

        /**
         * Compresses the messages of a WebSocket that have 1024 bytes or more, and takes compressed ones, when its
         * client offers that (permessage-deflate). By default the server doesn't agree to it.
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
         * Never compresses answers to polls. By default those of 1024 bytes or more are compressed by gzip, for clients
         * that say that they take that, which Curlew does not.
         */
        public Builder noHttpCompression() {
            return httpCompression(false);
        }

        /** As {@link #noHttpCompression} for false; true is the default. */
        public Builder httpCompression(boolean compress) {
            compression = compress;
            return this;
        }

        /** Lets clients recover, as {@link #recovery(Duration)} does, after at most 2 minutes. */
        public Builder recovery() {
            return recovery(true);
        }

        /** As {@link #recovery()} for true; false is the default. */
        public Builder recovery(boolean recover) {
            recovery = recover ? Optional.of(RECOVERY) : Optional.empty();
            return this;
        }

        /**
         * Lets a client that lost its connection go on where it was, when it is back within that time: with its id, its
         * rooms and its {@link ServerSocket#data}, and with the events that it has missed, which it gets before the
         * answer to its CONNECT. No middleware is asked about it. By default there is no recovery.
         *
         * <p>This is the reference server's {@code connectionStateRecovery}. As there, events end with an argument
         * more, the offset, unless they want an answer or are volatile; and a client begins anew when it left its
         * namespace by itself or was sent out of it, when it has seen no event yet, or when the last event that it has
         * seen is forgotten, which happens at the first full minute of its namespace after this time. Unlike there, a
         * namespace keeps at most 10 000 events, 16 MiB of them, and 10 000 clients: then it forgets what is oldest.
         *
         * @throws IllegalArgumentException when it is less than 1 ms
         */
        public Builder recovery(Duration atMost) {
            recovery = Optional.of(positive("recovery", atMost));
            return this;
        }

        /**
         * How many entries the {@link Journal} keeps; 10 000 by default. It keeps fewer if they take more than 16 MiB.
         *
         * @throws IllegalArgumentException when it is less than 1
         */
        public Builder journal(int entries) {
            if (entries < 1) {
                throw new IllegalArgumentException("journal must have at least 1 entry, not " + entries);
            }
            journalEntries = entries;
            return this;
        }

        /**
         * Writes the packets of Engine.IO into the journal as well: each that comes, and each that leaves, as rules
         * have made it; heartbeats, handshakes and what an upgrade takes included. Their beginnings are kept, as text
         * without control characters, and their sizes. They hold what is not printed otherwise: ids of sessions and
         * auth data. By default they are left out.
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
         * Keeps the bodies of Engine.IO's requests and of all answers in {@link Journal#requests()}, the first 64 KiB
         * of each: what polling carries, as it was sent. They hold ids of sessions and auth data, and are not printed.
         * By default the journal has the bodies of requests to routes alone.
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
         * How long a test waits that does not say how long, and a handler for answers that can't come meanwhile; 5 s by
         * default.
         */
        public Builder usualWait(Duration wait) {
            usualWait = positive("usualWait", wait);
            return this;
        }

        /** Serves these transports only; by default both. */
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
         * Demands of each client a certificate that the {@link #sslContext} trusts, and ends the handshake with those
         * that have none. By default none is asked for. Without an {@code sslContext} no server is built.
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
         * @throws IllegalStateException when no parser was given and no JSON codec is found, and when
         *     {@link #requireClientCertificate()} comes without an {@link #sslContext}
         */
        public TestServer build() {
            return new TestServer(config(SOCKET_IO_PATH), parser.orElseGet(DefaultParser::create));
        }

        /**
         * Returns an Engine.IO server, not started yet.
         *
         * @throws IllegalStateException when {@link #requireClientCertificate()} comes without an {@link #sslContext}
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
                throw new IllegalArgumentException(name + " must be at least 1 ms, not " + value);
            }
            return Times.limited(value);
        }
    }
}
