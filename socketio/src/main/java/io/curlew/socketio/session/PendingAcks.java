package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Args;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answers that a namespace waits for. Each ends in exactly one way: it arrives, fails, or is cancelled. An event
 * that still waits in the buffer leaves it when its time runs out or it is cancelled.
 */
final class PendingAcks {
    private final String namespace;
    private final Core core;
    private final SendBuffer buffer;
    private Map<Long, PendingAck> pending = Map.of();
    /** Whether there has ever been one: until then there is no map for them. */
    private boolean used;

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
        if (!used) {
            used = true;
            pending = new LinkedHashMap<>();
        }
        PendingAck ack = new PendingAck(emit, core.timers().never(), unsent);
        ack.timer = core.timers().start(Core.after(now, emit.ackTimeout()), at -> expired(ack));
        pending.put(ack.id(), ack);
    }

    /** Notes that an event which was in the buffer is going out. */
    void flushed(Emit emit) {
        if (emit.ackId().isPresent()) {
            pending.computeIfPresent(emit.ackId().getAsLong(), (id, ack) -> ack.flushed());
        }
    }

    /** Takes an answer; returns false if it is not awaited. */
    boolean arrived(long id, Args args, int memory) {
        PendingAck ack = pending.get(id);
        if (ack == null || ack.unsent != null) {
            return false;
        }
        end(ack);
        core.add(new SocketAction.AckArrived(namespace, ack.emit, args, memory));
        return true;
    }

    void cancel(long id) {
        PendingAck ack = pending.get(id);
        if (ack != null) {
            end(ack);
            drop(ack, DropReason.CANCELLED);
        }
    }

    /** Fails the answer, if one is expected, to an event that was dropped from the buffer. */
    void dropped(Emit emit) {
        emit.ackId()
                .ifPresent(
                        id -> Optional.ofNullable(pending.get(id)).ifPresent(ack -> fail(ack, AckFailure.DISCARDED)));
    }

    /** Fails those whose event went out: the answer can't come any more. */
    void failSent(AckFailure why) {
        List.copyOf(pending.values()).stream().filter(ack -> ack.unsent == null).forEach(ack -> fail(ack, why));
    }

    /** Fails all of them; what is in the buffer stays there. */
    void failAll(AckFailure why) {
        List.copyOf(pending.values()).forEach(ack -> fail(ack, why));
    }

    private void expired(PendingAck ack) {
        end(ack);
        drop(ack, DropReason.TIMEOUT);
        core.add(new SocketAction.AckFailed(namespace, ack.emit, AckFailure.TIMEOUT));
    }

    private void fail(PendingAck ack, AckFailure why) {
        end(ack);
        core.add(new SocketAction.AckFailed(namespace, ack.emit, why));
    }

    private void end(PendingAck ack) {
        pending.remove(ack.id());
        ack.timer.cancel();
    }

    private void drop(PendingAck ack, DropReason why) {
        if (ack.unsent != null) {
            buffer.drop(ack.unsent, why);
        }
    }

    /** An answer that is to come. */
    private static final class PendingAck {
        private final Emit emit;
        private Timers.Timer timer;
        private SendBuffer.@Nullable Entry unsent; // the event's place in the buffer; null once it went out

        PendingAck(Emit emit, Timers.Timer timer, SendBuffer.@Nullable Entry unsent) {
            this.emit = emit;
            this.timer = timer;
            this.unsent = unsent;
        }

        long id() {
            return emit.ackId().orElseThrow();
        }

        PendingAck flushed() {
            unsent = null;
            return this;
        }
    }
}
