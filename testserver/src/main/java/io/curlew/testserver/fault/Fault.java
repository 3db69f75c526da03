package io.curlew.testserver.fault;

import static io.curlew.testserver.fault.Direction.BOTH;

import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong on a connection: an immutable value, made by one of the factories here.
 *
 * <p>A fault without a direction applies to both. Faults add up: two latencies are the sum of both, and of several
 * limits the strictest applies. Offsets count the bytes that passed in one direction since the connection was opened,
 * so the fault applies at once to a connection that is already beyond the offset.
 */
public sealed interface Fault {
    /**
     * Returns the directions to which this fault applies.
     *
     * @return one or both, never none
     */
    Set<Direction> directions();

    /**
     * Delays all bytes, and the end of the stream, by the same time.
     *
     * @param delay the time that passes between reading and passing on
     * @return the fault
     */
    static Fault latency(Duration delay) {
        return jitter(delay, delay);
    }

    /**
     * Delays one direction by the same time.
     *
     * @param direction the direction that is delayed
     * @param delay the time that passes between reading and passing on
     * @return the fault
     */
    static Fault latency(Direction direction, Duration delay) {
        return jitter(direction, delay, delay);
    }

    /**
     * Delays what is read at once by a time drawn from the proxy's seed. The order of bytes is kept.
     *
     * @param min the shortest delay
     * @param max the longest delay
     * @return the fault
     */
    static Fault jitter(Duration min, Duration max) {
        return new Latency(BOTH, min, max);
    }

    /**
     * Delays one direction by times drawn from the proxy's seed.
     *
     * @param direction the direction that is delayed
     * @param min the shortest delay
     * @param max the longest delay
     * @return the fault
     */
    static Fault jitter(Direction direction, Duration min, Duration max) {
        return new Latency(Set.of(direction), min, max);
    }

    /**
     * Lets nothing pass, not even the end of a stream or a reset, like a pulled cable. The proxy stops reading, so the
     * sender's buffers fill up; when the fault is switched off, everything continues where it stopped.
     *
     * @return the fault
     */
    static Fault blackHole() {
        return new StallAfter(BOTH, 0);
    }

    /**
     * Lets nothing pass in one direction.
     *
     * @param direction the direction that is dead
     * @return the fault
     */
    static Fault blackHole(Direction direction) {
        return stallAfter(direction, 0);
    }

    /**
     * Lets nothing pass in one direction after a number of bytes.
     *
     * @param direction the direction that dies
     * @param bytes how many bytes pass before, from the start of the connection
     * @return the fault
     */
    static Fault stallAfter(Direction direction, long bytes) {
        return new StallAfter(Set.of(direction), bytes);
    }

    /**
     * Ends the connection after a number of bytes in one direction.
     *
     * @param direction the direction whose bytes count
     * @param bytes how many bytes pass before, from the start of the connection
     * @param cut how the connection ends
     * @return the fault
     */
    static Fault cutAfter(Direction direction, long bytes, Cut cut) {
        return new CutAfter(Set.of(direction), bytes, cut);
    }

    /**
     * Passes bytes on in pieces of one size, each a segment of its own. A receiver that is slow may still find several
     * together; give the pieces a pause where that matters.
     *
     * @param bytes the size of a piece
     * @return the fault
     */
    static Fault slices(int bytes) {
        return slices(bytes, bytes, Duration.ZERO);
    }

    /**
     * Passes bytes on in pieces whose size is drawn from the proxy's seed.
     *
     * @param min the smallest size of a piece
     * @param max the largest size of a piece
     * @param pause the time between two pieces
     * @return the fault
     */
    static Fault slices(int min, int max, Duration pause) {
        return new Slices(BOTH, min, max, pause);
    }

    /**
     * Passes bytes of one direction on in pieces whose size is drawn from the proxy's seed.
     *
     * @param direction the direction that is sliced
     * @param min the smallest size of a piece
     * @param max the largest size of a piece
     * @param pause the time between two pieces
     * @return the fault
     */
    static Fault slices(Direction direction, int min, int max, Duration pause) {
        return new Slices(Set.of(direction), min, max, pause);
    }

    /**
     * Limits each direction of each connection to a number of bytes per second.
     *
     * @param bytesPerSecond the limit
     * @return the fault
     */
    static Fault bandwidth(long bytesPerSecond) {
        return new Bandwidth(BOTH, bytesPerSecond);
    }

    /**
     * Limits one direction of each connection to a number of bytes per second.
     *
     * @param direction the direction that is limited
     * @param bytesPerSecond the limit
     * @return the fault
     */
    static Fault bandwidth(Direction direction, long bytesPerSecond) {
        return new Bandwidth(Set.of(direction), bytesPerSecond);
    }

    /**
     * Refuses new connections, like a port on which nothing listens; open connections continue. As the fault of a
     * single connection, it resets that connection as soon as it is accepted.
     *
     * @return the fault
     */
    static Fault refuse() {
        return new Refuse(BOTH);
    }

    /**
     * Bytes arrive late.
     *
     * @param directions where
     * @param min the shortest delay
     * @param max the longest delay
     */
    record Latency(Set<Direction> directions, Duration min, Duration max) implements Fault {
        public Latency {
            require(
                    !min.isNegative() && min.compareTo(max) <= 0,
                    "a delay whose minimum is negative or above its maximum");
            min = limited(min);
            max = limited(max);
        }
    }

    /**
     * Bytes stop passing.
     *
     * @param directions where
     * @param bytes how many pass before
     */
    record StallAfter(Set<Direction> directions, long bytes) implements Fault {
        public StallAfter {
            require(bytes >= 0, "an offset of " + bytes);
        }
    }

    /**
     * The connection ends.
     *
     * @param directions where the bytes count
     * @param bytes how many pass before
     * @param cut how it ends
     */
    record CutAfter(Set<Direction> directions, long bytes, Cut cut) implements Fault {
        public CutAfter {
            require(bytes >= 0, "an offset of " + bytes);
        }
    }

    /**
     * Bytes arrive in small pieces.
     *
     * @param directions where
     * @param min the smallest size of a piece
     * @param max the largest size of a piece
     * @param pause the time between two pieces
     */
    record Slices(Set<Direction> directions, int min, int max, Duration pause) implements Fault {
        public Slices {
            require(min > 0 && min <= max, "pieces of " + min + " to " + max + " bytes");
            require(!pause.isNegative(), "a negative pause");
            pause = limited(pause);
        }
    }

    /**
     * Bytes arrive slowly.
     *
     * @param directions where
     * @param bytesPerSecond how many arrive in a second
     */
    record Bandwidth(Set<Direction> directions, long bytesPerSecond) implements Fault {
        public Bandwidth {
            require(bytesPerSecond > 0, bytesPerSecond + " bytes per second");
        }
    }

    /**
     * Refuses connections, as if no server were there.
     *
     * @param directions both, because there is no connection
     */
    record Refuse(Set<Direction> directions) implements Fault {}

    /** What is longer than a year takes a year: sums of such times are numbers of nanoseconds. */
    private static Duration limited(Duration time) {
        Duration longest = Duration.ofDays(365);
        return time.compareTo(longest) > 0 ? longest : time;
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("there is no such fault: " + what);
        }
    }
}
