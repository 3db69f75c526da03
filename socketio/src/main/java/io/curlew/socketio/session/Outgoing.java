package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Args;

/** What a namespace sends: at once while it is connected, else as soon as it is; and the answers to that. */
final class Outgoing {
    private final String namespace;
    private final Core core;
    private final SendBuffer unsent;
    private final PendingAcks acks;

    Outgoing(String namespace, Core core) {
        this.namespace = namespace;
        this.core = core;
        this.unsent = new SendBuffer(namespace, core);
        this.acks = new PendingAcks(namespace, core, unsent);
    }

    int unsent() {
        return unsent.size();
    }

    /** Returns when the event came that has waited longest; {@link ClientSession#NONE} when none waits. */
    long oldest() {
        SendBuffer.Entry oldest = unsent.oldest();
        return oldest == null ? ClientSession.NONE : oldest.since();
    }

    void send(Emit emit, long now) {
        acks.sent(emit, now);
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
        emit.ackId().ifPresent(id -> core.add(new SocketAction.AckFailed(namespace, id, why)));
    }

    /** Sends what was kept, the oldest first, until that makes so many bytes. */
    void flush(long bytes) {
        for (Emit emit : unsent.take(bytes)) {
            acks.flushed(emit);
            core.add(new SocketAction.SendEvent(namespace, emit));
        }
    }

    /** Drops the event that has waited longest. */
    void dropOldest() {
        SendBuffer.Entry oldest = unsent.oldest();
        if (oldest != null) {
            drop(oldest, DropReason.OVERFLOW);
        }
    }

    /** Drops all that waits. */
    void clear() {
        for (SendBuffer.Entry next = unsent.oldest(); next != null; next = unsent.oldest()) {
            drop(next, DropReason.CLEARED);
        }
    }

    /** Takes an answer; returns false when nobody waits for it. */
    boolean answered(long ackId, Args args) {
        return acks.arrived(ackId, args);
    }

    void cancelAck(long ackId) {
        acks.cancel(ackId);
    }

    /** The answers to what was sent can't come any more. */
    void failSent(AckFailure why) {
        acks.failSent(why);
    }

    /** Nothing will be sent any more. */
    void close() {
        for (SendBuffer.Entry next = unsent.oldest(); next != null; next = unsent.oldest()) {
            unsent.drop(next, DropReason.CLOSED);
        }
        acks.failAll(AckFailure.CLOSED);
    }

    private void drop(SendBuffer.Entry entry, DropReason why) {
        unsent.drop(entry, why);
        acks.dropped(entry.emit());
    }
}
