package io.curlew.testserver;

import io.curlew.testserver.session.ServerEngineSession;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** The one timer of a session: moved only when its deadline comes nearer, so that it may ring early. */
final class Alarm {
    private final ServerLoop loop;
    private final Runnable task;
    private @Nullable ScheduledFuture<?> timer;
    private long armedFor = ServerEngineSession.NONE;

    Alarm(ServerLoop loop, Runnable task) {
        this.loop = loop;
        this.task = task;
    }

    void set(long deadline) {
        if (deadline < armedFor) {
            cancel();
            armedFor = deadline;
            timer = loop.schedule(this::ring, Math.max(0, deadline - loop.now()));
        }
    }

    private void ring() {
        armedFor = ServerEngineSession.NONE;
        task.run();
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
        }
        armedFor = ServerEngineSession.NONE;
    }
}
