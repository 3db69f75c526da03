package io.curlew.engineio.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import javax.net.ssl.SSLException;

/**
 * Bounds what TLS says by itself, as the network side of it sees that. A peer asks for an answer with a few bytes (a
 * key update, RFC 8446, section 4.6.3), and need not read it: what waits to be written would grow for as long as it
 * asks, at many times its bytes.
 */
final class TlsReplies extends ChannelOutboundHandlerAdapter {
    /** Handshake messages after the handshake, and alerts, are shorter with any cipher. */
    private static final int SMALL = 64;
    /** The application never has so many small records waiting: the channel says before that it takes no more. */
    private static final int MAX_WAITING = 1024;

    private int waiting;
    private boolean over;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!isSmall(message)) {
            var unused = context.write(message, promise);
            return;
        }
        waiting++;
        var unused = context.write(message, promise.unvoid().addListener(done -> waiting--));
        if (waiting > MAX_WAITING && !over) {
            over = true;
            end(context);
        }
    }

    private static boolean isSmall(Object message) {
        return message instanceof ByteBuf bytes && bytes.readableBytes() <= SMALL;
    }

    /** First the reason, since what comes of closing would be taken for one. */
    private static void end(ChannelHandlerContext context) {
        context.fireExceptionCaught(
                new SSLException("the server asked for more than " + MAX_WAITING + " answers without reading them"));
        var unused = context.close();
    }
}
