package io.curlew.socketio.client;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.client.ProxySettings;
import io.curlew.engineio.client.TlsSettings;
import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.delivery.IncomingBound;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.Namespaces;
import io.curlew.socketio.protocol.Parser;
import io.curlew.socketio.protocol.ParserLimits;
import io.curlew.socketio.session.ClientSession;
import io.curlew.socketio.session.SessionConfig;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Describes a {@link SocketIoClient}. A builder can be used again: each {@link #build} creates a new client with the
 * current settings. Setters throw {@link IllegalArgumentException} for invalid values, without repeating what may be
 * secret. Of two settings that exclude each other, the later one applies. A builder is used by one thread at a time.
 */
public final class SocketIoClientBuilder {
    private static final long MIB = 1024 * 1024;
    /** Behind the server's name, more than a slash. It quotes nothing, as an exception of {@code URI} would. */
    private static final Pattern PATH = Pattern.compile("[^/?#]*//[^/?#]*/[^?#]");

    private static final Backoff DEFAULT_BACKOFF =
            Backoff.exponential(Duration.ofSeconds(1), Duration.ofSeconds(5)).jitter(0.5);
    private static final SendBudget DEFAULT_BUDGET = SendBudget.failing(10_000, 8 * MIB);
    private static final Duration ATTACHMENT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final String server;
    private boolean suppliesUrl;
    private final EngineSocketBuilder engine;
    private final Map<String, Supplier<?>> authByNamespace = new HashMap<>();
    private Optional<Supplier<?>> auth = Optional.empty();
    private Opening opening = Opening.FIRST_TRANSPORT;
    private Backoff backoff = DEFAULT_BACKOFF;
    private Optional<Consumer<? super ConnectAttempt>> beforeAttempt = Optional.empty();
    private boolean reconnects = true;
    private boolean returns;
    private Predicate<? super ConnectFailedException> retryWhenRefused = refusal -> false;
    private int reconnectionAttempts = Integer.MAX_VALUE;
    private Duration connectTimeout = CONNECT_TIMEOUT;
    private Duration closeTimeout = CLOSE_TIMEOUT;
    private long ackTimeout = ClientSession.NONE;
    private int retries;
    private SendBudget budget = DEFAULT_BUDGET;
    private boolean dropsOldest;
    private IncomingBound incoming = IncomingBound.DEFAULT;
    private Optional<Parser> parser = Optional.empty();
    private Optional<EventLoops> eventLoops = Optional.empty();
    private Optional<Executor> callbackExecutor = Optional.empty();
    private Meter meter = Meter.NONE;
    private Consumer<? super SocketIoClient> onBuilt = client -> {};
    private boolean direct;
    private Consumer<? super Throwable> errorHandler = Delivery::log;

    SocketIoClientBuilder(String url) {
        this.engine = EngineSocket.builder(url).path("/socket.io/");
        String unused = requireNoPath(url);
        this.server = ServerName.of(url);
    }

    /** What a supplier answers is not known here: other clients of this builder may get something else. */
    private String namedServer() {
        return suppliesUrl ? "the server that urlFrom gives instead of " + server : server;
    }

    private static String requireNoPath(String url) {
        if (PATH.matcher(url).lookingAt()) {
            throw new IllegalArgumentException(
                    "The URL has a path: use socket(\"/name\") for a namespace, or path() for the endpoint of the server");
        }
        return url;
    }

    // ---- where to and how

    /**
     * The path of the endpoint. A missing slash at its end is added; see {@link #noTrailingSlash}. Default:
     * {@code /socket.io/}.
     */
    public SocketIoClientBuilder path(String path) {
        return engine(engine -> engine.path(path));
    }

    /** Sends the path without a slash at its end, for servers that expect this. Default: with a slash. */
    public SocketIoClientBuilder noTrailingSlash() {
        return trailingSlash(false);
    }

    /** As {@link #noTrailingSlash} for false; true is the default. */
    public SocketIoClientBuilder trailingSlash(boolean with) {
        return engine(engine -> engine.trailingSlash(with));
    }

    /**
     * Adds a query parameter, which must not be encoded yet, to each request. A later one with the same name replaces
     * it. Default: none.
     */
    public SocketIoClientBuilder query(String name, String value) {
        return engine(engine -> engine.query(name, value));
    }

    /**
     * Adds a header to each request, including the WebSocket handshake. A name may occur several times. Default: only
     * {@code User-Agent: curlew/VERSION}, which is replaced if it is set here.
     */
    public SocketIoClientBuilder header(String name, String value) {
        return engine(engine -> engine.header(name, value));
    }

    /**
     * Adds a header to each request of one transport. A name may occur several times; these headers replace those set
     * with {@link #header(String, String)} under the same name.
     */
    public SocketIoClientBuilder header(TransportType transport, String name, String value) {
        return engine(engine -> engine.header(transport, name, value));
    }

    /** Keeps no cookies; see {@link EngineSocketBuilder#cookieHandler}. Default: a jar of the connection's own. */
    public SocketIoClientBuilder noCookies() {
        return cookies(false);
    }

    /** As {@link #noCookies} for false; true is the default. */
    public SocketIoClientBuilder cookies(boolean keep) {
        return engine(engine -> engine.cookies(keep));
    }

    /** Keeps cookies in this handler; see {@link EngineSocketBuilder#cookieHandler}. */
    public SocketIoClientBuilder cookieHandler(CookieHandler handler) {
        return engine(engine -> engine.cookieHandler(handler));
    }

    /** Connects from this address of the machine; see {@link EngineSocketBuilder#localAddress}. */
    public SocketIoClientBuilder localAddress(InetAddress address) {
        return engine(engine -> engine.localAddress(address));
    }

    /** Connects through this proxy. Default: {@link #noProxy}. */
    public SocketIoClientBuilder proxy(ProxySettings proxy) {
        return engine(engine -> engine.proxy(proxy));
    }

    /** Connects through the proxy from the JVM's settings; see {@link EngineSocketBuilder#systemProxies()}. */
    public SocketIoClientBuilder systemProxies() {
        return systemProxies(true);
    }

    /** As {@link #systemProxies()} for true; false, the default, leaves a {@link #proxy} as it is. */
    public SocketIoClientBuilder systemProxies(boolean use) {
        return engine(engine -> engine.systemProxies(use));
    }

    /** Connects directly to the server. The default. */
    public SocketIoClientBuilder noProxy() {
        return engine(EngineSocketBuilder::noProxy);
    }

    /**
     * Supplies the server's URL, instead of the URL of this builder. Called for each attempt, on a callback thread,
     * where it may block; the connect timeout limits it. An exception, null, a malformed URL and a URL with a path fail
     * the attempt. While a call is pending there is no other: further attempts wait for the same answer.
     */
    public SocketIoClientBuilder urlFrom(Supplier<String> urls) {
        Objects.requireNonNull(urls, "urls");
        suppliesUrl = true;
        return engine(engine -> engine.urlFrom(() -> requireNoPath(urls.get())));
    }

    /** As {@link #urlFrom(Supplier)}, with a supplier that does not block. */
    public SocketIoClientBuilder urlFromAsync(Supplier<? extends CompletionStage<String>> urls) {
        Objects.requireNonNull(urls, "urls");
        suppliesUrl = true;
        return engine(engine -> engine.urlFromAsync(() -> urls.get().thenApply(SocketIoClientBuilder::requireNoPath)));
    }

    /** Supplies additional query parameters, which replace others of the same name; see {@link #urlFrom(Supplier)}. */
    public SocketIoClientBuilder queryFrom(Supplier<Map<String, String>> parameters) {
        return engine(engine -> engine.queryFrom(parameters));
    }

    /** As {@link #queryFrom(Supplier)}, with a supplier that does not block. */
    public SocketIoClientBuilder queryFromAsync(Supplier<? extends CompletionStage<Map<String, String>>> parameters) {
        return engine(engine -> engine.queryFromAsync(parameters));
    }

    /** Supplies additional headers, which replace others of the same name; see {@link #urlFrom(Supplier)}. */
    public SocketIoClientBuilder headersFrom(Supplier<Map<String, List<String>>> headers) {
        return engine(engine -> engine.headersFrom(headers));
    }

    /** As {@link #headersFrom(Supplier)}, with a supplier that does not block. */
    public SocketIoClientBuilder headersFromAsync(
            Supplier<? extends CompletionStage<Map<String, List<String>>>> headers) {
        return engine(engine -> engine.headersFromAsync(headers));
    }

    /**
     * The transports. The first one opens the connection; if it is polling, the connection upgrades to WebSocket if
     * that is listed and the server offers it. Default: polling, then WebSocket.
     */
    public SocketIoClientBuilder transports(TransportType... inOrder) {
        return engine(engine -> engine.transports(inOrder));
    }

    /** Tries each transport in turn until one opens. Default: only the first may open the connection. */
    public SocketIoClientBuilder tryAllTransports() {
        return tryAllTransports(true);
    }

    /** As {@link #tryAllTransports()} for true; false, the default, leaves {@link #requireUpgrade()} as it is. */
    public SocketIoClientBuilder tryAllTransports(boolean all) {
        return opening(Opening.ANY_TRANSPORT, all);
    }

    private SocketIoClientBuilder opening(Opening way, boolean wanted) {
        if (wanted) {
            opening = way;
        } else if (opening == way) {
            opening = Opening.FIRST_TRANSPORT;
        }
        return this;
    }

    /**
     * Opens with polling, and counts the connection as open only when it has upgraded to WebSocket: an attempt that
     * cannot be upgraded has failed. Replaces {@link #transports} and {@link #tryAllTransports}. Default: the upgrade
     * is optional.
     */
    public SocketIoClientBuilder requireUpgrade() {
        return requireUpgrade(true);
    }

    /** As {@link #requireUpgrade()} for true; false, the default, leaves {@link #tryAllTransports()} as it is. */
    public SocketIoClientBuilder requireUpgrade(boolean require) {
        return opening(Opening.UPGRADED, require);
    }

    /** Stays on the first transport even if the server offers an upgrade. Default: upgrades to WebSocket. */
    public SocketIoClientBuilder noUpgrade() {
        return upgrade(false);
    }

    /** As {@link #noUpgrade} for false; true is the default. */
    public SocketIoClientBuilder upgrade(boolean whenOffered) {
        return engine(engine -> engine.upgrade(whenOffered));
    }

    /** Starts with WebSocket if the latest WebSocket has worked; see {@link EngineSocketBuilder#rememberUpgrade()}. */
    public SocketIoClientBuilder rememberUpgrade() {
        return rememberUpgrade(true);
    }

    /** As {@link #rememberUpgrade()} for true; false is the default. */
    public SocketIoClientBuilder rememberUpgrade(boolean remember) {
        return engine(engine -> engine.rememberUpgrade(remember));
    }

    /** The TLS settings for {@code https} and {@code wss}. Default: the JVM's. */
    public SocketIoClientBuilder sslContext(SSLContext context) {
        return engine(engine -> engine.sslContext(context));
    }

    /**
     * The TLS settings for {@code https} and {@code wss}, from files: certificates to trust, and a client certificate.
     * Replaces {@link #sslContext} and earlier settings made here.
     */
    public SocketIoClientBuilder tls(Consumer<? super TlsSettings> settings) {
        return engine(engine -> engine.tls(settings));
    }

    /**
     * Any other setting of the underlying connection. Threads, send budget and incoming bound are set in this builder;
     * setting them there has no effect. Callbacks set there run on the event loop and must not block.
     *
     * @param settings called once, here; the clients of this builder share what {@link EngineSocketBuilder#copy} shares
     */
    public SocketIoClientBuilder engine(Consumer<? super EngineSocketBuilder> settings) {
        Objects.requireNonNull(settings, "settings").accept(engine);
        return this;
    }

    /**
     * Converts values to JSON with this codec, for example one with the program's own mapper, in the default parser
     * with its default limits. Replaces {@link #parser}. Default: the codec that {@link JsonCodec#load} finds.
     */
    public SocketIoClientBuilder jsonCodec(JsonCodec codec) {
        return parser(new DefaultParser(Objects.requireNonNull(codec, "codec"), ParserLimits.defaults()));
    }

    /**
     * The parser; the server must use the same one. Default: {@link DefaultParser}, with the JSON codec that is found.
     */
    public SocketIoClientBuilder parser(Parser newParser) {
        parser = Optional.of(Objects.requireNonNull(newParser, "parser"));
        return this;
    }

    // ---- who we are

    /**
     * The data sent when a namespace is connected ({@code auth} in the reference implementation): a value that encodes
     * as a JSON object, without fields named {@code pid} or {@code offset}, which fail the connect. Encoded at each
     * connect. Default: nothing.
     */
    public SocketIoClientBuilder auth(Object data) {
        Objects.requireNonNull(data, "data");
        auth = Optional.of(() -> data);
        return this;
    }

    /**
     * Supplies the data sent when a namespace is connected. Called for every connect and reconnect, on a callback
     * thread; it may block for at most the connect timeout, or return a {@link java.util.concurrent.CompletionStage}.
     * An exception fails the connect. A call that still blocks when the next one is due is interrupted.
     */
    public SocketIoClientBuilder auth(Supplier<?> data) {
        auth = Optional.of(Objects.requireNonNull(data, "data"));
        return this;
    }

    /** As {@link #auth(Supplier)}, for one namespace only, where it replaces the data for all. */
    public SocketIoClientBuilder auth(String namespace, Supplier<?> data) {
        authByNamespace.put(Namespaces.validate(namespace), Objects.requireNonNull(data, "data"));
        return this;
    }

    // ---- reconnection

    /** How long to wait between attempts. Default: from 1 s doubling to 5 s, plus or minus 50 %. */
    public SocketIoClientBuilder reconnection(Backoff delays) {
        backoff = Objects.requireNonNull(delays, "delays");
        reconnects = true;
        return this;
    }

    /** The number of consecutive attempts that may fail before the client gives up. Default: no limit. */
    public SocketIoClientBuilder reconnectionAttempts(int attempts) {
        reconnectionAttempts = Checks.atLeastOne(attempts, "number of attempts");
        return this;
    }

    /** Never reconnects: the first failure is final. {@link #reconnection(Backoff)} reverts this. */
    public SocketIoClientBuilder noReconnection() {
        return reconnection(false);
    }

    /** As {@link #noReconnection} for false; true is the default. Does not change the {@link Backoff}. */
    public SocketIoClientBuilder reconnection(boolean reconnect) {
        reconnects = reconnect;
        return this;
    }

    /**
     * Reconnects a namespace that the server has disconnected, at the pace of reconnection, unless the server gave a
     * reason, which makes it a refusal. Default: this is left to the program, as in the reference implementation.
     */
    public SocketIoClientBuilder reconnectAfterServerDisconnect() {
        return reconnectAfterServerDisconnect(true);
    }

    /** As {@link #reconnectAfterServerDisconnect()} for true; false is the default. */
    public SocketIoClientBuilder reconnectAfterServerDisconnect(boolean reconnect) {
        returns = reconnect;
        return this;
    }

    /**
     * Retries when the server refuses a namespace, if the predicate says so: for refusals that pass, such as an expired
     * token or a database that is down. The next attempt comes after the delay of a {@linkplain #reconnection(Backoff)
     * reconnection}, asks for the {@linkplain #auth auth data} again, and uses the same connection while that lasts.
     * {@link #reconnectionAttempts} limits how many follow each other; without reconnection there are none. Auth data
     * from a {@linkplain #beforeAttempt hook before attempts} belongs to the connection, and is sent again as it was. A
     * future of {@link Socket#connect} keeps waiting, and {@link Socket#onConnectError} is called for each refusal.
     * Default: a refusal is final, as in the reference implementation.
     *
     * @param retry called for each refusal, on the event loop, where it must not block. If it throws an exception, the
     *     error handler receives that, and the refusal is final
     */
    public SocketIoClientBuilder retryWhenRefused(Predicate<? super ConnectFailedException> retry) {
        retryWhenRefused = Objects.requireNonNull(retry, "retry");
        return this;
    }

    /**
     * Calls the hook before each attempt to open the connection, including the first; it may change the URL and the
     * data sent, or stop the attempts. Called on a callback thread, where it may block for at most the connect timeout.
     * An exception fails the attempt. A call that still blocks at the next attempt is interrupted, and that attempt
     * waits for its end. Default: none.
     */
    public SocketIoClientBuilder beforeAttempt(Consumer<? super ConnectAttempt> hook) {
        beforeAttempt = Optional.of(Objects.requireNonNull(hook, "hook"));
        return this;
    }

    // ---- times and sizes

    /**
     * How long opening the connection may take and, after that, the server's answer for each namespace, including the
     * supplier of the auth data. Default: 20 s.
     */
    public SocketIoClientBuilder connectTimeout(Duration timeout) {
        engine.connectTimeout(timeout); // may refuse it
        connectTimeout = timeout;
        return this;
    }

    /** How long {@link SocketIoClient#close} may take to send what was accepted. Default: 2 s. */
    public SocketIoClientBuilder closeTimeout(Duration timeout) {
        engine.closeTimeout(timeout); // may refuse it
        closeTimeout = timeout;
        return this;
    }

    /** How long an answer may take if the options of the emit do not say. Default: as long as the connection lasts. */
    public SocketIoClientBuilder ackTimeout(Duration timeout) {
        ackTimeout = Checks.nanos(timeout, "ack timeout");
        return this;
    }

    /**
     * How often unacknowledged events are sent again if their options do not say; see {@link EmitOptions#withRetries}.
     * Volatile events are never sent again. Default: {@link #noRetries}.
     */
    public SocketIoClientBuilder retries(int times) {
        retries = Checks.atLeastOne(times, "number of retries");
        return this;
    }

    /** Sends events once, unless their options say otherwise. The default. */
    public SocketIoClientBuilder noRetries() {
        retries = 0;
        return this;
    }

    /**
     * Limits what was emitted and has not left the program, whether sent or waiting for a connection. An attachment
     * counts as a packet. Default: 10 000 packets or 8 MiB, failing.
     */
    public SocketIoClientBuilder sendBudget(SendBudget limits) {
        budget = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Drops the events that have waited longest, in any namespace, when there is no room for another;
     * {@link Socket#onDropped} reports them. For this, events are held back while the connection cannot write. Events
     * already handed to the connection, and answers to the server's events, are not dropped; {@code emit} throws only
     * if the loop cannot keep up. Default: the send budget decides.
     */
    public SocketIoClientBuilder dropOldest() {
        return dropOldest(true);
    }

    /** As {@link #dropOldest()} for true; false is the default. */
    public SocketIoClientBuilder dropOldest(boolean drop) {
        dropsOldest = drop;
        return this;
    }

    /**
     * How much may wait for listeners before reading stops. An event counts with the approximate memory that it takes:
     * its bytes, and 100 to 300 more; so does everything else that waits for listeners. Default: 10 000 events or 16
     * MiB.
     */
    public SocketIoClientBuilder incomingBound(int events, long bytes) {
        incoming = new IncomingBound(
                Checks.atLeastOne(events, "number of events"), Checks.atLeastOne(bytes, "number of bytes"));
        return this;
    }

    /**
     * How long listeners may stop reading once more than the {@linkplain #incomingBound bound} waits for them. After
     * that the connection is given up with reason "slow consumer", and reopened when they have caught up, the program
     * asks for a connection, or an event waits to be sent. Default: the server's pingInterval + pingTimeout.
     */
    public SocketIoClientBuilder maxStall(Duration longest) {
        return engine(engine -> engine.maxStall(longest));
    }

    /** Lets listeners stop reading for as long as the server tolerates it. */
    public SocketIoClientBuilder noMaxStall() {
        return engine(EngineSocketBuilder::noMaxStall);
    }

    // ---- threads

    /** Uses these loops instead of the process-wide ones. They must outlive the client. */
    public SocketIoClientBuilder eventLoops(EventLoops loops) {
        eventLoops = Optional.of(Objects.requireNonNull(loops, "loops"));
        return this;
    }

    /**
     * Where listeners and dependents of futures run. Default: virtual threads where the JVM has them, otherwise daemon
     * threads created as needed. An executor with few threads can starve when listeners block.
     */
    public SocketIoClientBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Optional.of(Objects.requireNonNull(executor, "executor"));
        return this;
    }

    /** Direct mode: listeners run on the event loop, for the lowest latency. Nothing may block there. Default: off. */
    public SocketIoClientBuilder direct() {
        return direct(true);
    }

    /** As {@link #direct()} for true; false is the default. */
    public SocketIoClientBuilder direct(boolean onLoop) {
        direct = onLoop;
        return this;
    }

    /**
     * Receives exceptions thrown by listeners, and everything that no listener or future reports: events that the
     * connection rejected, the number of notifications left out, what was not written when the client closed,
     * exceptions of a {@link Backoff} or a callback passed to {@link #engine}, and failures of the client itself.
     * Called in the lane, like listeners. Default: they are logged as warnings.
     */
    public SocketIoClientBuilder onError(Consumer<? super Throwable> handler) {
        errorHandler = Objects.requireNonNull(handler, "handler");
        return this;
    }

    /** Counts and times what the client does, for a metrics library. Default: none, at no cost. */
    public SocketIoClientBuilder metrics(Metrics metrics) {
        MetricsMeter telling = new MetricsMeter(Objects.requireNonNull(metrics, "metrics"));
        meter = telling;
        onBuilt = telling::built;
        return this;
    }

    /**
     * Creates a client. Nothing happens until a socket is connected.
     *
     * @throws IllegalStateException if there is no JSON codec
     */
    public SocketIoClient build() {
        EngineSocketBuilder ours = engine.copy().direct().noSendBudget();
        boolean hooked = beforeAttempt.isPresent();
        Opening way = opening; // the client does not keep this builder alive
        return build((loop, listener, attempt) -> {
            EngineSocketBuilder ready = (hooked ? changed(ours.copy(), attempt) : ours).eventLoop(loop);
            return way.wire(ready, listener);
        });
    }

    private static EngineSocketBuilder changed(EngineSocketBuilder engine, ConnectAttempt attempt) {
        attempt.url().ifPresent(changed -> engine.urlFrom(() -> requireNoPath(changed)));
        if (!attempt.headers().isEmpty()) {
            engine.headersFrom(attempt::headers);
        }
        if (!attempt.query().isEmpty()) {
            engine.queryFrom(attempt::query);
        }
        return engine;
    }

    /** Names the server, without what may be secret. */
    @Override
    public String toString() {
        return "builder of clients of " + server;
    }

    /** Makes a client over other connections than Engine.IO's. */
    SocketIoClient build(Wire.Factory wires) {
        Parser chosen = parser.orElseGet(DefaultParser::create);
        SocketIoClient client = new SocketIoClient(new ClientSettings(
                namedServer(),
                wires,
                chosen,
                new Auth(auth, authByNamespace),
                sessionConfig(chosen),
                ackTimeout,
                retries,
                budget,
                incoming,
                closeTimeout,
                connectTimeout,
                beforeAttempt,
                eventLoops,
                callbackExecutor,
                meter,
                direct,
                errorHandler));
        onBuilt.accept(client);
        return client;
    }

    private SessionConfig sessionConfig(Parser chosen) {
        return new SessionConfig(
                chosen,
                new CheckedDelay(backoff, DEFAULT_BACKOFF, errorHandler),
                reconnects ? reconnectionAttempts : 0,
                Checks.nanos(connectTimeout, "connect timeout"),
                ATTACHMENT_TIMEOUT.toNanos(),
                Checks.nanos(closeTimeout, "close timeout"),
                incoming.messages(),
                incoming.bytes(),
                returns && reconnects,
                new CheckedRefusals(retryWhenRefused, errorHandler),
                dropsOldest);
    }
}
