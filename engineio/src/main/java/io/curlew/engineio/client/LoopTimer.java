package io.curlew.engineio.client;

import io.curlew.engineio.session.EngineSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a socket. It is set anew only for an earlier deadline: one that moves later, as a heartbeat's does all
 * the time, lets it fire in vain once and costs nothing until then.
 */
final class LoopTimer {
    private final EventLoop loop;
    private final Runnable onFire;
    private long armedFor = EngineSession.NONE;
    private @Nullable Subscription scheduled;

    LoopTimer(EventLoop loop, Runnable onFire) {
        this.loop = loop;
        this.onFire = onFire;
    }

    /** Returns whether it goes off by then anyway, so that the time need not even be asked. */
    boolean covers(long deadline) {
        return deadline >= armedFor;
    }

    void arm(long deadline, long now) {
        if (covers(deadline)) {
            return;
        }
        cancel();
        armedFor = deadline;
        scheduled = loop.schedule(this::fire, Duration.ofNanos(Math.max(0, deadline - now)));
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.remove();
            scheduled = null;
        }
        armedFor = EngineSession.NONE;
    }

    private void fire() {
        scheduled = null;
        armedFor = EngineSession.NONE;
        onFire.run();
    }
}
