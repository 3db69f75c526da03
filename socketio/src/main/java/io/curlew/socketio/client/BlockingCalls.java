package io.curlew.socketio.client;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Calls code of the application's that may block, on threads for that: one call at a time about each subject. One that
 * hangs is interrupted by the next, which waits until it has ended; so it never holds more than one thread. The end of
 * the client interrupts it too. Confined to the loop.
 */
final class BlockingCalls {
    private final Executor mayBlock;
    private final Executor later;
    private final Map<String, FutureTask<?>> running = new HashMap<>(1);
    private final Map<String, Runnable> waiting = new HashMap<>(1);

    /**
     * Makes one that has no call to make yet.
     *
     * @param mayBlock runs the calls
     * @param later runs what is to be done on the loop when one has ended
     */
    BlockingCalls(Executor mayBlock, Executor later) {
        this.mayBlock = mayBlock;
        this.later = later;
    }

    /**
     * Makes the call as soon as none about the same subject is under way. Of those that wait for that, the latest is
     * made.
     */
    void call(String subject, Runnable question) {
        FutureTask<?> before = running.get(subject);
        if (before != null) {
            waiting.put(subject, question);
            boolean unused = before.cancel(true);
            return;
        }
        FutureTask<?> call = new FutureTask<>(question, null);
        running.put(subject, call);
        try {
            mayBlock.execute(() -> {
                call.run();
                later.execute(() -> ended(subject));
            });
        } catch (Throwable noThread) {
            running.remove(subject); // or nobody would ever be asked again
            throw noThread;
        }
    }

    /** Interrupts what is under way: nobody is interested any more. */
    void end() {
        waiting.clear();
        for (FutureTask<?> call : running.values()) {
            boolean unused = call.cancel(true);
        }
    }

    private void ended(String subject) {
        running.remove(subject);
        Runnable next = waiting.remove(subject);
        if (next != null) {
            call(subject, next);
        }
    }
}
