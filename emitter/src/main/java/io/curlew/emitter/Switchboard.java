package io.curlew.emitter;

import io.curlew.emitter.MissingAnswersException.Reason;
import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.loop.Subscription;
import io.curlew.socketio.protocol.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and finds whose the answers are. It listens for those of a namespace from the first request there
 * until it is closed.
 */
final class Switchboard {
    private final Redis redis;
    private final Line line;
    private final Wire wire;
    private final Settings settings;
    private final String uid;
    private final AnswerReader reader;
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<List<Subscription>>> listening = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Switchboard(Redis redis, Line line, Wire wire, Settings settings, String uid) {
        this.redis = redis;
        this.line = line;
        this.wire = wire;
        this.settings = settings;
        this.uid = uid;
        this.reader = new AnswerReader(settings.codec());
    }

    /**
     * Sends a request.
     *
     * @param requestId the command's
     * @return completes with the answers; fails with a {@link MissingAnswersException}, an {@link EmitFailedException}
     *     or a {@link BufferFullException}
     */
    CompletableFuture<Answers> ask(String namespace, Command command, String requestId, Call call, Duration timeout) {
        if (calls.size() >= settings.maxCommands()) {
            return CompletableFuture.failedFuture(new BufferFullException("So many requests wait for answers already: "
                    + settings.maxCommands() + " (the limit maxPending)"));
        }
        calls.put(requestId, call);
        CompletableFuture<Answers> result = call.result();
        var unused = result.orTimeout(Settings.nanos(timeout), TimeUnit.NANOSECONDS)
                .whenComplete((answers, failure) -> calls.remove(requestId));
        var unusedToo = listen(namespace)
                .whenComplete((subscriptions, failure) -> listening(namespace, command, call, failure));
        if (closed) {
            close(); // again: it may have looked before there was this call
        }
        return result.exceptionallyCompose(
                failure -> CompletableFuture.failedFuture(explained(failure, call, timeout)));
    }

    private static Throwable explained(Throwable failure, Call call, Duration timeout) {
        if (!(Line.cause(failure) instanceof TimeoutException)) {
            return Line.cause(failure);
        }
        return call.missing(Reason.TIMEOUT, "no more came in " + Settings.millis(timeout) + " ms");
    }

    private void listening(String namespace, Command command, Call call, @Nullable Throwable failure) {
        if (failure != null) {
            fail(call, EmitFailedException.unsubscribed(Line.cause(failure)));
        } else if (!call.result().isDone()) {
            send(namespace, command, call);
        }
    }

    private void send(String namespace, Command command, Call call) {
        Command count = Command.count(wire.servers(namespace));
        var unused = line.send(count).whenComplete((reply, failure) -> counted(count, call, reply, failure));
        if (call.result().isDone()) {
            return; // whoever is told that nothing is sent may send it again
        }
        var unusedToo = line.send(command).whenComplete((reply, failure) -> fail(call, failure));
    }

    private static void counted(Command count, Call call, @Nullable Object reply, @Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Line.cause(failure);
        fail(call, cause instanceof EmitFailedException failed ? failed.ofTheCount() : cause);
        if (reply instanceof List<?> list && list.size() == 2 && list.get(1) instanceof Long servers) {
            call.expect(servers);
        } else {
            fail(call, EmitFailedException.unexpected(count));
        }
    }

    private static void fail(Call call, @Nullable Throwable failure) {
        if (failure != null) {
            call.result().completeExceptionally(Line.cause(failure));
        }
    }

    private CompletableFuture<List<Subscription>> listen(String namespace) {
        CompletableFuture<List<Subscription>> mine = new CompletableFuture<>();
        CompletableFuture<List<Subscription>> known = listening.putIfAbsent(namespace, mine);
        if (known != null) {
            return known;
        }
        var unused = mine.orTimeout(Settings.nanos(settings.redisTimeout()), TimeUnit.NANOSECONDS)
                .whenComplete((subscriptions, failure) -> forgetIfFailed(namespace, mine, failure));
        subscribe(wire.answers(namespace, uid), mine);
        return mine;
    }

    /** The next request then tries again. */
    private void forgetIfFailed(
            String namespace, CompletableFuture<List<Subscription>> mine, @Nullable Throwable failure) {
        if (failure != null) {
            listening.computeIfPresent(namespace, (name, present) -> present == mine ? null : present);
        }
    }

    private void subscribe(List<Redis.Channel> channels, CompletableFuture<List<Subscription>> mine) {
        List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
        for (Redis.Channel channel : channels) {
            var unused = subscribe(channel).whenComplete((subscription, failure) -> {
                if (failure != null) {
                    mine.completeExceptionally(failure);
                    return;
                }
                subscriptions.add(subscription);
                if (mine.isCompletedExceptionally()) {
                    subscription.remove(); // it came too late
                } else if (subscriptions.size() == channels.size()) {
                    mine.complete(subscriptions);
                }
            });
        }
        var unusedToo = mine.exceptionally(failure -> {
            subscriptions.forEach(Subscription::remove); // those of them that were confirmed
            return subscriptions;
        });
    }

    private CompletionStage<Subscription> subscribe(Redis.Channel channel) {
        try {
            return redis.subscribe(channel, this::arrived);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void arrived(byte[] message) {
        try {
            wire.read(message).ifPresent(this::arrived);
        } catch (ParseException notForUs) {
            // Others write to these channels too.
        }
    }

    private void arrived(Response response) {
        Call call = calls.get(response.requestId());
        if (call == null) {
            return;
        }
        if (response.clients().isPresent()) {
            call.counted(response.server(), response.clients().getAsLong());
            return;
        }
        try {
            AnswerReader.Answer answer = reader.read(response.answer(), call.left());
            call.answered(response.server(), answer.args(), answer.size());
        } catch (RuntimeException e) {
            call.unreadable(response.server(), e);
        }
    }

    /** Ends all calls and listens no more. */
    void close() {
        closed = true;
        calls.values().forEach(call -> call.fail(Reason.CLOSED, "the emitter was closed"));
        listening.values().forEach(open -> {
            open.completeExceptionally(new CancellationException("the emitter was closed"));
            var unused = open.thenAccept(subscriptions -> subscriptions.forEach(Subscription::remove));
        });
    }
}
