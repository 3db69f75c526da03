package io.curlew.fuzz;

import com.sun.management.ThreadMXBean;
import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A loop and a thread for callbacks that outlive clients, so that it is known what these allocate. */
final class OwnThreads {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final EventLoops loops = EventLoops.create(1);
    private final EventLoop loop = loops.next();
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor(OwnThreads::daemon);
    private final Thread loopThread;
    private final Thread callbackThread;
    private Set<Thread> all = Set.of();

    OwnThreads() {
        loopThread = CompletableFuture.supplyAsync(Thread::currentThread, loop).join();
        callbackThread =
                CompletableFuture.supplyAsync(Thread::currentThread, callbacks).join();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "callbacks");
        thread.setDaemon(true);
        return thread;
    }

    void useBy(SocketIoClientBuilder client) {
        client.eventLoops(loops).callbackExecutor(callbacks);
    }

    /** A first client has come and gone: what is there now stays, with the thread that watches the loop. */
    void begun() {
        all = ofClients();
    }

    /** Whether no thread of a client is there but these. */
    boolean areAlone() {
        return all.containsAll(ofClients());
    }

    private static Set<Thread> ofClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("curlew-"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns how many bytes they have allocated so far. */
    long allocated() {
        return THREADS.getThreadAllocatedBytes(loopThread.getId())
                + THREADS.getThreadAllocatedBytes(callbackThread.getId());
    }

    void checkLoopIsAlive(Ending ending) throws InterruptedException {
        CountDownLatch turned = new CountDownLatch(1);
        loop.execute(turned::countDown);
        ending.await("the event loop is alive", () -> turned.getCount() == 0);
    }
}
