package io.curlew.socketio.client;

import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.delivery.Backlog;
import io.curlew.engineio.delivery.Mailbox;
import io.curlew.engineio.delivery.SendAccount;
import io.curlew.engineio.delivery.ThreadShare;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.session.ConnectionState;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client at work, from its first use to its end: the threads it has borrowed, and the way from the application's
 * threads to the loop. Safe for use by many threads.
 */
final class ClientRun implements Backpressure {
    private final ThreadShare threads = ThreadShare.take();
    private final EventLoop loop;
    private final Delivery delivery;
    private final SendAccount budget;
    private final boolean dropsOldest;
    private final ClientDriver driver;
    private final Owner owner;

    /** Begins one. */
    ClientRun(ClientSettings settings, Owner owner) {
        Executor callbacks = settings.callbackExecutor().orElse(threads.callbacks());
        this.loop = settings.eventLoops().map(EventLoops::next).orElseGet(threads::nextLoop);
        this.delivery = new Delivery(
                loop,
                callbacks,
                settings.direct(),
                settings.errorHandler(),
                settings.incoming(),
                new Backlog(settings.incoming(), this::backlogHasRoom),
                this);
        this.budget = new SendAccount(settings.budget());
        this.dropsOldest = settings.session().holdsBack();
        this.owner = owner;
        this.driver = new ClientDriver(settings, loop, threads.callbacks(), delivery, budget, owner, this::end);
    }

    private void end() {
        owner.ended();
        threads.close();
    }

    @Override
    public void backlogIsFull() {
        driver.backlogIsFull();
    }

    @Override
    public void backlogIsFullOfSignals() {
        driver.backlogIsFullOfSignals();
    }

    @Override
    public void backlogHasRoom() {
        driver.backlogHasRoom();
    }

    Delivery delivery() {
        return delivery;
    }

    /** Returns what takes requests, on the loop only. */
    Requests requests() {
        return driver.requests();
    }

    /** Returns the connection there is now. */
    Optional<Wire> wire() {
        return driver.wire();
    }

    ConnectionState connectionState() {
        return driver.state();
    }

    /** Counts a volatile event that is not sent. */
    void discarded() {
        owner.discarded();
    }

    /**
     * Hands something over to the loop.
     *
     * @param refused runs, on any thread, if the loop ends after this has returned and before it came to the input
     * @throws IllegalStateException when the loop has ended
     */
    void input(Consumer<Requests> input, Consumer<IllegalStateException> refused) {
        try {
            driver.request(input, () -> refused.accept(loopIsGone(null)));
        } catch (RejectedExecutionException rejected) {
            throw loopIsGone(rejected);
        }
    }

    /**
     * Hands an event over to the loop; see {@link #input}.
     *
     * @throws IllegalStateException when the loop has ended
     */
    void emit(Mailbox.Input emission) {
        try {
            driver.request(emission);
        } catch (RejectedExecutionException rejected) {
            throw loopIsGone(rejected);
        }
    }

    /** Hands something over that is of no matter any more when the loop has ended. */
    void inputIfRunning(Consumer<Requests> input) {
        try {
            input(input, loopIsGone -> {});
        } catch (IllegalStateException loopIsGone) {
            return;
        }
    }

    /** The error handler receives what was accepted and came to the loop too late. */
    void tellLost(IllegalStateException loopIsGone) {
        delivery.tell(() -> delivery.thrown(loopIsGone));
    }

    static IllegalStateException loopIsGone(@Nullable Throwable cause) {
        return new IllegalStateException("The client is closed, or its event loops are", cause);
    }

    /** Reserves room for a packet; see {@link SendAccount#reserve}. */
    void reserve(EncodedPacket packet) {
        budget.reserve(packet.frames().size(), packet.size(), !EventLoops.isLoopThread());
    }

    /**
     * Reserves room for an event that may be kept: if the client is to drop the oldest for it, room that is not there.
     */
    void reserveToKeep(EncodedPacket packet) {
        if (dropsOldest) {
            budget.overdraw(packet.frames().size(), packet.size(), !EventLoops.isLoopThread());
        } else {
            reserve(packet);
        }
    }

    int bufferedPackets() {
        return budget.reservedPackets();
    }

    long bufferedBytes() {
        return budget.reservedBytes();
    }

    void release(EncodedPacket packet) {
        budget.release(packet.frames().size(), packet.size());
    }

    /** @throws IllegalArgumentException when the packet is known to be too large for the server */
    void requireFits(EncodedPacket packet) {
        wire().ifPresent(wire -> wire.requireFits(packet));
    }

    /** Returns whether the calling thread is one that this client needs to get on. */
    boolean mustNotBlock() {
        return EventLoops.isLoopThread() || delivery.isInCallback();
    }
}
