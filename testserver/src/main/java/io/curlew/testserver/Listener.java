package io.curlew.testserver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The port of a server, and the TCP connections that came through it. */
final class Listener {
    /** How long a closing server waits for clients to answer its close frames. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);
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
    private boolean closing;

    Listener(EngineServer server) {
        this.server = server;
        this.config = server.context().config();
        this.loop = server.context().loop();
        this.channels = new DefaultChannelGroup(loop.executor());
    }

    void start() {
        if (port != null) {
            throw new IllegalStateException("The server was started before");
        }
        ChannelFuture bound = new ServerBootstrap()
                .group(loop.executor())
                .channel(NioServerSocketChannel.class)
                .childHandler(new Connections())
                .bind(config.host(), config.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new UncheckedIOException(
                    new IOException("Can't listen on " + config.host() + ":" + config.port(), bound.cause()));
        }
        port = bound.channel();
    }

    /** What every accepted connection gets. */
    private final class Connections extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channels.add(channel);
            ChannelPipeline pipeline = channel.pipeline();
            config.sslContext().ifPresent(context -> pipeline.addLast(sslHandler(context)));
            speakHttp(pipeline, server);
        }
    }

    /** What every connection speaks at first, behind TLS if there is that. */
    static void speakHttp(ChannelPipeline pipeline, EngineServer server) {
        pipeline.addLast(new HttpServerCodec(MAX_HEADER, MAX_HEADER, MAX_CHUNK));
        pipeline.addLast(new HttpServerKeepAliveHandler());
        pipeline.addLast(new HttpServerExpectContinueHandler());
        pipeline.addLast(new RequestHandler(server));
    }

    private static SslHandler sslHandler(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
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
        Channel started = port;
        if (started == null) {
            throw new IllegalStateException("The server was not started");
        }
        return (InetSocketAddress) started.localAddress();
    }

    /** Ends everything, and waits for it unless this is the loop itself. */
    void close() {
        loop.run(this::closeOnLoop);
        loop.awaitEnd(END);
    }

    private void closeOnLoop() {
        if (closing) {
            return;
        }
        closing = true;
        Channel started = port;
        if (started != null) {
            var unused = started.close();
        }
        server.shutDown();
        channels.forEach(Listener::closeWhenWritten);
        channels.newCloseFuture().addListener(all -> loop.stop());
        var unused = loop.schedule(this::hangUp, GOODBYE.toNanos());
    }

    private void hangUp() {
        var unused = channels.close();
    }

    /** A WebSocket ends when its client has answered the close frame. */
    private static void closeWhenWritten(Channel channel) {
        if (channel.pipeline().get(WebSocketLink.class) == null) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
