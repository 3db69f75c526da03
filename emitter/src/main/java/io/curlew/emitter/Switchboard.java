package io.curlew.emitter;

import io.curlew.emitter.MissingAnswersException.Reason;
import io.curlew.engineio.loop.BufferFullException;
import io.curlew.socketio.protocol.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, Listening> listening = new ConcurrentHashMap<>();
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
        Listening channels = listen(namespace);
        channels.asked();
        CompletableFuture<Answers> result = call.result()
                .orTimeout(Settings.nanos(timeout), TimeUnit.NANOSECONDS)
                .whenComplete((answers, failure) -> {
                    calls.remove(requestId);
                    ended(namespace, channels, call, failure);
                });
        var unused = channels.confirmed()
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

    /** If nothing is heard any more, the next request waits until Redis has confirmed the channels again. */
    private void ended(String namespace, Listening channels, Call call, @Nullable Throwable failure) {
        boolean unheard = failure instanceof TimeoutException && call.isUnheard();
        if (channels.ended(unheard, call.isOfClients()) && listening.remove(namespace, channels)) {
            channels.close();
        }
    }

    private void send(String namespace, Command command, Call call) {
        Command count = Command.count(wire.servers(namespace));
        var unused = line.send(count).whenComplete((reply, failure) -> counted(count, call, reply, failure));
        if (call.result().isCompletedExceptionally()) {
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

    private Listening listen(String namespace) {
        Listening present = listening.get(namespace); // mostly; another one would have a timer
        if (present != null) {
            return present;
        }
        Listening mine = new Listening(settings, failed -> listening.remove(namespace, failed));
        Listening known = listening.putIfAbsent(namespace, mine);
        if (known != null) {
            return known;
        }
        mine.begin(redis, wire.answers(namespace, uid), this::arrived);
        return mine;
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
        } catch (TooLargeException tooLarge) {
            call.tooLarge(response.server());
        } catch (RuntimeException e) {
            call.unreadable(response.server(), e);
        }
    }

    /** Ends all calls and listens no more. */
    void close() {
        closed = true;
        calls.values().forEach(call -> call.fail(Reason.CLOSED, "the emitter was closed"));
        listening.values().forEach(Listening::close);
    }
}
