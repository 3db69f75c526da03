package io.curlew.engineio.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Event loops of Netty's: epoll or kqueue where one of them loads, else NIO. Their threads are daemons and start when
 * first needed.
 */
public final class Loops {
    /**
     * Typed so that {@code next()} compiles to the method of Netty 4.1 and 4.2, not to an override that only 4.2 has.
     */
    private final EventLoopGroup group;

    private final LoopWatch watch;
    private final Map<EventLoop, Loop> loops = new ConcurrentHashMap<>(); // each is shared by its connections

    public Loops(int threads) {
        this(threads, new LoopWatch());
    }

    Loops(int threads, LoopWatch watch) {
        this.group = newGroup(threads, new LoopThreads());
        this.watch = watch;
    }

    /** Returns one of the loops, in turn. */
    public Loop next() {
        return loops.computeIfAbsent(group.next(), loop -> new Loop(loop, () -> watch.add(loop)));
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

    /** Creates threads with recognizable names. */
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

    private static EventLoopGroup newGroup(int threads, ThreadFactory factory) {
        if (Epoll.isAvailable()) {
            return LoopGroups.Epoll.create(threads, factory);
        }
        return KQueue.isAvailable()
                ? LoopGroups.KQueue.create(threads, factory)
                : LoopGroups.Nio.create(threads, factory);
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
    }
}
