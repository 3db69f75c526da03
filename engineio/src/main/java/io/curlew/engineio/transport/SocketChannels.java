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

/**
 * The kind of TCP channel that goes with an event loop. Netty 4.2 can be asked which kind a loop is; with Netty 4.1,
 * the class of its group tells. Classes that may be missing, because they belong to 4.2 or to a native transport, are
 * named only in nested classes, so that the JVM loads them only where they exist.
 */
final class SocketChannels {
    /** Whether a loop can be asked for its kind. */
    private static final boolean TYPED = isThere("io.netty.channel.IoEventLoop");

    private SocketChannels() {}

    static ChannelFactory<SocketChannel> of(EventLoop loop) {
        if (TYPED ? Typed.isNio(loop) : LoopGroups.Nio.has(loop)) {
            return NioSocketChannel::new;
        }
        if (OnEpoll.drives(loop)) {
            return OnEpoll.channels();
        }
        if (OnKQueue.drives(loop)) {
            return OnKQueue.channels();
        }
        throw new IllegalArgumentException("The event loop must be one of NIO, epoll or kqueue, not "
                + loop.getClass().getName());
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, false, SocketChannels.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException notThere) {
            return false;
        }
    }

    /** Netty 4.2. */
    private static final class Typed {
        static boolean isNio(EventLoop loop) {
            return loop instanceof IoEventLoop io && io.isIoType(NioIoHandler.class);
        }
    }

    private static final class OnEpoll {
        static boolean drives(EventLoop loop) {
            try {
                return TYPED ? TypedEpoll.drives(loop) : LoopGroups.Epoll.has(loop);
            } catch (NoClassDefFoundError notThere) {
                return false;
            }
        }

        static ChannelFactory<SocketChannel> channels() {
            return EpollSocketChannel::new;
        }
    }

    private static final class TypedEpoll {
        static boolean drives(EventLoop loop) {
            return loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
        }
    }

    private static final class OnKQueue {
        static boolean drives(EventLoop loop) {
            try {
                return TYPED ? TypedKQueue.drives(loop) : LoopGroups.KQueue.has(loop);
            } catch (NoClassDefFoundError notThere) {
                return false;
            }
        }

        static ChannelFactory<SocketChannel> channels() {
            return KQueueSocketChannel::new;
        }
    }

    private static final class TypedKQueue {
        static boolean drives(EventLoop loop) {
            return loop instanceof IoEventLoop io && io.isIoType(KQueueIoHandler.class);
        }
    }
}
