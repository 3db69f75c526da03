package io.curlew.cli;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Has a server go away and come back. */
final class Outages implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Outages::thread);
    private final Served server;
    private final Ending ending;
    private final Console console;

    /** @param ending what a failure ends */
    Outages(Served server, Ending ending, Console console) {
        this.server = server;
        this.ending = ending;
        this.console = console;
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "outages");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The server goes away when it has been there for a time; without a pause it stays away.
     *
     * @param crashes whether it resets its connections instead of closing them
     */
    record Outage(boolean crashes, Duration after, Optional<Duration> pause) {}

    void schedule(Outage outage) {
        later(outage.after, () -> begin(outage));
    }

    private void begin(Outage outage) {
        (outage.crashes ? server.crash() : server.stop()).run();
        console.note(outage.crashes ? "the server has crashed" : "the server has stopped");
        outage.pause.ifPresent(time -> later(time, () -> end(outage)));
    }

    private void end(Outage outage) {
        URI unused = server.start(server.uri().get().getAuthority());
        console.note("the server is back");
        schedule(outage);
    }

    private void later(Duration delay, Runnable task) {
        ScheduledFuture<?> unused = timer.schedule(() -> ending.run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The server neither goes nor comes any more. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
