package io.curlew.interop;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Where callbacks leave what arrives, for the test to wait for.
 *
 * @param <T> what arrives; may be null
 */
public final class Mailbox<T> {
    private final String name;
    private final BlockingQueue<Optional<T>> arrived = new LinkedBlockingQueue<>();

    /** @param name for the message of the failure when nothing comes */
    public Mailbox(String name) {
        this.name = name;
    }

    public void put(T value) {
        arrived.add(Optional.ofNullable(value));
    }

    /** Waits for the next one, at most a minute: what is only slow, on a busy machine, is no failure. */
    public T take() {
        try {
            Optional<T> next = arrived.poll(60, SECONDS);
            if (next == null) {
                throw new AssertionError("no " + name + " within a minute");
            }
            return next.orElse(null);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for " + name, e);
        }
    }
}
