package io.curlew.engineio.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When the next GET is sent: one at a time, not while paused, not while the application does not read, and not too
 * often.
 */
final class PollPace {
    /** A server that always answers at once with nothing gets at most 200 requests a second. */
    private static final Duration AFTER_NOTHING = Duration.ofMillis(5);

    private enum Pause {
        OFF,
        WANTED,
        TOLD
    }

    private final EventLoop loop;
    private final Runnable ask;
    private Pause pause = Pause.OFF;
    private boolean asking;
    private boolean reading = true;
    private boolean stopped = true;
    private @Nullable Future<?> delay;

    /**
     * @param loop for the delay after an answer with nothing in it
     * @param ask sends a GET; {@link #answered} follows, later
     */
    PollPace(EventLoop loop, Runnable ask) {
        this.loop = loop;
        this.ask = ask;
    }

    /** Sends the first GET, and from now on one after the other. */
    void start() {
        stopped = false;
        next();
    }

    private void next() {
        if (!asking && delay == null && pause == Pause.OFF && reading && !stopped) {
            asking = true;
            ask.run();
        }
    }

    /**
     * What the GET in flight brought has been handed over.
     *
     * @param nothing whether that was nothing
     */
    void answered(boolean nothing) {
        asking = false;
        if (nothing && pause == Pause.OFF && !stopped) {
            delay = loop.schedule(this::afterDelay, AFTER_NOTHING.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            next();
        }
    }

    private void afterDelay() {
        delay = null;
        next();
    }

    void pause() {
        pause = Pause.WANTED;
        cancelDelay();
    }

    void resume() {
        pause = Pause.OFF;
        next();
    }

    /** Returns whether no GET is in flight, and none will be before {@link #resume}. True once for each pause. */
    boolean takePause() {
        if (pause != Pause.WANTED || asking) {
            return false;
        }
        pause = Pause.TOLD;
        return true;
    }

    void setReading(boolean wanted) {
        reading = wanted;
        next();
    }

    /** No GET goes out any more. */
    void stop() {
        stopped = true;
        cancelDelay();
    }

    private void cancelDelay() {
        if (delay != null) {
            delay.cancel(false);
            delay = null;
        }
    }
}
