package io.curlew.socketio.client;

import io.curlew.engineio.client.EventLoop;
import io.curlew.engineio.client.Subscription;
import io.curlew.socketio.session.ClientSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one timer of a client. It is set anew only for an earlier deadline: a later one lets it fire in vain once. */
final class LoopTimer {
    private final EventLoop loop;
    private final Runnable onFire;
    private long armedFor = ClientSession.NONE;
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
        if (!covers(deadline)) {
            cancel();
            armedFor = deadline;
            scheduled = loop.schedule(this::fire, Duration.ofNanos(Math.max(0, deadline - now)));
        }
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.remove();
            scheduled = null;
        }
        armedFor = ClientSession.NONE;
    }

    private void fire() {
        scheduled = null;
        armedFor = ClientSession.NONE;
        onFire.run();
    }
}
