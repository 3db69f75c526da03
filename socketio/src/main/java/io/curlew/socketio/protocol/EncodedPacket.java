package io.curlew.socketio.protocol;

import java.util.List;

/**
 * A packet's frames, in order. They go out as one unit: nothing of another packet may come between them.
 *
 * @param frames the header, then the attachments
 * @param size the bytes of all frames together
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
