package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Args;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers that a namespace waits for. Each ends in exactly one way: it arrives, fails, or is cancelled. An event
 * that still waits in the buffer leaves it when its time runs out or it is cancelled.
 */
final class PendingAcks {
    private final String namespace;
    private final Core core;
    private final SendBuffer buffer;
    private final Map<Long, PendingAck> pending = new LinkedHashMap<>();

    PendingAcks(String namespace, Core core, SendBuffer buffer) {
        this.namespace = namespace;
        this.core = core;
        this.buffer = buffer;
    }

    /** Expects the answer, if any, to an event that is going out. */
    void sent(Emit emit, long now) {
        if (emit.ackId().isPresent()) {
            add(emit, null, now);
        }
    }

    /** Expects the answer, if any, to an event in the buffer. */
    void buffered(SendBuffer.Entry entry, long now) {
        if (entry.emit().ackId().isPresent()) {
            add(entry.emit(), entry, now);
        }
    }

    private void add(Emit emit, SendBuffer.@Nullable Entry unsent, long now) {
        long id = emit.ackId().getAsLong();
        long deadline = Core.after(now, emit.ackTimeout());
        pending.put(id, new PendingAck(core.timers().start(deadline, at -> expired(id)), unsent));
    }

    /** Notes that an event which was in the buffer is going out. */
    void flushed(Emit emit) {
        if (emit.ackId().isPresent()) {
            pending.computeIfPresent(emit.ackId().getAsLong(), (id, ack) -> new PendingAck(ack.timer, null));
        }
    }

    /** Takes an answer; returns false when nobody waits for it. */
    boolean arrived(long id, Args args, int memory) {
        PendingAck ack = pending.get(id);
        if (ack == null || ack.unsent != null) {
            return false;
        }
        end(id);
        core.add(new SocketAction.AckArrived(namespace, id, args, memory));
        return true;
    }

    void cancel(long id) {
        drop(end(id), DropReason.CANCELLED);
    }

    /** Fails the answer, if one is expected, to an event that was dropped from the buffer. */
    void dropped(Emit emit) {
        emit.ackId().ifPresent(id -> fail(id, AckFailure.DISCARDED));
    }

    /** Fails those whose event went out: the answer can't come any more. */
    void failSent(AckFailure why) {
        for (Map.Entry<Long, PendingAck> entry : new ArrayList<>(pending.entrySet())) {
            if (entry.getValue().unsent == null) {
                fail(entry.getKey(), why);
            }
        }
    }

    /** Fails all of them; what is in the buffer stays there. */
    void failAll(AckFailure why) {
        new ArrayList<>(pending.keySet()).forEach(id -> fail(id, why));
    }

    private void expired(long id) {
        drop(end(id), DropReason.TIMEOUT);
        core.add(new SocketAction.AckFailed(namespace, id, AckFailure.TIMEOUT));
    }

    private void fail(long id, AckFailure why) {
        end(id);
        core.add(new SocketAction.AckFailed(namespace, id, why));
    }

    private @Nullable PendingAck end(long id) {
        PendingAck ack = pending.remove(id);
        if (ack != null) {
            ack.timer.cancel();
        }
        return ack;
    }

    private void drop(@Nullable PendingAck ack, DropReason why) {
        if (ack != null && ack.unsent != null) {
            buffer.drop(ack.unsent, why);
        }
    }

    /** @param unsent the event's place in the buffer; null once it went out */
    private record PendingAck(Timers.Timer timer, SendBuffer.@Nullable Entry unsent) {}
}
