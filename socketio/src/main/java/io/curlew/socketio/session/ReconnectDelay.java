package io.curlew.socketio.session;

/** How long to wait before a reconnection attempt. */
@FunctionalInterface
public interface ReconnectDelay {

    /**
     * Returns the nanoseconds to wait.
     *
     * @param attempt counts from 1, and on for as long as no connection lasts
     * @param random evenly distributed between 0 (inclusive) and 1 (exclusive)
     */
    long nanos(int attempt, double random);
}
