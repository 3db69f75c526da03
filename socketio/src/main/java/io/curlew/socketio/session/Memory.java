package io.curlew.socketio.session;

import io.curlew.socketio.protocol.SocketPacket;

/**
 * What an event takes in memory while it waits, about: never less than half of it, and never twice as much, with 32-bit
 * references. Very many small events take more for the objects around them than for their bytes.
 */
public final class Memory {
    /** The event, what the session says of it, and its place in a queue. */
    private static final long EVENT = 112;
    /** The arguments and where they are, the head of the frame's array, an id. */
    private static final long ARGUMENTS = 112;
    /** The head of an attachment's array, and its place in a list. */
    private static final long ATTACHMENT = 24;
    /** What is there besides when an event waits for a blocking view or a publisher. */
    public static final long IN_INBOX = 64;

    /**
     * What anything else takes that listeners are still to hear of: whom it is for, what it tells, and its place in a
     * queue.
     */
    public static final long NOTICE = 128;

    /** A longer name is most often not shared with other events. */
    private static final int SHORT_NAME = 32;

    private Memory() {}

    /**
     * Returns what a packet takes.
     *
     * @param head how many bytes the packet has without its attachments
     * @param size how many it has with them
     * @param attachments how many those are
     */
    static long of(SocketPacket packet, long head, long size, int attachments) {
        if (!(packet instanceof SocketPacket.Event event)) {
            return NOTICE + size + ATTACHMENT * attachments;
        }
        if (event.args().size() == 0) {
            return EVENT + text(head); // nothing but its name is left of it
        }
        int name = event.name().length();
        return EVENT + ARGUMENTS + size + ATTACHMENT * attachments + (name > SHORT_NAME ? text(name) : 0);
    }

    /** A string takes a byte for each character, or two. */
    public static long text(long length) {
        return length + length / 2;
    }
}
