package io.curlew.testserver.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One direction of a connection. Times are nanoseconds. */
final class Pipe {
    /** The time of what waits for no time, but for a socket or for other faults. */
    static final long NEVER = Long.MAX_VALUE;

    /** As much as is on its way at once, like a TCP window: without a bound latency would hide back-pressure. */
    private static final int WINDOW = 256 * 1024;

    /** Bytes that were read, and when they may go on. */
    private record Held(ByteBuffer bytes, long due) {}

    private final SocketChannel from;
    private final SocketChannel to;
    private final @Nullable ByteArrayOutputStream record;
    private Deque<Held> held = new ArrayDeque<>();
    private Shape shape;
    private int heldBytes;
    private long delivered;
    private long lastDue;
    private long nextPiece;
    private boolean blocked;
    private @Nullable Cut sourceEnd;
    private boolean finished;

    Pipe(SocketChannel from, SocketChannel to, Shape shape, boolean recording) {
        this.from = from;
        this.to = to;
        this.shape = shape;
        record = recording ? new ByteArrayOutputStream() : null;
    }

    /** Changes the faults; what is held back is due at once. */
    void shape(Shape changed, long now) {
        shape = changed;
        lastDue = now;
        nextPiece = now;
        held = held.stream().map(late -> new Held(late.bytes(), now)).collect(Collectors.toCollection(ArrayDeque::new));
    }

    boolean wantsToRead() {
        return sourceEnd == null && (finished || (heldBytes < WINDOW && delivered + heldBytes < shape.limit()));
    }

    boolean wantsToWrite() {
        return blocked;
    }

    void read(ByteBuffer scratch, long now) {
        scratch.clear();
        int read = readInto(scratch);
        lastDue = Math.max(lastDue, now + shape.delay());
        if (read > 0 && !finished) {
            held.add(new Held(ByteBuffer.allocate(read).put(scratch.flip()).flip(), lastDue));
            heldBytes += read;
        }
    }

    private int readInto(ByteBuffer scratch) {
        try {
            int read = from.read(scratch);
            if (read < 0) {
                sourceEnd = Cut.HALF_CLOSE;
            }
            return read;
        } catch (IOException reset) {
            sourceEnd = Cut.RST;
            return -1;
        }
    }

    /** Passes on what is due, and returns when to come again. */
    long deliver(long now) throws IOException {
        blocked = false;
        while (!held.isEmpty() && delivered < shape.limit()) {
            long at = Math.max(held.element().due(), nextPiece);
            if (at > now) {
                return at;
            }
            if (!writePiece(held.element().bytes(), now)) {
                blocked = true;
                return NEVER;
            }
        }
        return sourceEnd != null && lastDue > now ? lastDue : NEVER;
    }

    private boolean writePiece(ByteBuffer bytes, long now) throws IOException {
        long most = Math.min(shape.piece(), shape.limit() - delivered);
        ByteBuffer piece = bytes.slice(bytes.position(), (int) Math.min(bytes.remaining(), most));
        int written = to.write(piece);
        byte[] passed = new byte[written];
        bytes.get(passed);
        if (record != null) {
            record.writeBytes(passed);
        }
        heldBytes -= written;
        delivered += written;
        nextPiece = shape.next(written, now);
        if (!bytes.hasRemaining()) {
            held.remove();
        }
        return !piece.hasRemaining();
    }

    /** Returns how the connection is to be ended now on behalf of this direction, or null. */
    @Nullable
    Cut cut(long now) {
        if (finished) {
            return sourceEnd == Cut.RST ? Cut.RST : null;
        }
        if (shape.stallsAt(delivered)) {
            return null;
        }
        Cut cut = shape.cutAt(delivered);
        return cut == null && held.isEmpty() && lastDue <= now ? sourceEnd : cut;
    }

    /** Tells the receiver that nothing more comes. */
    void finish() throws IOException {
        if (!finished) {
            finished = true;
            held.clear();
            blocked = false;
            to.shutdownOutput();
        }
    }

    /** Returns whether both ends of this direction know that it is over. */
    boolean isOver() {
        return finished && sourceEnd != null;
    }

    void forget() {
        held.clear();
    }

    long delivered() {
        return delivered;
    }

    byte[] recorded() {
        return record == null ? new byte[0] : record.toByteArray();
    }
}
