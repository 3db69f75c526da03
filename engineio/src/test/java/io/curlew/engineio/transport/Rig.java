package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A transport on a real loop, with a recorder behind it. Configure, then {@link #open}. */
final class Rig {
    static final EventLoop LOOP = newLoop();
    static final Executor OFF_LOOP = Executors.newCachedThreadPool(new DefaultThreadFactory("off-loop", true));

    final Recorder signals;
    private final TransportType type;
    private final URI endpoint;
    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final EventLoop loop;
    private Executor offLoop = OFF_LOOP;
    private Optional<String> sid = Optional.empty();
    private Duration connectTimeout = Duration.ofSeconds(30);
    private Duration requestTimeout = Duration.ofSeconds(30);
    private int maxMessageSize = 1_000_000;
    private @Nullable SSLContext sslContext;
    private RequestConfig requests = RequestConfig.defaults();
    private @Nullable Cookies cookies;
    private KeepAliveMemory memory = new KeepAliveMemory();
    private DialConfig dial = DialConfig.defaults();
    private @Nullable Transport transport;

    Rig(TransportType type, URI endpoint) {
        this(type, endpoint, LOOP);
    }

    Rig(TransportType type, URI endpoint, EventLoop loop) {
        this.type = type;
        this.endpoint = endpoint;
        this.loop = loop;
        this.signals = new Recorder(loop);
    }

    Rig query(String key, String value) {
        query.put(key, value);
        return this;
    }

    Rig header(String name, String... values) {
        headers.put(name, List.of(values));
        return this;
    }

    Rig sid(String id) {
        sid = Optional.of(id);
        return this;
    }

    Rig connectTimeout(Duration timeout) {
        connectTimeout = timeout;
        return this;
    }

    Rig requestTimeout(Duration timeout) {
        requestTimeout = timeout;
        return this;
    }

    Rig maxMessageSize(int bytes) {
        maxMessageSize = bytes;
        return this;
    }

    Rig offLoop(Executor executor) {
        offLoop = executor;
        return this;
    }

    Rig sslContext(SSLContext context) {
        sslContext = context;
        return this;
    }

    Rig requests(RequestConfig settings) {
        requests = settings;
        return this;
    }

    /** Shares the cookies of another. */
    Rig cookies(Cookies shared) {
        cookies = shared;
        return this;
    }

    /** Shares what another found out. */
    Rig memory(KeepAliveMemory shared) {
        memory = shared;
        return this;
    }

    Rig dial(DialConfig config) {
        dial = config;
        return this;
    }

    Rig open() throws Exception {
        TransportConfig config = new TransportConfig(
                Target.of(endpoint),
                query,
                headers,
                connectTimeout,
                requestTimeout,
                maxMessageSize,
                sslContext,
                requests,
                dial);
        transport = Transports.create(
                type, sid, config, cookies == null ? Cookies.of(config) : cookies, memory, loop, offLoop, signals);
        return run(Transport::open);
    }

    /** Opens a polling session, and returns the GET's connection with the first poll still to be read. */
    Peer openPolling(ScriptedServer server) throws Exception {
        open();
        Peer get = server.accept();
        get.readRequest();
        get.answer(PollingTransportIT.OPEN);
        signals.until("writable");
        return get;
    }

    Rig write(EnginePacket... packets) throws Exception {
        return run(t -> t.write(List.of(packets)));
    }

    /** Does something with the transport, on its loop, and waits until it is done. */
    Rig run(Step step) throws Exception {
        loop.submit(() -> step.on(transport())).get();
        return this;
    }

    Transport transport() {
        if (transport == null) {
            throw new IllegalStateException("open() first");
        }
        return transport;
    }

    /** A call to a transport. */
    interface Step {
        void on(Transport transport);
    }

    @SuppressWarnings("deprecation") // the class that Netty 4.1 and 4.2 both have
    private static EventLoop newLoop() {
        EventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("transport-test", true));
        return group.next();
    }
}
