package io.curlew.testserver;

import io.curlew.socketio.protocol.Args;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The answers that one client still owes. */
final class PendingAcks {
    private final BooleanSupplier onLoop;
    private final Map<Long, CompletableFuture<Args>> answers = new ConcurrentHashMap<>();

    PendingAcks(BooleanSupplier onLoop) {
        this.onLoop = onLoop;
    }

    CompletableFuture<Args> expect(long ackId) {
        CompletableFuture<Args> answer = new LoopFuture<>(onLoop);
        answers.put(ackId, answer);
        return answer;
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
