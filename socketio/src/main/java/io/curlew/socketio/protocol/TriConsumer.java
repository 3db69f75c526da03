package io.curlew.socketio.protocol;

/**
 * Takes three values: the listener of an event whose first three arguments it wants.
 *
 * @param <A> the first
 * @param <B> the second
 * @param <C> the third
 */
@FunctionalInterface
public interface TriConsumer<A, B, C> {
    /** Takes the values. */
    void accept(A first, B second, C third);
}
