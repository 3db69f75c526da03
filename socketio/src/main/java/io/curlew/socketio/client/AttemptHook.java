package io.curlew.socketio.client;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.DurationText;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets the application have its say before each attempt, on a thread that may block, within the connect timeout.
 * Confined to the loop.
 */
final class AttemptHook {
    /** The one subject of its calls. */
    private static final String HOOK = "hook";

    private final Consumer<? super ConnectAttempt> hook;
    private final Duration timeout;
    private final EventLoop loop;
    private final BlockingCalls calls;
    private final Executor later;
    private @Nullable ConnectAttempt current;
    private Subscription deadline = () -> {};

    /** What comes of it; one of the two is called, on the loop, unless {@link #cancel} comes before. */
    interface Outcome {
        void goOn(ConnectAttempt attempt);

        void failed(Throwable why);
    }

    /**
     * Makes one that has not been asked yet.
     *
     * @param executor runs the hook
     * @param later runs on the loop what is to be done there
     */
    AttemptHook(
            Consumer<? super ConnectAttempt> hook,
            Duration timeout,
            EventLoop loop,
            Executor executor,
            Executor later) {
        this.hook = hook;
        this.timeout = timeout;
        this.loop = loop;
        this.calls = new BlockingCalls(executor, later);
        this.later = later;
    }

    void ask(ConnectAttempt attempt, Outcome outcome) {
        current = attempt;
        deadline = loop.schedule(
                () -> later.execute(() -> answered(
                        attempt,
                        outcome,
                        new TimeoutException("the beforeAttempt hook took longer than " + DurationText.of(timeout)))),
                timeout);
        calls.call(HOOK, () -> {
            Throwable thrown = call(attempt);
            later.execute(() -> answered(attempt, outcome, thrown));
        });
    }

    private @Nullable Throwable call(ConnectAttempt attempt) {
        try {
            hook.accept(attempt);
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    private void answered(ConnectAttempt attempt, Outcome outcome, @Nullable Throwable failure) {
        if (current != attempt) {
            return;
        }
        cancel();
        if (failure == null) {
            outcome.goOn(attempt);
        } else {
            outcome.failed(failure);
        }
    }

    /** The client has ended. */
    void end() {
        cancel();
        calls.end();
    }

    /** What it says is of no interest any more. */
    void cancel() {
        current = null;
        deadline.remove();
    }
}
