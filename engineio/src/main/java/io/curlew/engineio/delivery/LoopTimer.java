package io.curlew.engineio.delivery;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.Subscription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a session. It is set anew only for an earlier deadline: one that moves later, as a heartbeat's does
 * all the time, lets it fire once without effect and costs nothing until then. Confined to the loop. Not API.
 */
public final class LoopTimer implements Runnable {
    /** The deadline of a session that waits for nothing. */
    private static final long NONE = Long.MAX_VALUE;

    private final EventLoop loop;
    private final Runnable onFire;
    private long armedFor = NONE;
    private @Nullable Subscription scheduled;

    /**
     * Makes one that is not set.
     *
     * @param onFire run on the loop when the deadline has come, or one that was set before it
     */
    public LoopTimer(EventLoop loop, Runnable onFire) {
        this.loop = loop;
        this.onFire = onFire;
    }

    /** Returns whether it goes off by then anyway, so that the time need not even be asked. */
    public boolean covers(long deadline) {
        return deadline >= armedFor;
    }

    /** Sets it, unless it goes off by then anyway; times in nanoseconds. */
    public void arm(long deadline, long now) {
        if (covers(deadline)) {
            return;
        }
        cancel();
        armedFor = deadline;
        scheduled = loop.schedule(this, Duration.ofNanos(Math.max(0, deadline - now)));
    }

    /** Lets it not go off any more. */
    public void cancel() {
        if (scheduled != null) {
            scheduled.remove();
            scheduled = null;
        }
        armedFor = NONE;
    }

    /** It goes off. */
    @Override
    public void run() {
        scheduled = null;
        armedFor = NONE;
        onFire.run();
    }
}
