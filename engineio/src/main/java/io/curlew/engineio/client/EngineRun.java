package io.curlew.engineio.client;

import io.curlew.engineio.delivery.Mailbox;
import io.curlew.engineio.delivery.SendAccount;
import io.curlew.engineio.delivery.ThreadShare;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.session.EngineSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A socket at work, from its first use to its end: the threads it has borrowed, and the way from the application's
 * threads to the loop. Safe for use by many threads.
 */
final class EngineRun implements Backpressure {
    private final ThreadShare threads = ThreadShare.take();
    private final SocketView view;
    private final EventLoop loop;
    private final EngineDelivery delivery;
    private final Unwritten unwritten;
    /** The way from other threads to the loop; null as long as nobody has needed it, as under a Socket.IO client. */
    private volatile @Nullable Mailbox mailbox;

    private final TransportOpener opener;
    private final EngineDriver driver;

    /** Messages on their way to the loop. */
    private final class Unit implements Mailbox.Input {
        private final List<EngineData> messages;
        private final long bytes;

        Unit(List<EngineData> messages, long bytes) {
            this.messages = messages;
            this.bytes = bytes;
        }

        @Override
        public void run() {
            driver.feed(messages);
        }

        @Override
        public void refused() {
            unwritten.release(messages.size(), bytes);
            delivery.flush();
        }
    }

    EngineRun(EngineSettings settings, Callbacks callbacks, SocketView view) {
        Executor executor = settings.callbackExecutor().orElse(threads.callbacks());
        this.view = view;
        this.loop = settings.loop().orElseGet(threads::nextLoop);
        this.delivery = EngineDelivery.of(settings, callbacks, executor, this);
        this.unwritten = new Unwritten(settings.budget().map(SendAccount::new), delivery);
        this.opener = settings.network().on(loop, threads.callbacks());
        this.driver = new EngineDriver(
                new EngineSession(settings.session()),
                loop,
                opener,
                delivery,
                callbacks,
                view,
                unwritten,
                threads::close);
    }

    void connect() {
        onLoop(driver::connect);
    }

    void close() {
        onLoop(() -> {
            runWaiting();
            driver.close();
        });
    }

    /** @param receipt to be completed when it is known whether all that was sent before is read */
    void requestReceipt(CompletableFuture<Boolean> receipt) {
        boolean accepted = isAccepted(() -> {
            runWaiting();
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
        long bytes = 0;
        for (EngineData data : unit) {
            bytes += data.size();
        }
        unwritten.reserve(unit.size(), bytes, !EventLoops.isLoopThread());
        try {
            handOver(unit, bytes);
        } catch (RejectedExecutionException loopIsGone) {
            unwritten.refuse(unit.size(), bytes);
            throw new EngineClosedException(view.close().orElseThrow(() -> loopIsGone));
        } catch (Throwable notHandedOver) {
            unwritten.refuse(unit.size(), bytes);
            throw notHandedOver;
        }
    }

    void pauseReading(boolean paused) {
        onLoop(() -> driver.pauseReading(paused));
    }

    Optional<String> suppliedServer() {
        return opener.suppliedServer();
    }

    long bufferedBytes() {
        return unwritten.bytes();
    }

    boolean sleptSincePing() {
        if (!loop.isCurrentThread()) {
            throw new IllegalStateException("sleptSincePing() must be called on the socket's event loop");
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

    @Override
    public void backlogIsFull() {
        driver.backlogIsFull();
    }

    @Override
    public void backlogHasRoom() {
        try {
            onLoop(driver::backlogHasRoom);
        } catch (IllegalStateException loopIsGone) {
            return; // nothing is read any more, and who has just taken a message is to get it
        }
    }

    private void handOver(List<EngineData> unit, long bytes) {
        if (mailbox == null && loop.isCurrentThread()) {
            driver.feed(unit); // nothing waits before it
            driver.drain();
        } else {
            mailbox().add(new Unit(unit, bytes));
        }
    }

    private synchronized Mailbox mailbox() {
        Mailbox made = mailbox;
        if (made == null) {
            made = new Mailbox(loop, this::drainMailbox);
            mailbox = made;
        }
        return made;
    }

    private void drainMailbox() {
        runWaiting();
        driver.drain();
    }

    private void runWaiting() {
        Mailbox waiting = mailbox;
        if (waiting != null) {
            waiting.runAll();
        }
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
                threads.close();
                throw new IllegalStateException(
                        "The event loops of this socket were closed before the socket", loopIsGone);
            }
            return false;
        }
    }
}
