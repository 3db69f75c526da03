package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.util.concurrent.Executor;

/**
 * Opens connections to one target: the name, TCP, TLS. What is between this side and the target (a proxy) and which
 * address is tried first is known here and nowhere else.
 *
 * @param type for whom, named in failures
 * @param config the time it may take, and how it is done
 * @param target where to
 * @param loop the loop that drives the channels and receives their outcome
 * @param offLoop runs what may block: looking up names, loading trust anchors, checking certificates
 */
record Connector(TransportType type, TransportConfig config, Target target, EventLoop loop, Executor offLoop) {
    /** As much as is written from one buffer: Netty's pool has places of this size, and uses them again one by one. */
    static final int CHUNK = 16 * 1024;

    /** Keeps a fast link busy between two turns of the loop, and 1 000 stalled connections under 256 MiB. */
    private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private static final int ANY_PORT = 0;

    /** What became of a {@link Dial}. One of the two is called, on the loop, never from inside {@link #dial}. */
    interface Outcome {
        /** The channel is connected, with TLS when asked for; nothing but TLS is in its pipeline. */
        void connected(Channel channel);

        /** There is no connection; also when {@link #connected} threw. */
        void failed(TransportException why);
    }

    /** Starts to connect. */
    Dial dial(Outcome outcome) {
        Dial dial = new Dial(this, outcome);
        dial.start();
        return dial;
    }

    Bootstrap bootstrap() {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(SocketChannels.of(loop))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS);
        config.dial().local().ifPresent(address -> bootstrap.localAddress(address, ANY_PORT));
        return bootstrap;
    }
}
