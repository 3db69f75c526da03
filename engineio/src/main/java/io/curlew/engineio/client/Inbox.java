package io.curlew.engineio.client;

import io.curlew.engineio.protocol.EnginePacket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where messages wait for the thread that asks for them. Filled by the loop, which also says when no more will come. */
final class Inbox {
    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();

    private final AtomicInteger readers = new AtomicInteger();
    private volatile Runnable added = () -> {};

    private record Entry(Optional<EnginePacket.Message> message, Runnable onTaken) {
        static final Entry END = new Entry(Optional.empty(), () -> {});
    }

    /** What waiting for a message led to. */
    sealed interface Outcome {
        /** A message. */
        record Taken(EnginePacket.Message message) implements Outcome {}

        /** None in time. */
        record TimedOut() implements Outcome {}

        /** There will be none. */
        record Ended() implements Outcome {}
    }

    /** Somebody is going to take messages. */
    void open() {
        int unused = readers.incrementAndGet();
    }

    /** One of those takes no more; without any of them nothing is kept. */
    void leave() {
        if (readers.decrementAndGet() == 0) {
            discard();
        }
    }

    private void discard() {
        for (Entry entry : List.copyOf(entries)) {
            if (entry.message().isPresent() && entries.remove(entry)) {
                entry.onTaken().run();
            }
        }
    }

    void add(EnginePacket.Message message, Runnable onTaken) {
        entries.add(new Entry(Optional.of(message), onTaken));
        if (readers.get() == 0) {
            discard();
        }
        added.run();
    }

    void end() {
        entries.add(Entry.END);
        added.run();
    }

    /** Sets what to run after each change. */
    void onAdded(Runnable callback) {
        added = callback;
    }

    /** Returns whether all messages were taken and none will come. */
    boolean isAtEnd() {
        Entry next = entries.peek();
        return next != null && next.message().isEmpty();
    }

    /** Takes what is there, without waiting. */
    Outcome poll() {
        Entry entry = entries.poll();
        return entry == null ? new Outcome.TimedOut() : outcome(entry);
    }

    Outcome take(Duration timeout) throws InterruptedException {
        Entry entry = entries.poll(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        return entry == null ? new Outcome.TimedOut() : outcome(entry);
    }

    Outcome take() throws InterruptedException {
        return outcome(entries.take());
    }

    private Outcome outcome(Entry entry) {
        if (entry.message().isEmpty()) {
            // For the other threads that wait, and for every later call.
            entries.add(entry);
            // One who looked meanwhile found nothing.
            added.run();
            return new Outcome.Ended();
        }
        entry.onTaken().run();
        return new Outcome.Taken(entry.message().get());
    }
}
