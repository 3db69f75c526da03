package io.curlew.emitter;

import io.curlew.engineio.loop.Subscription;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the channels for the answers of a namespace, which all requests there share, and notices when nothing
 * comes: a connection may be lost without anybody being told.
 */
final class Listening {
    private final Settings settings;
    private final CompletableFuture<@Nullable Void> reply = new CompletableFuture<>();
    /** Completes after what failed was forgotten, so that whoever is told can try again. */
    private final CompletableFuture<@Nullable Void> confirmed;

    private volatile List<CompletableFuture<Subscription>> channels = List.of();
    private int waiting; // requests
    private boolean silent;
    private long silentSince; // the first request after the last message

    /** @param forget runs when it fails */
    Listening(Settings settings, Consumer<Listening> forget) {
        this.settings = settings;
        this.confirmed = reply.orTimeout(Settings.nanos(settings.redisTimeout()), TimeUnit.NANOSECONDS)
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        forget.accept(this);
                        channels.forEach(Listening::leave);
                    }
                });
    }

    /** Returns what completes when Redis has confirmed all channels; fails when it refuses one, or takes too long. */
    CompletableFuture<@Nullable Void> confirmed() {
        return confirmed;
    }

    void begin(Redis redis, List<Redis.Channel> names, Consumer<byte[]> messages) {
        List<CompletableFuture<Subscription>> asked = names.stream()
                .map(name -> subscribe(redis, name, message -> {
                    heard();
                    messages.accept(message);
                }))
                .toList();
        channels = asked;
        asked.forEach(one -> {
            var unused = one.whenComplete((subscription, failure) -> failed(failure));
        });
        var unused =
                CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenRun(() -> reply.complete(null));
        if (reply.isCompletedExceptionally()) {
            asked.forEach(Listening::leave); // it may have failed before these were known
        }
    }

    private static CompletableFuture<Subscription> subscribe(
            Redis redis, Redis.Channel channel, Consumer<byte[]> messages) {
        try {
            return redis.subscribe(channel, messages).toCompletableFuture();
        } catch (Throwable e) { // an Error, too: nobody else tells the request
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void leave(CompletableFuture<Subscription> one) {
        one.cancel(false);
        var unused = one.thenAccept(Subscription::remove); // it was confirmed before
    }

    private void failed(Throwable failure) {
        if (failure != null) {
            reply.completeExceptionally(failure);
        }
    }

    /** A request begins. */
    synchronized void asked() {
        waiting++;
        if (!silent) {
            silent = true;
            silentSince = System.nanoTime();
        }
    }

    private synchronized void heard() {
        silent = false;
    }

    /**
     * A request has ended.
     *
     * @param unheard whether it has waited in vain for servers that there are
     * @param ofClients whether clients are asked: then each server reports at once; servers that answer themselves may
     *     take long
     * @return whether it is likely that nothing can be heard any more
     */
    synchronized boolean ended(boolean unheard, boolean ofClients) {
        waiting--;
        return unheard && silent && isLong(System.nanoTime() - silentSince) && (ofClients || waiting == 0);
    }

    private boolean isLong(long nanos) {
        return nanos >= Settings.nanos(settings.redisTimeout());
    }

    void close() {
        reply.completeExceptionally(new CancellationException("the emitter was closed"));
        channels.forEach(Listening::leave);
    }
}
