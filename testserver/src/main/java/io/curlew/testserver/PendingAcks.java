package io.curlew.testserver;

import io.curlew.engineio.protocol.DurationText;
import io.curlew.socketio.protocol.Args;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** The answers that one client still owes. */
final class PendingAcks {
    private final ServerLoop loop;
    private final Duration patience;
    private final Map<Long, CompletableFuture<Args>> answers = new ConcurrentHashMap<>();

    /** @param patience how long a handler may hold up the loop before the answers for which it has asked fail */
    PendingAcks(ServerLoop loop, Duration patience) {
        this.loop = loop;
        this.patience = patience;
    }

    /**
     * Returns the answer, for a callback: it completes on the loop, as long as that runs, and nobody can wait for it.
     */
    CompletableFuture<Args> expect(long ackId) {
        CompletableFuture<Args> answer = new LoopFuture<>(loop::isCurrent);
        answers.put(ackId, answer);
        return answer;
    }

    /**
     * Returns the answer, for anybody. A handler that waits for what the JDK combines of several would hold up the loop
     * for ever: it can't know better, so the answers fail, on another thread.
     */
    CompletableFuture<Args> expectForAnybody(long ackId) {
        CompletableFuture<Args> answer = expect(ackId);
        if (loop.isCurrent()) {
            loop.ifHeldUp(patience, () -> heldUp(ackId));
        }
        return answer;
    }

    private void heldUp(long ackId) {
        String why = "A handler has held up the server's thread for " + DurationText.of(patience)
                + " since it asked for this answer, which comes on the same thread: say what depends on it by thenAccept";
        take(ackId).ifPresent(answer -> answer.completeExceptionally(new IllegalStateException(why)));
    }

    void answered(long ackId, Args args) {
        take(ackId).ifPresent(answer -> answer.complete(args));
    }

    void late(long ackId) {
        take(ackId)
                .ifPresent(answer ->
                        answer.completeExceptionally(new TimeoutException("The client did not answer in time")));
    }

    void lost(long ackId) {
        take(ackId)
                .ifPresent(answer ->
                        answer.completeExceptionally(new IllegalStateException("The client left before it answered")));
    }

    void allLost() {
        answers.keySet().forEach(this::lost);
    }

    private Optional<CompletableFuture<Args>> take(long ackId) {
        return Optional.ofNullable(answers.remove(ackId));
    }
}
