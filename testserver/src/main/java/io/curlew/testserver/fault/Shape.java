package io.curlew.testserver.fault;

import io.curlew.testserver.fault.Fault.Bandwidth;
import io.curlew.testserver.fault.Fault.CutAfter;
import io.curlew.testserver.fault.Fault.Latency;
import io.curlew.testserver.fault.Fault.Slices;
import io.curlew.testserver.fault.Fault.StallAfter;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the faults of a connection come to in one direction. Times are nanoseconds. */
final class Shape {
    /** As much bandwidth as may be saved up: more than the millisecond by which a selector wakes late. */
    private static final long BURST = 20_000_000;

    private static final long SECOND = 1_000_000_000;

    private final List<Fault> faults;
    private final SplittableRandom random;
    private final long bytesPerSecond;
    private final long stall;
    private final @Nullable CutAfter cut;
    private long paidUntil;

    Shape(List<Fault> all, Direction direction, SplittableRandom random) {
        faults = all.stream()
                .filter(fault -> fault.directions().contains(direction))
                .toList();
        this.random = random;
        bytesPerSecond = min(only(Bandwidth.class).map(Bandwidth::bytesPerSecond), Long.MAX_VALUE);
        stall = min(only(StallAfter.class).map(StallAfter::bytes), Long.MAX_VALUE);
        cut = only(CutAfter.class)
                .min(Comparator.comparingLong(CutAfter::bytes))
                .orElse(null);
    }

    private <F extends Fault> Stream<F> only(Class<F> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static <N extends Comparable<N>> N min(Stream<N> numbers, N otherwise) {
        return numbers.min(Comparator.naturalOrder()).orElse(otherwise);
    }

    /** Draws how late the bytes that were just read are. */
    long delay() {
        return only(Latency.class)
                .mapToLong(
                        late -> random.nextLong(late.min().toNanos(), late.max().toNanos() + 1))
                .sum();
    }

    /** Draws how many bytes go out next, at most. */
    int piece() {
        long paid = bytesPerSecond == Long.MAX_VALUE ? bytesPerSecond : Math.max(1, bytesPerSecond * BURST / SECOND);
        int slice = min(
                only(Slices.class).map(slices -> random.nextInt(slices.min(), slices.max() + 1)), Integer.MAX_VALUE);
        return (int) Math.min(slice, paid);
    }

    /** Returns when more may go out, after so many bytes went out now. */
    long next(int written, long now) {
        paidUntil = Math.max(paidUntil, now - BURST) + (long) ((double) written * SECOND / bytesPerSecond);
        long pause = only(Slices.class)
                .mapToLong(slices -> slices.pause().toNanos())
                .max()
                .orElse(0);
        return Math.max(paidUntil, now + pause);
    }

    /** Returns how many bytes pass at most, in the whole life of the connection. */
    long limit() {
        return cut == null ? stall : Math.min(stall, cut.bytes());
    }

    boolean stallsAt(long delivered) {
        return delivered >= stall;
    }

    @Nullable
    Cut cutAt(long delivered) {
        return cut != null && delivered >= cut.bytes() ? cut.cut() : null;
    }
}
