package io.curlew.engineio.loop;

/** A callback that was added and can be removed. Removing it twice has no effect. */
@FunctionalInterface
public interface Subscription {

    /** Removes the callback, from any thread. A call that is running or about to run still finishes. */
    void remove();
}
