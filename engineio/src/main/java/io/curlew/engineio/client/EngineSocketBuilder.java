package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Checks;
import io.curlew.engineio.delivery.IncomingBound;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.session.SessionConfig;
import io.curlew.engineio.session.SessionConfig.UpgradePolicy;
import io.curlew.engineio.transport.DialConfig;
import io.curlew.engineio.transport.KeepAliveMemory;
import io.curlew.engineio.transport.Loop;
import io.curlew.engineio.transport.ProxyChoice;
import io.curlew.engineio.transport.RequestConfig.CookieSource;
import io.curlew.engineio.transport.TransportConfig;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link EngineSocket}. A builder can be used again: each {@code build} method creates a new socket with
 * the current settings. Setters throw {@link IllegalArgumentException} for invalid values, such as a timeout that is
 * not positive or is longer than 24 hours. A builder is used by one thread at a time.
 */
public final class EngineSocketBuilder {
    private static final int MIB = 1024 * 1024;
    /** In place of no limit: sums of nanoseconds with it stay within a {@code long}. */
    static final Duration A_CENTURY = Duration.ofDays(36_525);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Optional<SendBudget> DEFAULT_BUDGET = Optional.of(SendBudget.failing(10_000, 8L * MIB));
    /** What python-engineio takes. It drops a body with more, and answers 200. */
    private static final int MAX_PACKETS_PER_POST = 16;

    private final Endpoint endpoint;

    private Map<String, String> query = Map.of();
    private RequestSettings requests = RequestSettings.NONE;
    private CallbackLists callbacks = CallbackLists.NONE;
    private EndpointPath path = EndpointPath.UNTOLD;
    private SuppliedSettings supplied = SuppliedSettings.NONE;
    private List<TransportType> transports = List.of(TransportType.POLLING, TransportType.WEBSOCKET);
    private boolean upgrade = true;
    private Optional<UpgradeMemory> memory = Optional.empty();
    private Duration connectTimeout = REQUEST_TIMEOUT;
    private Duration requestTimeout = REQUEST_TIMEOUT;
    private Duration upgradeTimeout = UPGRADE_TIMEOUT;
    private Duration closeTimeout = CLOSE_TIMEOUT;
    private int maxMessageSize = defaultMaxMessageSize();
    private Optional<SendBudget> budget = DEFAULT_BUDGET;
    private IncomingBound incoming = IncomingBound.DEFAULT;
    private @Nullable SSLContext sslContext;
    private DialConfig dial = DialConfig.defaults();
    private Optional<EventLoop> eventLoop = Optional.empty();
    private Optional<EventLoops> eventLoops = Optional.empty();
    private Optional<Executor> callbackExecutor = Optional.empty();
    private boolean direct;
    private boolean sendOversized;
    private int maxPacketsPerPost = MAX_PACKETS_PER_POST;
    private Optional<Duration> maxStall = Optional.empty();
    private Function<TransportConfig, Network> network;

    EngineSocketBuilder(String url) {
        endpoint = Endpoint.parse(url);
        network = realNetwork(new KeepAliveMemory());
        endpoint.query().forEach(this::query);
        endpoint.credentials().ifPresent(credentials -> header("authorization", credentials));
    }

    private EngineSocketBuilder(EngineSocketBuilder other) {
        endpoint = other.endpoint;
        query = other.query;
        requests = other.requests == RequestSettings.NONE ? other.requests : new RequestSettings(other.requests);
        callbacks = other.callbacks.copyIfAny();
        path = other.path;
        supplied = other.supplied;
        transports = other.transports;
        upgrade = other.upgrade;
        memory = other.memory;
        connectTimeout = other.connectTimeout;
        requestTimeout = other.requestTimeout;
        upgradeTimeout = other.upgradeTimeout;
        closeTimeout = other.closeTimeout;
        maxMessageSize = other.maxMessageSize;
        budget = other.budget;
        incoming = other.incoming;
        sslContext = other.sslContext;
        dial = other.dial;
        eventLoop = other.eventLoop;
        eventLoops = other.eventLoops;
        callbackExecutor = other.callbackExecutor;
        direct = other.direct;
        sendOversized = other.sendOversized;
        maxPacketsPerPost = other.maxPacketsPerPost;
        maxStall = other.maxStall;
        network = other.network;
    }

    /** Knows the memory and not the builder, which its copies would else keep alive. */
    private static Function<TransportConfig, Network> realNetwork(KeepAliveMemory keepAlive) {
        return config -> Network.of(config, keepAlive);
    }

    /**
     * Returns a builder with the same settings, for sockets that differ in some of them. Later changes to either
     * builder do not affect the other. Their sockets share what they find out: with {@link #rememberUpgrade}, whether
     * WebSockets work. While a socket of one builder is waiting for a supplier, sockets of the other wait for the same
     * answer.
     */
    public EngineSocketBuilder copy() {
        return new EngineSocketBuilder(this);
    }

    private RequestSettings requests() {
        if (requests == RequestSettings.NONE) {
            requests = new RequestSettings();
        }
        return requests;
    }

    private CallbackLists callbacks() {
        if (callbacks == CallbackLists.NONE) {
            callbacks = new CallbackLists();
        }
        return callbacks;
    }

    // ---- where to and how

    /**
     * The path of the endpoint. A missing slash at its end is added, because servers expect it; see
     * {@link #noTrailingSlash}. Default: the path of the URL, otherwise {@code /engine.io/}.
     */
    public EngineSocketBuilder path(String endpointPath) {
        RequestChecks.path(endpointPath);
        path = path.with(endpointPath);
        return this;
    }

    /** Sends the path without a slash at its end, for servers that expect this. Default: with a slash. */
    public EngineSocketBuilder noTrailingSlash() {
        return trailingSlash(false);
    }

    /** As {@link #noTrailingSlash} for false; true is the default. */
    public EngineSocketBuilder trailingSlash(boolean with) {
        path = path.withTrailingSlash(with);
        return this;
    }

    /**
     * Supplies the server's URL, instead of the URL of this builder. Called for each socket when it connects, on one of
     * the process-wide callback threads, where it may block; the connect timeout limits it. An exception, null and a
     * malformed URL fail the attempt. While a call is pending there is no other: further attempts wait for the same
     * answer. The user name and password in the builder's own URL are discarded, because they were meant for that
     * server.
     */
    public EngineSocketBuilder urlFrom(Supplier<String> urls) {
        return urlFromAsync(later(Objects.requireNonNull(urls, "urls")));
    }

    /** As {@link #urlFrom(Supplier)}, with a supplier that does not block. */
    public EngineSocketBuilder urlFromAsync(Supplier<? extends CompletionStage<String>> urls) {
        endpoint.credentials().ifPresent(own -> requests().removeHeader("authorization", own));
        supplied = supplied.withUrl(new Question<>("the URL", Objects.requireNonNull(urls, "urls")));
        return this;
    }

    /** Supplies additional query parameters, which replace others of the same name; see {@link #urlFrom(Supplier)}. */
    public EngineSocketBuilder queryFrom(Supplier<Map<String, String>> parameters) {
        return queryFromAsync(later(Objects.requireNonNull(parameters, "parameters")));
    }

    /** As {@link #queryFrom(Supplier)}, with a supplier that does not block. */
    public EngineSocketBuilder queryFromAsync(Supplier<? extends CompletionStage<Map<String, String>>> parameters) {
        supplied = supplied.withQuery(new Question<>("the query", Objects.requireNonNull(parameters, "parameters")));
        return this;
    }

    /** Supplies additional headers, which replace others of the same name; see {@link #urlFrom(Supplier)}. */
    public EngineSocketBuilder headersFrom(Supplier<Map<String, List<String>>> headers) {
        return headersFromAsync(later(Objects.requireNonNull(headers, "headers")));
    }

    /** As {@link #headersFrom(Supplier)}, with a supplier that does not block. */
    public EngineSocketBuilder headersFromAsync(
            Supplier<? extends CompletionStage<Map<String, List<String>>>> headers) {
        supplied = supplied.withHeaders(new Question<>("the headers", Objects.requireNonNull(headers, "headers")));
        return this;
    }

    private static <T> Supplier<CompletionStage<T>> later(Supplier<T> supplier) {
        return () -> CompletableFuture.completedFuture(supplier.get());
    }

    /**
     * Adds a query parameter to each request. The parameters of the protocol ({@code EIO}, {@code transport}, the
     * timestamp) take precedence.
     */
    public EngineSocketBuilder query(String name, String value) {
        RequestChecks.query(name, value);
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        query = Collections.unmodifiableMap(more);
        return this;
    }

    /**
     * Adds a header to each request. A name may occur several times. {@code User-Agent} is {@code curlew/VERSION}
     * unless it is set here. Headers that control the connection ({@code Connection}, {@code Content-Length},
     * {@code Upgrade}, {@code Sec-WebSocket-*} and the like) are ignored.
     */
    public EngineSocketBuilder header(String name, String value) {
        requests().header(name, value);
        return this;
    }

    /**
     * Adds a header to each request of one transport. A name may occur several times; these headers replace those set
     * with {@link #header(String, String)} under the same name.
     */
    public EngineSocketBuilder header(TransportType transport, String name, String value) {
        requests().header(transport, name, value);
        return this;
    }

    /**
     * The subprotocols offered in a WebSocket handshake, in order of preference. The server may choose one of them or
     * none; the handshake fails if it chooses another one. Default: none.
     */
    public EngineSocketBuilder subprotocols(String... offered) {
        requests().subprotocols(List.of(offered));
        return this;
    }

    /**
     * Keeps cookies in this handler instead of the socket's own jar. The handler may be shared with other code of this
     * JVM and may block: it is called for each request, on one of the process-wide callback threads, with one call at a
     * time per socket, and is interrupted when the request times out. A cookie set with {@link #header(String, String)}
     * is sent as well, before the handler's.
     *
     * <p>Default: a jar that lives as long as the socket, so that cookies which a load balancer sets while polling are
     * sent with the WebSocket handshake. The jar keeps 50 cookies of 4 kB and respects their path, age and
     * {@code Secure}; it never sends them to another host.
     */
    public EngineSocketBuilder cookieHandler(CookieHandler handler) {
        requests().cookies(new CookieSource.Handler(Objects.requireNonNull(handler, "handler")));
        return this;
    }

    /** Keeps no cookies. Cookies set with {@link #header(String, String)} are still sent. */
    public EngineSocketBuilder noCookies() {
        return cookies(false);
    }

    /** As {@link #noCookies} for false; true, the default, leaves a {@link #cookieHandler} as it is. */
    public EngineSocketBuilder cookies(boolean keep) {
        requests().keepCookies(keep);
        return this;
    }

    /** The name of the query parameter that prevents caches from answering. Default: {@code t}. */
    public EngineSocketBuilder timestampParameter(String name) {
        requests().timestampParameter(name);
        return this;
    }

    /** Sends the timestamp parameter with WebSocket handshakes, too. Default: only with polling. */
    public EngineSocketBuilder timestampOnWebSocket() {
        return timestampOnWebSocket(true);
    }

    /** As {@link #timestampOnWebSocket()} for true; false, the default, leaves {@link #noTimestamp} as it is. */
    public EngineSocketBuilder timestampOnWebSocket(boolean also) {
        requests().timestampOnWebSocket(also);
        return this;
    }

    /** Sends no timestamp parameter. A query parameter of that name set by the program is then sent. */
    public EngineSocketBuilder noTimestamp() {
        return timestamp(false);
    }

    /** As {@link #noTimestamp} for false; true, the default, leaves {@link #timestampOnWebSocket} as it is. */
    public EngineSocketBuilder timestamp(boolean send) {
        requests().timestamp(send);
        return this;
    }

    /**
     * Asks the server for binary data as base64, with {@code b64=1}, when polling opens the session, for servers and
     * intermediaries that require this. Polling in Engine.IO 4 uses base64 anyway, and a WebSocket is not affected.
     */
    public EngineSocketBuilder forceBase64() {
        return forceBase64(true);
    }

    /** As {@link #forceBase64()} for true; false is the default. */
    public EngineSocketBuilder forceBase64(boolean force) {
        requests().forceBase64(force);
        return this;
    }

    /**
     * Offers to compress the messages of a WebSocket (permessage-deflate). The server may decline. Compression costs
     * processor time and about 300 KiB per connection outside the heap. {@link #maxMessageSize} limits the size of an
     * inflated message. Default: no compression.
     */
    public EngineSocketBuilder compression(Consumer<? super CompressionSettings> settings) {
        CompressionSettings compression = new CompressionSettings();
        Objects.requireNonNull(settings, "settings").accept(compression);
        requests().deflate(Optional.of(compression.config()));
        return this;
    }

    /** The transports, in the order in which they are tried. Default: polling, then WebSocket. */
    public EngineSocketBuilder transports(TransportType... inOrder) {
        if (inOrder.length == 0) {
            throw new IllegalArgumentException("transports() needs at least one transport");
        }
        transports = List.of(inOrder);
        return this;
    }

    /** Stays on the first transport even if the server offers an upgrade. */
    public EngineSocketBuilder noUpgrade() {
        return upgrade(false);
    }

    /** As {@link #noUpgrade} for false; true is the default. */
    public EngineSocketBuilder upgrade(boolean whenOffered) {
        upgrade = whenOffered;
        return this;
    }

    /**
     * Starts with WebSocket if the latest WebSocket that a socket of this builder tried has worked, which saves the
     * detour over polling; after one that failed, starts with the configured transports. Losing a session whose
     * WebSocket had worked is not such a failure, and neither is a server that cannot be reached at all. Applies only
     * to {@link #build} and {@link #buildWithFallback}. Each builder has its own memory, which it shares with its
     * {@linkplain #copy copies}. Default: every socket starts with the first transport.
     */
    public EngineSocketBuilder rememberUpgrade() {
        return rememberUpgrade(true);
    }

    /** As {@link #rememberUpgrade()} for true; false is the default. */
    public EngineSocketBuilder rememberUpgrade(boolean remember) {
        memory = remember ? Optional.of(new UpgradeMemory()) : Optional.empty();
        return this;
    }

    /**
     * The TLS settings for {@code https} and {@code wss}, as an {@code SSLContext} of the program. Default: the JVM's.
     * The server's host name is always checked. Replaces {@link #tls}.
     */
    public EngineSocketBuilder sslContext(SSLContext context) {
        sslContext = Objects.requireNonNull(context, "context");
        dial = dial.withoutTls();
        return this;
    }

    /**
     * The TLS settings for {@code https} and {@code wss}, from files. Replaces {@link #sslContext} and earlier settings
     * made here.
     */
    public EngineSocketBuilder tls(Consumer<? super TlsSettings> settings) {
        TlsSettings tls = new TlsSettings();
        Objects.requireNonNull(settings, "settings").accept(tls);
        dial = dial.withTls(tls.config());
        return this;
    }

    /** Finds the addresses of host names. Default: the JVM's name service. */
    public EngineSocketBuilder addressResolver(AddressResolver resolver) {
        dial = dial.withNames(Objects.requireNonNull(resolver, "resolver")::addressesOf);
        return this;
    }

    /**
     * Connects from this one of the machine's addresses. Server addresses of the other family (IPv4 or IPv6) can't be
     * reached then. Default: the operating system chooses.
     */
    public EngineSocketBuilder localAddress(InetAddress address) {
        dial = dial.withLocal(Objects.requireNonNull(address, "address"));
        return this;
    }

    /** Connects through this proxy. Default: {@link #noProxy}. */
    public EngineSocketBuilder proxy(ProxySettings proxy) {
        dial = dial.withProxies(
                ProxyChoice.always(Objects.requireNonNull(proxy, "proxy").server()));
        return this;
    }

    /**
     * Connects through the first proxy that the JVM's {@link java.net.ProxySelector} returns for the server's URL. It
     * is called for each connection, off the loops.
     */
    public EngineSocketBuilder systemProxies() {
        return systemProxies(true);
    }

    /** As {@link #systemProxies()} for true; false, the default, leaves a {@link #proxy} as it is. */
    public EngineSocketBuilder systemProxies(boolean use) {
        if (use) {
            dial = dial.withProxies(ProxyChoice.system());
        } else if (dial.proxies().isSystem()) {
            dial = dial.withProxies(ProxyChoice.none());
        }
        return this;
    }

    /** Connects directly to the server. The default. */
    public EngineSocketBuilder noProxy() {
        dial = dial.withProxies(ProxyChoice.none());
        return this;
    }

    // ---- times and sizes

    /** How long connecting may take, from name resolution to the open packet. Default: 20 s. */
    public EngineSocketBuilder connectTimeout(Duration timeout) {
        connectTimeout = Checks.timeout(timeout, "connect timeout");
        return this;
    }

    /** How long one HTTP request other than a poll may take. Default: 20 s. */
    public EngineSocketBuilder requestTimeout(Duration timeout) {
        requestTimeout = Checks.timeout(timeout, "request timeout");
        return this;
    }

    /** How long an upgrade may take before the session stays on its transport. Default: 10 s. */
    public EngineSocketBuilder upgradeTimeout(Duration timeout) {
        upgradeTimeout = Checks.timeout(timeout, "upgrade timeout");
        return this;
    }

    /** How long {@link EngineSocket#close} may take to send what was accepted. Default: 2 s. */
    public EngineSocketBuilder closeTimeout(Duration timeout) {
        closeTimeout = Checks.timeout(timeout, "close timeout");
        return this;
    }

    /**
     * The maximum size of an incoming message or HTTP body in bytes; a larger one closes the session. Default: 100 MiB,
     * as in the reference client, or an eighth of the JVM's maximum heap if that is less. A Socket.IO packet and its
     * attachments share this limit.
     */
    public EngineSocketBuilder maxMessageSize(int bytes) {
        maxMessageSize = Checks.atLeastOne(bytes, "maximum message size");
        return this;
    }

    /**
     * Sends messages over polling even if they exceed the server's {@code maxPayload}, as the reference client does.
     */
    public EngineSocketBuilder sendOversized() {
        return sendOversized(true);
    }

    /** As {@link #sendOversized()} for true; false is the default. */
    public EngineSocketBuilder sendOversized(boolean send) {
        sendOversized = send;
        return this;
    }

    /**
     * The maximum number of packets in one POST of polling; the rest waits for the next POST, one round trip later.
     * Servers based on python-engineio (python-socketio, Flask-SocketIO) silently drop a body with more than 16. Within
     * this limit a body is filled up to the server's {@code maxPayload}. Messages of one {@link EngineSocket#send(List)
     * list} may be spread over several POSTs. Default: 16.
     */
    public EngineSocketBuilder maxPacketsPerPost(int packets) {
        maxPacketsPerPost = Checks.atLeastOne(packets, "maximum number of packets per POST");
        return this;
    }

    /** Sends all waiting packets in one POST, up to the server's {@code maxPayload}, as the reference client does. */
    public EngineSocketBuilder noMaxPacketsPerPost() {
        maxPacketsPerPost = Integer.MAX_VALUE;
        return this;
    }

    /** Limits what waits to be sent. Default: 10 000 messages or 8 MiB, failing. Each socket has its own account. */
    public EngineSocketBuilder sendBudget(SendBudget limits) {
        budget = Optional.of(Objects.requireNonNull(limits, "limits"));
        return this;
    }

    /** Sets no limit, for programs that keep account themselves with {@link #onReleased}. */
    public EngineSocketBuilder noSendBudget() {
        budget = Optional.empty();
        return this;
    }

    /**
     * How much may wait for the application before reading stops. A message counts with the approximate memory that it
     * takes: its bytes, and 150 more; so does everything else that waits for callbacks. Default: 10 000 messages or 16
     * MiB.
     */
    public EngineSocketBuilder incomingBound(int messages, long bytes) {
        incoming = new IncomingBound(messages, bytes);
        return this;
    }

    /**
     * How long the application may keep the socket from reading, with {@link EngineSocket#pauseReading} or by leaving
     * messages beyond the {@linkplain #incomingBound bound} unread; after that the socket closes with
     * {@link io.curlew.engineio.protocol.CloseReason#SLOW_CONSUMER}. In the meantime unsolicited pongs keep the
     * server's session alive. Default: the server's pingInterval + pingTimeout.
     */
    public EngineSocketBuilder maxStall(Duration longest) {
        maxStall = Optional.of(Checks.timeout(longest, "longest stall"));
        return this;
    }

    /** Lets the application stop reading for as long as the server tolerates it. */
    public EngineSocketBuilder noMaxStall() {
        maxStall = Optional.of(A_CENTURY);
        return this;
    }

    // ---- threads

    /** Uses these loops instead of the process-wide ones. They must outlive the socket. */
    public EngineSocketBuilder eventLoops(EventLoops loops) {
        eventLoops = Optional.of(Objects.requireNonNull(loops, "loops"));
        return this;
    }

    /** Uses this loop, one of an {@link EventLoops}, for sockets that must share a thread with something else. */
    public EngineSocketBuilder eventLoop(EventLoop loop) {
        eventLoop = Optional.of(Loop.of(Objects.requireNonNull(loop, "loop")));
        return this;
    }

    /**
     * Where callbacks and dependents of futures run. Default: virtual threads where the JVM has them, otherwise daemon
     * threads created as needed. An executor with few threads can starve when callbacks block.
     */
    public EngineSocketBuilder callbackExecutor(Executor executor) {
        callbackExecutor = Optional.of(Objects.requireNonNull(executor, "executor"));
        return this;
    }

    /**
     * Direct mode: callbacks and dependents of futures run on the event loop, for the lowest latency. Nothing may block
     * there. Default: off.
     */
    public EngineSocketBuilder direct() {
        return direct(true);
    }

    /** As {@link #direct()} for true; false is the default. */
    public EngineSocketBuilder direct(boolean onLoop) {
        direct = onLoop;
        return this;
    }

    // ---- callbacks

    /** See {@link EngineSocket#onOpen}. */
    public EngineSocketBuilder onOpen(Consumer<? super Handshake> callback) {
        Subscription unused = callbacks().open.add(callback);
        return this;
    }

    /** See {@link EngineSocket#onData}. */
    public EngineSocketBuilder onData(Consumer<? super EngineData> callback) {
        Subscription unused = callbacks().data.add(callback);
        return this;
    }

    /** See {@link EngineSocket#onPacket}. */
    public EngineSocketBuilder onPacket(BiConsumer<Direction, ? super EnginePacket> callback) {
        Subscription unused = callbacks().onPacket(callback);
        return this;
    }

    /** See {@link EngineSocket#onError}. */
    public EngineSocketBuilder onError(Consumer<? super Throwable> callback) {
        Subscription unused = callbacks().error.add(callback);
        return this;
    }

    /** See {@link EngineSocket#onClose}. */
    public EngineSocketBuilder onClose(Consumer<? super EngineClose> callback) {
        Subscription unused = callbacks().close.add(callback);
        return this;
    }

    /** See {@link EngineSocket#onUpgrade}. */
    public EngineSocketBuilder onUpgrade(Consumer<? super TransportType> callback) {
        Subscription unused = callbacks().upgrade.add(callback);
        return this;
    }

    /** See {@link EngineSocket#onUpgradeError}. */
    public EngineSocketBuilder onUpgradeError(Consumer<? super Throwable> callback) {
        Subscription unused = callbacks().upgradeError.add(callback);
        return this;
    }

    /** See {@link EngineSocket#onPing}. */
    public EngineSocketBuilder onPing(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        Subscription unused = callbacks().ping.add(ignored -> callback.run());
        return this;
    }

    /** See {@link EngineSocket#onRoundTrip}. */
    public EngineSocketBuilder onRoundTrip(Consumer<? super Duration> callback) {
        Subscription unused = callbacks().roundTrip.add(callback);
        return this;
    }

    /** See {@link EngineSocket#onDrain}. */
    public EngineSocketBuilder onDrain(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        Subscription unused = callbacks().drain.add(ignored -> callback.run());
        return this;
    }

    /** See {@link EngineSocket#onBatchEnd}. */
    public EngineSocketBuilder onBatchEnd(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        Subscription unused = callbacks().batchEnd.add(ignored -> callback.run());
        return this;
    }

    /** See {@link EngineSocket#onReleased}. */
    public EngineSocketBuilder onReleased(Consumer<? super Released> callback) {
        Subscription unused = callbacks().released.add(callback);
        return this;
    }

    /** A message passes through up to three arrays on its way in; together they must leave room for the program. */
    private static int defaultMaxMessageSize() {
        return (int) Math.min(100 * MIB, Runtime.getRuntime().maxMemory() / 8);
    }

    /** Another network than the real one. */
    EngineSocketBuilder network(Function<TransportConfig, Network> replacement) {
        network = replacement;
        return this;
    }

    // ---- the ways to connect

    /** Creates a socket that opens the first transport and upgrades to WebSocket if the server offers it. */
    public EngineSocket build() {
        return buildRemembering(false);
    }

    /** Creates a socket that uses only polling. */
    public EngineSocket buildPolling() {
        return build(List.of(TransportType.POLLING), false, UpgradePolicy.NEVER);
    }

    /** Creates a socket that uses only WebSocket. */
    public EngineSocket buildWebSocket() {
        return build(List.of(TransportType.WEBSOCKET), false, UpgradePolicy.NEVER);
    }

    /**
     * Creates a socket that opens with polling and must upgrade to WebSocket: connecting completes after the upgrade.
     */
    public EngineSocket buildWebSocketWithUpgrade() {
        return build(List.of(TransportType.POLLING), false, UpgradePolicy.REQUIRED);
    }

    /**
     * Creates a socket that tries each transport in turn until one opens. They share the {@linkplain #connectTimeout
     * connect timeout}: each gets an equal part of the remaining time, so a transport that hangs leaves time for the
     * others. Failures along the way are reported to {@link #onError}.
     */
    public EngineSocket buildWithFallback() {
        return buildRemembering(true);
    }

    private EngineSocket buildRemembering(boolean fallback) {
        boolean mayUpgrade = upgrade && transports.contains(TransportType.WEBSOCKET);
        List<TransportType> order = memory.map(known -> known.order(transports)).orElse(transports);
        EngineSocket socket = build(order, fallback, mayUpgrade ? UpgradePolicy.WHEN_OFFERED : UpgradePolicy.NEVER);
        memory.ifPresent(known -> known.watch(socket, order));
        return socket;
    }

    private EngineSocket build(List<TransportType> inOrder, boolean fallback, UpgradePolicy policy) {
        SessionConfig session = new SessionConfig(
                inOrder,
                fallback,
                policy,
                connectTimeout,
                upgradeTimeout,
                closeTimeout,
                sendOversized,
                maxPacketsPerPost,
                maxStall);
        Optional<EventLoop> loop = eventLoop.or(() -> eventLoops.map(EventLoops::next));
        EngineSettings settings = new EngineSettings(
                network(), session, loop, callbackExecutor, direct, budget, incoming, maxMessageSize);
        return new EngineSocket(settings, new Callbacks(callbacks.copyIfAny()));
    }

    private Network network() {
        TransportConfig known = transportConfig();
        return supplied.isEmpty()
                ? network.apply(known)
                : AskingOpener.network(supplied.withPath(path), known, network);
    }

    private TransportConfig transportConfig() {
        return new TransportConfig(
                path.target(endpoint),
                query,
                requests.headers(),
                connectTimeout,
                requestTimeout,
                maxMessageSize,
                sslContext,
                requests.config(),
                dial.withZone(endpoint.zone()));
    }
}
