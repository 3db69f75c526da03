package io.curlew.testserver;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;

/** Closes a connection when so many bytes have been sent on it, in the middle of whatever that is. */
final class CutAfter extends ChannelOutboundHandlerAdapter {
    private int left;
    private boolean cut;

    private CutAfter(int bytes) {
        this.left = bytes;
    }

    /** Counts from now on; in front of TLS, if there is any. */
    static void install(Channel channel, int bytes) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore(pipeline.context(HttpServerCodec.class).name(), null, new CutAfter(bytes));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!cut && message instanceof ByteBuf bytes) {
            if (bytes.readableBytes() < left) {
                left -= bytes.readableBytes();
                var unused = context.write(message, promise);
                return;
            }
            cut(context, bytes);
        }
        ReferenceCountUtil.release(message);
        promise.tryFailure(new ClosedChannelException());
    }

    private void cut(ChannelHandlerContext context, ByteBuf last) {
        cut = true;
        context.writeAndFlush(last.readRetainedSlice(left)).addListener(ChannelFutureListener.CLOSE);
    }
}
