package io.curlew.engineio.delivery;

import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Combines waiting notifications of one kind into a single one. From any thread. Not API. */
public final class Coalesced<T> {
    private final BinaryOperator<T> sum;
    private @Nullable T waiting;

    /**
     * Makes one in which nothing waits.
     *
     * @param sum what two of them come to
     */
    public Coalesced(BinaryOperator<T> sum) {
        this.sum = sum;
    }

    /** Adds one. Returns whether it is the first, for which a task is needed that will {@link #take} it. */
    public synchronized boolean add(T more) {
        T before = waiting;
        waiting = before == null ? more : sum.apply(before, more);
        return before == null;
    }

    /** Returns what there is, once for each first. */
    public synchronized T take() {
        T all = Objects.requireNonNull(waiting);
        waiting = null;
        return all;
    }
}
