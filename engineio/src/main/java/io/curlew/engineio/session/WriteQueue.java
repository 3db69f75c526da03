package io.curlew.engineio.session;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.PayloadCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What waits to be written: messages in the order they came, and at most one pong, which goes first. */
final class WriteQueue {
    private final ArrayDeque<EnginePacket.Message> messages = new ArrayDeque<>(2); // grows with the first burst
    private boolean pong;

    void add(EnginePacket.Message message) {
        messages.add(message);
    }

    /** A flood of pings asks for one answer, not for a flood of them. */
    void addPong() {
        pong = true;
    }

    boolean isEmpty() {
        return messages.isEmpty() && !pong;
    }

    /** Returns how many messages wait. */
    int messages() {
        return messages.size();
    }

    /** Takes everything, for a transport that sends packets one by one. */
    List<EnginePacket> takeAll() {
        return take(Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Takes what fits into one HTTP body of that many bytes and packets. A single packet that is larger goes alone. */
    List<EnginePacket> takeBody(long maxPayload, int maxPackets) {
        return take(maxPayload, maxPackets);
    }

    private List<EnginePacket> take(long limit, int count) {
        List<EnginePacket> taken = new ArrayList<>(Math.min(messages.size() + 1, count));
        long size = 0;
        if (pong) {
            pong = false;
            taken.add(EnginePacket.Pong.HEARTBEAT);
            size = PayloadCodec.encodedSize(EnginePacket.Pong.HEARTBEAT);
        }
        for (EnginePacket.Message next = messages.peek();
                next != null && taken.size() < count;
                next = messages.peek()) {
            size += PayloadCodec.encodedSize(next) + (taken.isEmpty() ? 0 : 1);
            if (size > limit && !taken.isEmpty()) {
                break;
            }
            taken.add(messages.remove());
        }
        return taken;
    }

    /** Takes a message that alone is larger than that many bytes, if it is the next one. */
    Optional<EnginePacket.Message> takeOversized(long maxPayload) {
        EnginePacket.Message next = messages.peek();
        return next != null && PayloadCodec.encodedSize(next) > maxPayload
                ? Optional.of(messages.remove())
                : Optional.empty();
    }

    /** Empties the queue; the messages in it will not be sent. */
    List<EnginePacket.Message> drain() {
        List<EnginePacket.Message> left = List.copyOf(messages);
        messages.clear();
        pong = false;
        return left;
    }
}
