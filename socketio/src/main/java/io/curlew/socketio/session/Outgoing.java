package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Args;

/**
 * What a namespace sends: at once while it is connected, else as soon as it is; what it sends again; and the answers.
 */
final class Outgoing {
    private final String namespace;
    private final Core core;
    private final SendBuffer unsent;
    private final PendingAcks acks;
    private final RetryQueue retries;
    private final Proof proof = new Proof();

    Outgoing(String namespace, Core core) {
        this.namespace = namespace;
        this.core = core;
        this.unsent = new SendBuffer(namespace, core);
        this.acks = new PendingAcks(namespace, core, unsent);
        this.retries = new RetryQueue(namespace, core, proof);
    }

    /** Returns whether the server is known to have read all that was sent. */
    Proof proof() {
        return proof;
    }

    /** Returns how many events are still to be sent, or may have to be sent again. */
    int unsent() {
        return unsent.size() + retries.size();
    }

    /** Returns whether an event that is sent only once has to wait behind others. */
    boolean isBuffering() {
        return !unsent.isEmpty();
    }

    /** Returns when the event came that has waited longest; {@link ClientSession#NONE} when none waits. */
    long oldest() {
        return Math.min(oldestUnsent(), retries.oldest());
    }

    private long oldestUnsent() {
        SendBuffer.Entry oldest = unsent.oldest();
        return oldest == null ? ClientSession.NONE : oldest.since();
    }

    /** Takes an event that is to be sent until it is answered. */
    void retry(Emit emit, boolean canSend, long now) {
        retries.add(emit, now);
        if (canSend) {
            retries.open(now);
        } else {
            retries.pause();
        }
    }

    void send(Emit emit, long now) {
        acks.sent(emit, now);
        write(emit);
    }

    private void write(Emit emit) {
        proof.sent(emit.ackId());
        core.add(new SocketAction.SendEvent(namespace, emit));
    }

    void keep(Emit emit, long now) {
        SendBuffer.Entry entry = unsent.add(emit, now);
        acks.buffered(entry, now);
        if (emit.timeToLive() != ClientSession.NONE) {
            long end = Core.after(now, emit.timeToLive());
            entry.livesUntil(core.timers().start(end, at -> drop(entry, DropReason.EXPIRED)));
        }
    }

    /** Drops an event that never entered the buffer. */
    void refuse(Emit emit, DropReason drop, AckFailure why) {
        core.add(new SocketAction.Dropped(namespace, emit, drop));
        if (emit.ackId().isPresent()) {
            core.add(new SocketAction.AckFailed(namespace, emit, why));
        }
    }

    /** Sends what was kept, the oldest first, until that makes so many bytes. */
    void flush(long bytes, long now) {
        for (Emit emit : unsent.take(bytes)) {
            acks.flushed(emit);
            write(emit);
        }
        retries.open(now);
    }

    /** Drops the event that has waited longest. */
    void dropOldest() {
        SendBuffer.Entry oldest = unsent.oldest();
        if (oldest != null && oldest.since() <= retries.oldest()) {
            drop(oldest, DropReason.OVERFLOW);
        } else {
            retries.dropOldest();
        }
    }

    /** Returns how many packets the event has that has waited longest; 0 when none waits. */
    int oldestPackets() {
        SendBuffer.Entry oldest = unsent.oldest();
        return oldest != null && oldest.since() <= retries.oldest()
                ? oldest.emit().packet().frames().size()
                : retries.oldestPackets();
    }

    /** Drops all that waits. */
    void clear() {
        for (SendBuffer.Entry next = unsent.oldest(); next != null; next = unsent.oldest()) {
            drop(next, DropReason.CLEARED);
        }
        retries.clear();
    }

    /** Takes an answer; returns false if it is not awaited. */
    boolean answered(long ackId, Args args, int memory, long now) {
        proof.answered(ackId);
        return retries.answered(ackId, args, memory, now) || acks.arrived(ackId, args, memory);
    }

    void cancelAck(long ackId, long now) {
        acks.cancel(ackId);
        retries.cancel(ackId, now);
    }

    /** The answers to what was sent can't come any more. */
    void failSent(AckFailure why) {
        acks.failSent(why);
        retries.lost(why);
    }

    /** Nothing will be sent any more. */
    void close() {
        for (SendBuffer.Entry next = unsent.oldest(); next != null; next = unsent.oldest()) {
            unsent.drop(next, DropReason.CLOSED);
        }
        acks.failAll(AckFailure.CLOSED);
        retries.close();
    }

    private void drop(SendBuffer.Entry entry, DropReason why) {
        unsent.drop(entry, why);
        acks.dropped(entry.emit());
    }
}
