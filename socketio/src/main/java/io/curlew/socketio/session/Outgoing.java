package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.EncodedPacket;

/** What a namespace sends: at once while it is connected, else as soon as it is; and the answers to that. */
final class Outgoing {
    private final String namespace;
    private final Core core;
    private final SendBuffer unsent = new SendBuffer();
    private final PendingAcks acks;

    Outgoing(String namespace, Core core) {
        this.namespace = namespace;
        this.core = core;
        this.acks = new PendingAcks(namespace, core, unsent);
    }

    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    void send(Emit emit, long now) {
        acks.sent(emit, now);
        core.add(new SocketAction.SendEvent(namespace, emit));
    }

    void keep(Emit emit, long now) {
        acks.buffered(unsent.add(emit), now);
    }

    void refuse(Emit emit, DropReason drop, AckFailure why) {
        drop(emit.packet(), drop);
        emit.ackId().ifPresent(id -> core.add(new SocketAction.AckFailed(namespace, id, why)));
    }

    void drop(EncodedPacket packet, DropReason why) {
        core.add(new SocketAction.Dropped(namespace, packet, why));
    }

    /** Sends what was kept. */
    void flush() {
        for (Emit emit : unsent.drain()) {
            acks.flushed(emit);
            core.add(new SocketAction.SendEvent(namespace, emit));
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
        unsent.drain().forEach(emit -> drop(emit.packet(), DropReason.CLOSED));
        acks.failAll(AckFailure.CLOSED);
    }
}
