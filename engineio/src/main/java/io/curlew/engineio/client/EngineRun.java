package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.session.EngineSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A socket at work, from its first use to its end: the threads it has borrowed, and the way from the application's
 * threads to the loop. Safe for use by many threads.
 */
final class EngineRun {
    private final SocketView view;
    private final EventLoop loop;
    private final Delivery delivery;
    private final Unwritten unwritten;
    private final Outbox outbox;
    private final EngineDriver driver;
    private final AtomicBoolean released = new AtomicBoolean();

    EngineRun(EngineSettings settings, Callbacks callbacks, SocketView view) {
        SharedThreads shared = SharedThreads.acquire();
        Executor executor = settings.callbackExecutor().orElse(shared.callbacks());
        this.view = view;
        this.loop = settings.loop().orElseGet(shared.loops()::next);
        this.delivery = new Delivery(
                callbacks, executor, settings.direct(), new Backlog(settings.incoming(), this::backlogHasRoom));
        this.unwritten = new Unwritten(settings.budget().map(SendBudget::fresh), delivery, callbacks);
        this.outbox = new Outbox(loop, this::drainOutbox);
        this.driver = new EngineDriver(
                new EngineSession(settings.session()),
                loop,
                settings.network().on(loop, shared.callbacks()),
                delivery,
                callbacks,
                view,
                unwritten,
                this::releaseThreads);
    }

    private void releaseThreads() {
        if (released.compareAndSet(false, true)) {
            SharedThreads.release();
        }
    }

    void connect() {
        onLoop(driver::connect);
    }

    void close() {
        onLoop(() -> {
            feedOutbox();
            driver.close();
        });
    }

    /** @param receipt to be completed when it is known whether all that was sent before is read */
    void requestReceipt(CompletableFuture<Boolean> receipt) {
        boolean accepted = isAccepted(() -> {
            feedOutbox();
            driver.requestReceipt(receipt);
        });
        if (!accepted) {
            receipt.complete(false);
        }
    }

    void cancelUpgrade() {
        onLoop(driver::cancelUpgrade);
    }

    void send(List<EngineData> unit) {
        boolean onLoop = loop.isCurrentThread();
        long bytes = 0;
        for (EngineData data : unit) {
            bytes += data.size();
        }
        unwritten.reserve(unit.size(), bytes, !EventLoops.isLoopThread());
        if (onLoop) {
            driver.feed(unit);
            driver.drain();
        } else {
            hand(unit, bytes);
        }
    }

    private void hand(List<EngineData> unit, long bytes) {
        try {
            outbox.add(unit);
        } catch (RejectedExecutionException loopIsGone) {
            boolean mine = outbox.takeBack(unit);
            dropOutbox();
            if (mine) {
                unwritten.refuse(unit.size(), bytes);
                throw new EngineClosedException(view.close().orElseThrow(() -> loopIsGone));
            }
        }
    }

    /** What other threads put there while nobody polled any more is dropped like all that comes too late. */
    private void dropOutbox() {
        outbox.takeAll(unit ->
                unwritten.release(unit.stream().map(EnginePacket.Message::new).toList()));
        delivery.flush();
    }

    void pauseReading(boolean paused) {
        onLoop(() -> driver.pauseReading(paused));
    }

    long bufferedBytes() {
        return unwritten.bytes();
    }

    boolean sleptSincePing() {
        if (!loop.isCurrentThread()) {
            throw new IllegalStateException("To be asked on the event loop of the socket only");
        }
        return driver.sleptSincePing();
    }

    boolean heartbeatOverdue() {
        return driver.heartbeatOverdue();
    }

    Executor callbackExecutor() {
        return delivery.executor();
    }

    /** Returns whether the calling thread is one that this socket, or another one, needs to get on. */
    boolean mustNotBlock() {
        return EventLoops.isLoopThread() || delivery.isInCallback();
    }

    private void backlogHasRoom() {
        onLoop(driver::backlogHasRoom);
    }

    private void drainOutbox() {
        feedOutbox();
        driver.drain();
    }

    private void feedOutbox() {
        outbox.takeAll(driver::feed);
    }

    private void onLoop(Runnable task) {
        boolean unused = isAccepted(task);
    }

    /** Runs the task on the loop. Returns false when the loop has ended, and the socket before it. */
    private boolean isAccepted(Runnable task) {
        if (loop.isCurrentThread()) {
            task.run();
            return true;
        }
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException loopIsGone) {
            if (view.close().isEmpty()) {
                releaseThreads();
                throw new IllegalStateException("The event loops of this socket were closed before it", loopIsGone);
            }
            return false;
        }
    }
}
