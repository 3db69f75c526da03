package io.curlew.engineio.transport;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends a byte every few milliseconds. */
final class Drip implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();

    Drip(Peer to, String bytes) {
        drip(to, bytes); // at once, however late the clock's thread gets its turn
        var unused = clock.scheduleAtFixedRate(() -> drip(to, bytes), 5, 5, TimeUnit.MILLISECONDS);
    }

    private void drip(Peer to, String bytes) {
        int at = sent.getAndIncrement();
        try {
            to.write(bytes.substring(at, at + 1));
        } catch (IOException theClientIsGone) {
            clock.shutdown();
        }
    }

    int bytes() {
        return sent.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
