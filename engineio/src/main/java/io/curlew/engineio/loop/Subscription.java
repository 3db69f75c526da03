package io.curlew.engineio.loop;

/** A callback that was added and can be removed again. Removing it twice does no harm. */
@FunctionalInterface
public interface Subscription {

    /** Removes the callback. One that is running, or whose turn has come already, still finishes. From any thread. */
    void remove();
}
