package io.curlew.interop;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** What {@code tick} is in the server scripts: numbers from 0 on, until some time after the upgrade. */
public final class TickSource {
    private static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ticks");
        thread.setDaemon(true);
        return thread;
    });

    private final BooleanSupplier upgraded;
    private final IntConsumer send;
    private final IntConsumer finish;
    private final int least;
    private final int more;
    private int number;
    private int last = Integer.MAX_VALUE;
    private volatile boolean stopped;

    /**
     * @param upgraded whether the session has moved to WebSocket
     * @param send sends one number
     * @param finish tells how many were sent
     */
    public TickSource(int least, int more, BooleanSupplier upgraded, IntConsumer send, IntConsumer finish) {
        this.least = least;
        this.more = more;
        this.upgraded = upgraded;
        this.send = send;
        this.finish = finish;
    }

    /** Sends, on a thread of its own: {@code least} fast, then slowly until the upgrade, then {@code more}. */
    public void start() {
        THREAD.execute(this::next);
    }

    /** Sends no more: the session has ended. */
    public void stop() {
        stopped = true;
    }

    private void next() {
        if (stopped) {
            return;
        }
        if (last == Integer.MAX_VALUE && upgraded.getAsBoolean()) {
            last = Math.max(least, number + more);
        }
        if (number >= last) {
            finish.accept(number);
            return;
        }
        send.accept(number++);
        boolean waiting = number >= least && last == Integer.MAX_VALUE;
        var unused = THREAD.schedule(this::next, waiting ? 1 : 0, TimeUnit.MILLISECONDS);
    }
}
