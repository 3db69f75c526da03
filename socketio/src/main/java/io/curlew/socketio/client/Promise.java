package io.curlew.socketio.client;

/** What one caller waits for. Told on the event loop, once. */
interface Promise<T> {
    void succeed(T value);

    void fail(RuntimeException why);
}
