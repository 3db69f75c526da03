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
}
