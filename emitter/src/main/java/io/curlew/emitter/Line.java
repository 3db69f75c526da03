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
    private final Object room = new Object();
    private int commands;
    private long bytes;

    Line(Redis redis, Settings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /**
     * Sends a command.
     *
     * @return completes with the reply; fails with an {@link EmitFailedException}, or a {@link BufferFullException}
     *     when too much is on the way already
     */
    CompletableFuture<Object> send(Command command) {
        if (!reserve(command)) {
            return CompletableFuture.failedFuture(new BufferFullException("Redis has not yet answered "
                    + settings.maxCommands() + " commands or " + settings.maxBytes()
                    + " bytes (the limit maxPending), so nothing more is sent"));
        }
        CompletableFuture<?> reply = call(command);
        CompletableFuture<Object> answered = new CompletableFuture<>();
        OnTheWay onTheWay = new OnTheWay(answered);
        waiting.add(onTheWay);
        var unused = reply.whenComplete((value, failure) -> {
            release(command);
            complete(answered, value, failure);
        });
        CompletableFuture<Object> inTime =
                answered.orTimeout(Settings.nanos(settings.redisTimeout()), TimeUnit.NANOSECONDS);
        return inTime.handle((value, failure) -> {
            waiting.remove(onTheWay);
            reply.cancel(false); // when it took too long; no harm otherwise
            if (failure != null) {
                throw explained(command, failure);
            }
            return value;
        });
    }

    private CompletableFuture<?> call(Command command) {
        try {
            return redis.call(command.words()).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A reply that is null stands for none. */
    private static void complete(
            CompletableFuture<Object> answered, @Nullable Object value, @Nullable Throwable failure) {
        if (failure != null) {
            answered.completeExceptionally(failure);
        } else {
            answered.complete(value == null ? "" : value);
        }
    }

    private RuntimeException explained(Command command, Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof TimeoutException) {
            return EmitFailedException.unanswered(command, "in " + Settings.millis(settings.redisTimeout()) + " ms");
        } else if (cause instanceof CancellationException) {
            return EmitFailedException.unanswered(command, "before the emitter was closed");
        }
        return EmitFailedException.refused(command, cause);
    }

    /** Returns what lies below the wrappers of futures. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private boolean reserve(Command command) {
        synchronized (room) {
            boolean fits = commands == 0
                    || (commands < settings.maxCommands() && bytes + command.bytes() <= settings.maxBytes());
            if (fits) {
                commands++;
                bytes += command.bytes();
            }
            return fits;
        }
    }

    private void release(Command command) {
        synchronized (room) {
            commands--;
            bytes -= command.bytes();
        }
    }

    /** Waits for what is on the way, as long as the settings say; what is left then fails. */
    CompletableFuture<Void> close() {
        CompletableFuture<?>[] left = waiting.stream().map(OnTheWay::answered).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(left)
                .handle((nothing, failure) -> (Void) null)
                .completeOnTimeout(null, Settings.nanos(settings.closeTimeout()), TimeUnit.NANOSECONDS)
                .thenRun(() -> waiting.forEach(late -> late.answered().cancel(false)));
    }

    /** A command that Redis has not answered; each is only the same as itself. */
    private static final class OnTheWay {
        private final CompletableFuture<Object> answered;

        OnTheWay(CompletableFuture<Object> answered) {
            this.answered = answered;
        }

        CompletableFuture<Object> answered() {
            return answered;
        }
    }
}
