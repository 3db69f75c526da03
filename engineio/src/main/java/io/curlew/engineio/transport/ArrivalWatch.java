package io.curlew.engineio.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/** Sees whether anything of an answer has arrived, be it a byte of which no decoder has made anything yet. */
final class ArrivalWatch extends ChannelInboundHandlerAdapter {
    /** Where bytes come from the network, encrypted if there is TLS. */
    private final ArrivalWatch wire;

    private boolean arrived;
    private boolean goodbye;

    private ArrivalWatch(ArrivalWatch wire) {
        this.wire = wire;
    }

    private ArrivalWatch() {
        this.wire = this;
    }

    /** Watches both ends of a pipeline that has nothing but TLS in it, if that. */
    static ArrivalWatch on(Channel channel) {
        ArrivalWatch wire = new ArrivalWatch();
        ArrivalWatch watch = new ArrivalWatch(wire);
        channel.pipeline().addFirst(wire).addLast(watch);
        return watch;
    }

    /** Forgets what arrived before. */
    void restart() {
        arrived = false;
        wire.arrived = false;
    }

    /**
     * Returns whether nothing of an answer has come. Over TLS a record that was cut off counts as a part of one, unless
     * the peer said goodbye: then what came was that, and no record is missing.
     */
    boolean nothingHasCome() {
        return !arrived && (goodbye || !wire.arrived);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        arrived = true;
        context.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        goodbye |= event == SslCloseCompletionEvent.SUCCESS;
        context.fireUserEventTriggered(event);
    }
}
