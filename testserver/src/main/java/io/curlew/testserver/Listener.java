package io.curlew.testserver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The port of a server, and the TCP connections that came through it. */
final class Listener {
    /** How long what a closing server has still to send may take to leave: a client may be slow to read it. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);
    /**
     * How long the answer to a close frame may take that has left. Clients on the same machine need a few milliseconds,
     * and some never answer. Nothing is lost if one needs longer: the frame waits for it in its system, and the end of
     * the connection behind it.
     */
    private static final Duration ANSWER = Duration.ofMillis(30);
    /** What the end of the thread may take on a busy machine. */
    private static final Duration END = Duration.ofSeconds(10);

    /** The reference server's limit for a request's head, here for its first line and for its headers. */
    private static final int MAX_HEADER = 16 * 1024;
    /** Larger bodies come in pieces of that many bytes: Netty's default. */
    private static final int MAX_CHUNK = 8192;

    private final EngineServer server;
    private final ServerConfig config;
    private final ServerLoop loop;
    private final ChannelGroup channels;
    private volatile @Nullable Channel port;
    private volatile Optional<InetSocketAddress> address = Optional.empty();
    private volatile boolean closing;

    Listener(EngineServer server) {
        this.server = server;
        this.config = server.context().config();
        this.loop = server.context().loop();
        this.channels = new DefaultChannelGroup(loop.executor());
    }

    /** Opens the port; after {@link #stop} the same one. */
    void start() {
        start(END);
    }

    /** @param patience how long a handler may hold up the loop */
    void start(Duration patience) {
        if (loop.isCurrent()) {
            throw new IllegalStateException("A handler can't start the server: the port opens on the handler's thread");
        }
        if (port != null || closing) {
            throw new IllegalStateException(closing ? "The server was closed" : "The server was started before");
        }
        if (address.isPresent()) {
            await(Runnable::run, patience); // a handler may have closed the port a moment ago
        }
        int wanted = address.map(InetSocketAddress::getPort).orElse(config.port());
        CompletableFuture<Optional<Throwable>> outcome = new CompletableFuture<>();
        Channel opening = open(wanted, outcome);
        if (!isDone(outcome, patience)) {
            hangUp(opening);
            throw new IllegalStateException(loop.heldUp(patience));
        }
        outcome.join().ifPresent(failure -> {
            close();
            throw new UncheckedIOException(new IOException("Can't listen on " + config.host() + ":" + wanted, failure));
        });
    }

    /** @param outcome completes with the failure, if there is one */
    private Channel open(int wanted, CompletableFuture<Optional<Throwable>> outcome) {
        return new ServerBootstrap()
                .group(loop.executor())
                .channel(NioServerSocketChannel.class)
                .handler(new Port(outcome))
                .childHandler(new Connections())
                .bind(config.host(), wanted)
                .addListener(bound ->
                        Optional.ofNullable(bound.cause()).ifPresent(failure -> outcome.complete(Optional.of(failure))))
                .channel();
    }

    private static boolean isDone(CompletableFuture<?> outcome, Duration patience) {
        return outcome.<Boolean>handle((done, failure) -> true)
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Notes that the port is open before the first connection comes through it. */
    private final class Port extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Optional<Throwable>> outcome;

        Port(CompletableFuture<Optional<Throwable>> outcome) {
            this.outcome = outcome;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            port = context.channel();
            address = Optional.of((InetSocketAddress) context.channel().localAddress());
            outcome.complete(Optional.empty());
            context.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (port == context.channel()) {
                port = null;
            }
            context.fireChannelInactive();
        }
    }

    /** What every accepted connection gets; one that was accepted just before the end gets nothing. */
    private final class Connections extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            if (port == null) {
                Channels.reset(channel);
                return;
            }
            channels.add(channel);
            ChannelPipeline pipeline = channel.pipeline();
            config.sslContext().ifPresent(context -> pipeline.addLast(sslHandler(context)));
            speakHttp(pipeline, server);
        }
    }

    /** What every connection speaks at first, behind TLS if there is that. */
    static void speakHttp(ChannelPipeline pipeline, EngineServer server) {
        ServerConfig config = server.context().config();
        pipeline.addLast(new HttpServerCodec(MAX_HEADER, MAX_HEADER, MAX_CHUNK));
        pipeline.addLast(new HttpServerKeepAliveHandler());
        pipeline.addLast(new HttpServerExpectContinueHandler());
        if (config.deflate()) {
            pipeline.addLast(Deflate.handler(config.engine().maxPayload()));
        }
        pipeline.addLast(new RequestHandler(server, config.http()));
    }

    private SslHandler sslHandler(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(config.clientCertificate());
        return new SslHandler(engine);
    }

    int port() {
        return address().getPort();
    }

    URI uri() {
        String scheme = config.sslContext().isPresent() ? "https" : "http";
        String host = address().getAddress().isAnyLocalAddress() ? "localhost" : config.host();
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return URI.create(scheme + "://" + literal + ":" + port());
    }

    private InetSocketAddress address() {
        return address.orElseThrow(() -> new IllegalStateException("The server was not started: call start() first"));
    }

    /** Closes the port and all connections, and waits for that unless this is the loop itself. */
    void stop() {
        await(this::endPolitely, END);
    }

    /** @param patience how long a handler may hold up the loop */
    void stop(Duration patience) {
        await(this::endPolitely, patience);
    }

    /** Closes the port and resets all connections. */
    void crash() {
        await(this::endRudely, END);
    }

    private void await(Consumer<Runnable> end, Duration patience) {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        boolean started = loop.run(() -> end.accept(() -> afterNextSelect(() -> ended.complete(true))));
        if (started && !loop.isCurrent() && !isDone(ended, patience) && !closing) {
            throw new IllegalStateException(loop.heldUp(patience));
        }
    }

    /** Only then does the JDK give back the port of a channel that was closed. */
    private void afterNextSelect(Runnable task) {
        loop.runAfter(Duration.ofMillis(1), task);
    }

    /** Ends everything, and waits for it unless this is the loop itself. */
    void close() {
        server.context().closed().set(true);
        loop.run(this::closeOnLoop);
        loop.awaitEnd(END);
        server.context().journal().close();
    }

    private void closeOnLoop() {
        if (!closing) {
            closing = true;
            endPolitely(loop::stop);
        }
    }

    private void endPolitely(Runnable whenAllAreClosed) {
        closePort();
        server.shutDown();
        afterHandlers(() -> {
            server.shutDown(); // who came meanwhile
            channels.forEach(this::closeWhenWritten);
            List<Channel> open = List.copyOf(channels);
            loop.runAfter(GOODBYE, () -> open.forEach(Listener::hangUp));
            channels.newCloseFuture().addListener(all -> whenAllAreClosed.run());
        });
    }

    private void endRudely(Runnable whenAllAreClosed) {
        closePort();
        server.abort();
        afterHandlers(() -> {
            channels.newCloseFuture().addListener(all -> whenAllAreClosed.run());
            List.copyOf(channels).forEach(Channels::reset);
        });
    }

    /** Ends connections when the handler has returned that asks for that, if one does: what it sent leaves before. */
    private void afterHandlers(Runnable end) {
        loop.executor().execute(end);
    }

    private static void hangUp(Channel late) {
        var unused = late.close();
    }

    private void closePort() {
        Channel started = port;
        port = null;
        if (started != null) {
            var unused = started.close();
        }
    }

    /** A WebSocket ends when its client has answered the close frame, or has had the time to. */
    private void closeWhenWritten(Channel channel) {
        Duration more = channel.pipeline().get(WebSocketLink.class) == null ? Duration.ZERO : ANSWER;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> loop.runAfter(more, () -> hangUp(channel)));
    }
}
