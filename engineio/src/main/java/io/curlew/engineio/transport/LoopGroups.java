package io.curlew.engineio.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.kqueue.KQueueEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.ThreadFactory;

/**
 * The groups of event loops that Netty 4.1 and 4.2 have in common. 4.2 prefers classes that 4.1 does not have, so they
 * are deprecated there, and named only here. Each kind is in a class of its own, which the JVM loads only where the
 * kind exists.
 */
@SuppressWarnings("deprecation")
final class LoopGroups {
    private LoopGroups() {}

    static final class Nio {
        private Nio() {}

        static EventLoopGroup create(int threads, ThreadFactory factory) {
            return new NioEventLoopGroup(threads, factory);
        }

        static boolean has(EventLoop loop) {
            return loop.parent() instanceof NioEventLoopGroup;
        }
    }

    static final class Epoll {
        private Epoll() {}

        static EventLoopGroup create(int threads, ThreadFactory factory) {
            return new EpollEventLoopGroup(threads, factory);
        }

        static boolean has(EventLoop loop) {
            return loop.parent() instanceof EpollEventLoopGroup;
        }
    }

    static final class KQueue {
        private KQueue() {}

        static EventLoopGroup create(int threads, ThreadFactory factory) {
            return new KQueueEventLoopGroup(threads, factory);
        }

        static boolean has(EventLoop loop) {
            return loop.parent() instanceof KQueueEventLoopGroup;
        }
    }
}
