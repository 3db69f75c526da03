package io.curlew.engineio.transport;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** The kind of TCP channel that goes with an event loop. */
final class SocketChannels {
    private SocketChannels() {}

    static ChannelFactory<SocketChannel> of(EventLoop loop) {
        if (loop instanceof IoEventLoop io) {
            if (io.isIoType(NioIoHandler.class)) {
                return NioSocketChannel::new;
            }
            if (OnEpoll.drives(io)) {
                return OnEpoll.channels();
            }
            if (OnKQueue.drives(io)) {
                return OnKQueue.channels();
            }
        }
        throw new IllegalArgumentException("The event loop must be one of NIO, epoll or kqueue");
    }

    /**
     * Epoll's classes are optional: they are named here only, so that they are looked for only by a loop not of NIO.
     */
    private static final class OnEpoll {
        static boolean drives(IoEventLoop loop) {
            try {
                return loop.isIoType(EpollIoHandler.class);
            } catch (NoClassDefFoundError notThere) {
                return false;
            }
        }

        static ChannelFactory<SocketChannel> channels() {
            return EpollSocketChannel::new;
        }
    }

    /** As {@link OnEpoll}. */
    private static final class OnKQueue {
        static boolean drives(IoEventLoop loop) {
            try {
                return loop.isIoType(KQueueIoHandler.class);
            } catch (NoClassDefFoundError notThere) {
                return false;
            }
        }

        static ChannelFactory<SocketChannel> channels() {
            return KQueueSocketChannel::new;
        }
    }
}
