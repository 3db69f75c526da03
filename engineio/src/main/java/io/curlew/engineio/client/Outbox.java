package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EngineData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Carries units of messages from the threads that send to the loop: one wake-up for a burst, each thread's in order. */
final class Outbox {
    private final ConcurrentLinkedQueue<List<EngineData>> units = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakingUp = new AtomicBoolean();
    private final EventLoop loop;
    private final Runnable drain;

    /** @param drain run on the loop, is to take what is there */
    Outbox(EventLoop loop, Runnable drain) {
        this.loop = loop;
        this.drain = drain;
    }

    /** @throws RejectedExecutionException when the loop has ended */
    void add(List<EngineData> unit) {
        units.add(unit);
        if (wakingUp.compareAndSet(false, true)) {
            try {
                loop.execute(this::wakeUp);
            } catch (RejectedExecutionException loopIsGone) {
                // Whoever sends next is to hear of it too.
                wakingUp.set(false);
                throw loopIsGone;
            }
        }
    }

    /** Takes a unit, or one like it, out again. Returns whether it was still there. */
    boolean takeBack(List<EngineData> unit) {
        return units.remove(unit);
    }

    /** Takes all that is there now. What senders add meanwhile waits for its own turn, or they could keep the loop busy. */
    void takeAll(Consumer<List<EngineData>> taker) {
        List<EngineData> mark = new ArrayList<>();
        units.add(mark);
        for (List<EngineData> unit = units.poll(); unit != null && unit != mark; unit = units.poll()) {
            taker.accept(unit);
        }
    }

    private void wakeUp() {
        // First the flag: what is added from now on wakes the loop again.
        wakingUp.set(false);
        drain.run();
    }
}
