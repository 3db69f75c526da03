package io.curlew.emitter;

import io.curlew.engineio.loop.BufferFullException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The way to Redis: bounds what is on it, and how long it takes. Safe for use by many threads. Its futures complete on
 * whatever thread the Redis client has.
 */
final class Line {
    private final Redis redis;
    private final Settings settings;
    private final Set<OnTheWay> waiting = ConcurrentHashMap.newKeySet();
    private final Pending pending;

    Line(Redis redis, Settings settings) {
        this.redis = redis;
        this.settings = settings;
        this.pending = new Pending(settings.maxCommands(), settings.maxBytes());
    }

    /**
     * Sends a command.
     *
     * @return completes with the reply; fails with an {@link EmitFailedException}, or a {@link BufferFullException}
     *     when too much is on the way already
     */
    CompletableFuture<Object> send(Command command) {
        if (!pending.reserve(command)) {
            return CompletableFuture.failedFuture(new BufferFullException("Redis has not yet answered "
                    + settings.maxCommands() + " commands or " + settings.maxBytes()
                    + " bytes (the limit maxPending), so nothing more is sent"));
        }
        CompletableFuture<?> reply = call(command);
        OnTheWay onTheWay = new OnTheWay(command, reply);
        waiting.add(onTheWay);
        var unused = reply.whenComplete(onTheWay::replied);
        CompletableFuture<Object> inTime =
                onTheWay.answered.orTimeout(Settings.nanos(settings.redisTimeout()), TimeUnit.NANOSECONDS);
        return inTime.handle((value, failure) -> {
            waiting.remove(onTheWay);
            onTheWay.giveUp(); // when it took too long; no harm otherwise
            if (failure != null) {
                throw explained(command, failure);
            }
            return value;
        });
    }

    private CompletableFuture<?> call(Command command) {
        try {
            return redis.call(command.words()).toCompletableFuture();
        } catch (Throwable e) { // an Error, too: what was reserved is to be released
            return CompletableFuture.failedFuture(e);
        }
    }

    private RuntimeException explained(Command command, Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof TimeoutException) {
            return EmitFailedException.unanswered(command, "in " + Settings.millis(settings.redisTimeout()) + " ms");
        } else if (cause instanceof CancellationException) {
            return EmitFailedException.unanswered(command, "before the emitter was closed");
        }
        return redis.isErrorReply(cause)
                ? EmitFailedException.refused(command, cause)
                : EmitFailedException.uncertain(command, cause);
    }

    /** Returns what lies below the wrappers of futures. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Waits for what is on the way, as long as the settings say; what is left then fails. */
    CompletableFuture<Void> close() {
        CompletableFuture<?>[] left =
                waiting.stream().map(late -> late.answered).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(left)
                .handle((nothing, failure) -> (Void) null)
                .completeOnTimeout(null, Settings.nanos(settings.closeTimeout()), TimeUnit.NANOSECONDS)
                .thenRun(() -> waiting.forEach(late -> late.answered.cancel(false)));
    }

    /** A command that Redis has not answered; each is only the same as itself. */
    private final class OnTheWay {
        final CompletableFuture<Object> answered = new CompletableFuture<>();
        private final Command command;
        private final CompletableFuture<?> reply;
        private volatile boolean givenUp;

        OnTheWay(Command command, CompletableFuture<?> reply) {
            this.command = command;
            this.reply = reply;
        }

        /** A reply that is null stands for none. */
        void replied(@Nullable Object value, @Nullable Throwable failure) {
            if (givenUp) {
                pending.givenUp(command);
            } else if (failure != null && !redis.isErrorReply(cause(failure))) {
                pending.failed(command);
            } else {
                pending.settled(command);
            }
            if (failure != null) {
                answered.completeExceptionally(failure);
            } else {
                answered.complete(value == null ? "" : value);
            }
        }

        void giveUp() {
            givenUp = true;
            reply.cancel(false);
        }
    }
}
