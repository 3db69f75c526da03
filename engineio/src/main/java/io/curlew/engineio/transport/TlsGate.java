package io.curlew.engineio.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;

/**
 * Stands at the end of a connecting channel's pipeline and reports how TLS went. Until then no handler that could write
 * a request is in the pipeline, so none goes out before the server's certificate and name are checked.
 */
final class TlsGate extends ChannelInboundHandlerAdapter {
    private final Consumer<Channel> secured;
    private final BiConsumer<Channel, Throwable> failed;

    TlsGate(Consumer<Channel> secured, BiConsumer<Channel, Throwable> failed) {
        this.secured = secured;
        this.failed = failed;
    }

    /** Takes everything but the gate away. */
    static void leaveAlone(ChannelPipeline pipeline) {
        for (ChannelHandler handler : pipeline.toMap().values()) {
            if (!(handler instanceof TlsGate)) {
                pipeline.remove(handler);
            }
        }
    }

    /** Starts TLS on a connected channel that has a gate. */
    static void handshake(Channel channel, TlsEngines engines, Connector connector) {
        SSLEngine engine = engines.engine(channel.alloc(), connector.target());
        SslHandler handler = new SslHandler(engine, connector.offLoop());
        // The dial's own deadline is the only one.
        handler.setHandshakeTimeoutMillis(0);
        channel.pipeline().addFirst(new TlsReplies(), handler);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion) {
            if (completion.isSuccess()) {
                secured.accept(context.channel());
            } else {
                failed.accept(context.channel(), completion.cause());
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        failed.accept(context.channel(), new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed.accept(context.channel(), cause);
    }
}
