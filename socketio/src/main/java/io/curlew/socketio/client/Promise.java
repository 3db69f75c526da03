package io.curlew.socketio.client;

/** What one caller waits for. Told on the event loop, once. */
interface Promise<T> {
    void succeed(T value);

    /**
     * As {@link #succeed(Object)}.
     *
     * @param memory what the value takes, in bytes, about
     */
    default void succeed(T value, long memory) {
        succeed(value);
    }

    void fail(RuntimeException why);

    /** Returns one that keeps this one with that value, whatever it is given itself. */
    default <A> Promise<A> keptWith(T value) {
        Promise<T> kept = this;
        return new Promise<>() {
            @Override
            public void succeed(A ignored) {
                kept.succeed(value);
            }

            @Override
            public void fail(RuntimeException why) {
                kept.fail(why);
            }
        };
    }
}
