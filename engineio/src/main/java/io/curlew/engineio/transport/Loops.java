package io.curlew.engineio.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Event loops of Netty's: epoll or kqueue where one of them loads, else NIO. Their threads are daemons and start when
 * first needed.
 */
public final class Loops {
    private final MultiThreadIoEventLoopGroup group;
    private final LoopWatch watch;

    public Loops(int threads) {
        this(threads, new LoopWatch());
    }

    Loops(int threads, LoopWatch watch) {
        this.group = new MultiThreadIoEventLoopGroup(threads, new LoopThreads(), ioHandler());
        this.watch = watch;
    }

    /** Returns one of the loops, in turn. */
    public Loop next() {
        EventLoop next = group.next();
        return new Loop(next, () -> watch.add(next));
    }

    /** Ends the loops at once, with what is left on them. Does not wait. */
    public void close() {
        watch.close();
        Future<?> unused = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Returns whether the calling thread is a loop, of whichever set. */
    public static boolean isLoopThread() {
        return Thread.currentThread() instanceof LoopThread;
    }

    /** Makes threads that can be told from others. */
    private static final class LoopThreads extends DefaultThreadFactory {
        LoopThreads() {
            super("curlew-loop", true);
        }

        @Override
        protected Thread newThread(Runnable task, String name) {
            return new LoopThread(threadGroup, task, name);
        }
    }

    private static final class LoopThread extends FastThreadLocalThread {
        LoopThread(ThreadGroup group, Runnable task, String name) {
            super(group, task, name);
        }
    }

    private static IoHandlerFactory ioHandler() {
        if (Epoll.isAvailable()) {
            return Epoll.ioHandler();
        }
        return KQueue.isAvailable() ? KQueue.ioHandler() : NioIoHandler.newFactory();
    }

    /** Apart from the rest, so that its classes are asked for only where they are. */
    private static final class Epoll {
        static boolean isAvailable() {
            try {
                return io.netty.channel.epoll.Epoll.isAvailable();
            } catch (LinkageError notOnClassPath) {
                return false;
            }
        }

        static IoHandlerFactory ioHandler() {
            return io.netty.channel.epoll.EpollIoHandler.newFactory();
        }
    }

    /** What epoll is to Linux, on macOS and BSD. */
    private static final class KQueue {
        static boolean isAvailable() {
            try {
                return io.netty.channel.kqueue.KQueue.isAvailable();
            } catch (LinkageError notOnClassPath) {
                return false;
            }
        }

        static IoHandlerFactory ioHandler() {
            return io.netty.channel.kqueue.KQueueIoHandler.newFactory();
        }
    }
}
