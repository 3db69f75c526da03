package io.curlew.socketio.jackson;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/** A few things to be used again, each by one thread at a time, whichever threads come. */
final class Spares<T> {
    /** Enough for the event loops, of which there are four, to be seldom in each other's way; a power of two. */
    private static final int PLACES = 8;

    private final AtomicReferenceArray<T> free = new AtomicReferenceArray<>(PLACES);
    private final Supplier<T> maker;
    private final boolean keeps;

    /** @param keeps whether any is used again at all */
    Spares(Supplier<T> maker, boolean keeps) {
        this.maker = maker;
        this.keeps = keeps;
    }

    /** Takes one, or makes one when there is none. */
    T take() {
        T spare = free.getAndSet(place(), null);
        return spare == null ? maker.get() : spare;
    }

    /** Keeps one for later, if there is room for it. Returns whether there was. */
    boolean giveBack(T used) {
        return keeps && free.compareAndSet(place(), null, used);
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (PLACES - 1);
    }
}
