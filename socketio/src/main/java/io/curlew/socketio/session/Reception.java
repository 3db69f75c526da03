package io.curlew.socketio.session;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.ParseException;
import io.curlew.socketio.protocol.SocketPacket;
import org.jspecify.annotations.Nullable;

/**
 * What one connection brings, put together to packets: the latest of them, whether more of one is to come, or what is
 * wrong.
 */
final class Reception {
    private final Decoder decoder;
    private @Nullable SocketPacket packet;
    private @Nullable ParseException failure;
    private long head;
    private long size;
    private int attachments;

    Reception(Decoder decoder) {
        this.decoder = decoder;
    }

    /** Takes the next message. Returns the packet that it completes; null when that is still to come, or will not. */
    @Nullable
    SocketPacket add(EngineData message) {
        count(message);
        packet = null;
        try {
            packet = message.isText() ? decoder.decodeText(message.array()) : decoder.decodeBinary(message.array());
        } catch (ParseException noPacket) {
            failure = noPacket;
        }
        return packet;
    }

    private void count(EngineData message) {
        if (message.isText()) {
            head = message.size();
            size = head;
            attachments = 0;
        } else {
            size += message.size();
            attachments++;
        }
    }

    /** Returns the packet that the latest message completed, and forgets it; null when it completed none. */
    @Nullable
    SocketPacket takePacket() {
        SocketPacket taken = packet;
        packet = null;
        return taken;
    }

    /** Returns why what arrived is not a packet; null if nothing is wrong. */
    @Nullable
    ParseException failure() {
        return failure;
    }

    /** Returns whether attachments of a packet are still to come. */
    boolean isWaiting() {
        return decoder.isWaiting();
    }

    /** Returns the bytes of the latest packet. */
    int size() {
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    /** Returns what the packet takes in memory while it waits, about. */
    int memory(SocketPacket whole) {
        return (int) Math.min(Memory.of(whole, head, size, attachments), Integer.MAX_VALUE);
    }
}
