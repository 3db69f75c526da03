package io.curlew.socketio.protocol;

import java.util.List;

/**
 * The frames of a packet, in order. They are sent as one unit: no other packet may come between them.
 *
 * @param frames the header, then the attachments
 * @param size the total size of all frames in bytes
 */
public record EncodedPacket(List<Frame> frames, long size) {

    /** Returns a packet of these frames. */
    public static EncodedPacket of(List<Frame> frames) {
        long size = 0;
        for (Frame frame : frames) {
            size += frame.bytes().length;
        }
        return new EncodedPacket(List.copyOf(frames), size);
    }

    /** Returns a packet of one frame. */
    public static EncodedPacket of(Frame frame) {
        return new EncodedPacket(List.of(frame), frame.bytes().length);
    }

    @Override
    public String toString() {
        return "packet of " + frames.size() + " frames, " + size + " bytes";
    }
}
