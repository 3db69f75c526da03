package io.curlew.engineio.transport;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Gives what a connection brings to a {@link FrameReader} for as long as somebody reads, and keeps the rest in its
 * order. A few bytes of one read may become very many packets, or, compressed, very large ones: those wait as the bytes
 * they are.
 */
final class PacedFrames {
    private final FrameReader reader;
    /** What was not read yet. Most often there is none, and then no list either: each connection has one of these. */
    private @Nullable Deque<ByteBuf> rest;

    private boolean within; // a read

    PacedFrames(FrameReader reader) {
        this.reader = reader;
    }

    /** Returns whether everything that came has been read. */
    boolean isEmpty() {
        return !within && hasNoRest();
    }

    private boolean hasNoRest() {
        return rest == null || rest.isEmpty();
    }

    /**
     * Reads as much as is wanted of the bytes, which are given away.
     *
     * @throws BrokenFrameException when a rule is broken; nothing may be added afterwards
     */
    void add(ByteBuf bytes) {
        if (rest == null || hasNoRest()) {
            read(bytes);
        } else {
            rest.addLast(bytes);
        }
    }

    /** Reads on where reading was paused; throws what {@link #add} does. */
    void readOn() {
        while (rest != null && !rest.isEmpty() && reader.isReading()) {
            read(rest.removeFirst());
        }
    }

    private void read(ByteBuf bytes) {
        boolean keeps = false;
        within = true;
        try {
            reader.read(bytes);
            keeps = bytes.isReadable() && reader.isPaused();
        } finally {
            within = false;
            if (keeps) {
                keep(bytes);
            } else {
                bytes.release();
            }
        }
    }

    private void keep(ByteBuf bytes) {
        if (rest == null) {
            rest = new ArrayDeque<>();
        }
        rest.addFirst(bytes);
    }

    /** Nothing more is looked at, not even the rest of what came. */
    void stop() {
        reader.stop();
        if (rest != null) {
            rest.forEach(ByteBuf::release);
            rest = null;
        }
    }
}
