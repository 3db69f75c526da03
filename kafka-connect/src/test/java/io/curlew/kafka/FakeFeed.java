package io.curlew.kafka;

import io.curlew.socketio.client.RecoveryPoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** A feed whose server is the test. */
class FakeFeed implements Feed {
    final Queue<Received> events = new ArrayDeque<>();
    final List<RecoveryPoint> resumed = new ArrayList<>();
    final List<CompletableFuture<Void>> connects = new ArrayList<>();
    Optional<RecoveryPoint> point = Optional.empty();
    boolean connected;
    boolean recovered;
    boolean over;
    boolean closed;

    @Override
    public void resumeFrom(RecoveryPoint place) {
        resumed.add(place);
    }

    @Override
    public CompletableFuture<?> connect() {
        CompletableFuture<Void> connecting = new CompletableFuture<>();
        connects.add(connecting);
        connected = false;
        over = false;
        return connecting;
    }

    /** Answers the latest connect. */
    void accept(boolean asRecovered) {
        connected = true;
        recovered = asRecovered;
        over = false;
        connects.get(connects.size() - 1).complete(null);
    }

    /** The connection of the latest connect was answered and lost already, but that is told later. */
    void lose() {
        connected = false;
        over = true;
    }

    void fail(RuntimeException why) {
        lose();
        connects.get(connects.size() - 1).completeExceptionally(why);
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public boolean recovered() {
        return recovered;
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public Optional<Received> next() {
        Optional<Received> next = Optional.ofNullable(events.poll());
        next.flatMap(Received::point).ifPresent(place -> point = Optional.of(place));
        return next;
    }

    @Override
    public Optional<RecoveryPoint> point() {
        return point;
    }

    @Override
    public int waiting() {
        return events.size();
    }

    @Override
    public void hangUp() {
        over = true;
    }

    @Override
    public CompletableFuture<?> close() {
        closed = true;
        return CompletableFuture.completedFuture(null);
    }
}
