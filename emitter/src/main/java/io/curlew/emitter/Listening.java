package io.curlew.emitter;

import io.curlew.engineio.loop.Subscription;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Listens to the channels for the answers of a namespace, which all requests there share, and notices when nothing
 * comes: a connection may be lost without anybody being told.
 */
final class Listening {
    private final CompletableFuture<List<Subscription>> confirmed = new CompletableFuture<>();
    private final Settings settings;
    private int waiting; // requests
    private boolean silent;
    private long silentSince; // the first request after the last message

    Listening(Settings settings) {
        this.settings = settings;
    }

    /** Returns what completes when Redis has confirmed all channels; fails when it refuses one, or takes too long. */
    CompletableFuture<List<Subscription>> confirmed() {
        return confirmed;
    }

    void begin(Redis redis, List<Redis.Channel> channels, Consumer<byte[]> messages) {
        List<CompletableFuture<Subscription>> asked = channels.stream()
                .map(channel -> subscribe(redis, channel, message -> {
                    heard();
                    messages.accept(message);
                }))
                .toList();
        for (CompletableFuture<Subscription> one : asked) {
            var unused = one.whenComplete((subscription, failure) -> failed(failure));
        }
        var unused = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenRun(() -> confirmed.complete(
                        asked.stream().map(CompletableFuture::join).toList()));
        var unusedToo = confirmed
                .orTimeout(Settings.nanos(settings.redisTimeout()), TimeUnit.NANOSECONDS)
                .whenComplete((subscriptions, failure) -> {
                    if (failure != null) {
                        asked.forEach(Listening::leave);
                    }
                });
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
            confirmed.completeExceptionally(failure);
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
     * @param ofClients whether these would have reported at once; the answers of the servers themselves may take long
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
        confirmed.completeExceptionally(new CancellationException("the emitter was closed"));
        var unused = confirmed.thenAccept(subscriptions -> subscriptions.forEach(Subscription::remove));
    }
}
