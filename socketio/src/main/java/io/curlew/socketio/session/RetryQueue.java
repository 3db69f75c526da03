package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Args;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The events of a namespace that are sent again until they are answered, in order and one at a time. An event stays
 * here, and keeps its room in the send budget, until it ends in exactly one way: {@link SocketAction.Settled} or
 * {@link SocketAction.Dropped}.
 */
final class RetryQueue {
    private final String namespace;
    private final Core core;
    private final Proof proof;
    private Map<Long, Entry> entries = Map.of(); // by ack id; only the first was ever sent
    private boolean open;

    RetryQueue(String namespace, Core core, Proof proof) {
        this.namespace = namespace;
        this.core = core;
        this.proof = proof;
    }

    int size() {
        return entries.size();
    }

    void add(Emit emit, long now) {
        if (entries.isEmpty()) {
            entries = new LinkedHashMap<>();
        }
        Entry entry = new Entry(emit, now, core.timers().never());
        entries.put(entry.id(), entry);
        if (emit.timeToLive() != ClientSession.NONE) {
            long end = Core.after(now, emit.timeToLive());
            entry.timer = core.timers().start(end, at -> drop(entry, DropReason.EXPIRED, AckFailure.DISCARDED));
        }
    }

    /** From now on events can be sent. */
    void open(long now) {
        open = true;
        next(now);
    }

    /** Until {@link #open} nothing is sent; the answer to what was sent may still come. */
    void pause() {
        open = false;
    }

    /** What was sent can't be answered any more. */
    void lost(AckFailure why) {
        pause();
        Entry first = first();
        if (first != null && first.inFlight) {
            failed(first, why);
        }
        if (first != null) {
            first.answerable = false;
        }
    }

    /** Takes an answer to any attempt on this connection; returns false if it is not awaited here. */
    boolean answered(long id, Args args, int memory, long now) {
        Entry entry = entries.get(id);
        if (entry == null || !entry.answerable) {
            return false;
        }
        settle(entry);
        core.add(new SocketAction.AckArrived(namespace, entry.emit, args, memory));
        next(now);
        return true;
    }

    /** Nobody waits for the answer any more, or the connection will never take the event. */
    void cancel(long id, long now) {
        Entry entry = entries.get(id);
        if (entry != null && entry.sends > 0) {
            settle(entry);
            next(now);
        } else if (entry != null) {
            remove(entry);
            core.add(new SocketAction.Dropped(namespace, entry.emit, DropReason.CANCELLED));
        }
    }

    /**
     * Returns when the event came that has waited longest and is not in flight; {@link ClientSession#NONE} for none.
     */
    long oldest() {
        return firstWaiting().map(entry -> entry.since).orElse(ClientSession.NONE);
    }

    int oldestPackets() {
        return firstWaiting().map(entry -> entry.emit.packet().frames().size()).orElse(0);
    }

    void dropOldest() {
        firstWaiting().ifPresent(entry -> drop(entry, DropReason.OVERFLOW, AckFailure.DISCARDED));
    }

    /** Drops all that waits; what is in flight goes on. */
    void clear() {
        for (Optional<Entry> next = firstWaiting(); next.isPresent(); next = firstWaiting()) {
            drop(next.get(), DropReason.CLEARED, AckFailure.DISCARDED);
        }
    }

    /** Nothing will be sent any more. */
    void close() {
        for (Entry next = first(); next != null; next = first()) {
            drop(next, DropReason.CLOSED, AckFailure.CLOSED);
        }
    }

    private void next(long now) {
        Entry first = first();
        if (open && first != null && !first.inFlight) {
            send(first, now);
        }
    }

    private void send(Entry entry, long now) {
        // An answer to an earlier attempt over this connection says nothing about what was sent with this one.
        proof.sent(entry.answerable ? OptionalLong.empty() : entry.emit.ackId());
        entry.timer.cancel();
        entry.sends++;
        entry.inFlight = true;
        entry.answerable = true;
        entry.timer = core.timers().start(Core.after(now, entry.emit.ackTimeout()), at -> unanswered(entry, at));
        core.add(new SocketAction.SendEvent(namespace, entry.emit));
    }

    private void unanswered(Entry entry, long now) {
        failed(entry, AckFailure.TIMEOUT);
        next(now);
    }

    /** An attempt has failed: the event waits to be sent again, or is given up. */
    private void failed(Entry entry, AckFailure why) {
        entry.timer.cancel();
        entry.inFlight = false;
        if (entry.sends > entry.emit.retries()) {
            drop(entry, DropReason.GIVEN_UP, why);
        }
    }

    private void settle(Entry entry) {
        remove(entry);
        core.add(new SocketAction.Settled(namespace, entry.emit));
    }

    private void drop(Entry entry, DropReason drop, AckFailure why) {
        remove(entry);
        core.add(new SocketAction.Dropped(namespace, entry.emit, drop));
        core.add(new SocketAction.AckFailed(namespace, entry.emit, why));
    }

    private void remove(Entry entry) {
        entry.timer.cancel();
        entries.remove(entry.id());
    }

    private @Nullable Entry first() {
        return entries.isEmpty() ? null : entries.values().iterator().next();
    }

    private Optional<Entry> firstWaiting() {
        // At most the first is in flight, so this looks at no more than two.
        return entries.values().stream().filter(entry -> !entry.inFlight).findFirst();
    }

    private static final class Entry {
        private final Emit emit;
        private final long since;
        private Timers.Timer timer; // until the first send that of its time to live, then that of the attempt
        private long sends;
        private boolean inFlight;
        private boolean answerable; // was sent over this connection

        Entry(Emit emit, long since, Timers.Timer timer) {
            this.emit = emit;
            this.since = since;
            this.timer = timer;
        }

        long id() {
            return emit.ackId().orElseThrow();
        }
    }
}
