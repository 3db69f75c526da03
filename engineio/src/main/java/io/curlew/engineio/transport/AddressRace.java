package io.curlew.engineio.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects to whichever of a host's addresses answers first ("happy eyeballs", RFC 8305): an attempt gets a head start
 * before the next joins it, a failed one is followed at once. Confined to its loop.
 */
final class AddressRace {
    /** The "Connection Attempt Delay" that RFC 8305, section 8 recommends. */
    static final long HEAD_START_MILLIS = 250;

    /** Starts to connect. */
    interface Opener {
        ChannelFuture connect(InetAddress address);
    }

    /** Exactly one of the two is called, once, unless the race is cancelled before. */
    interface Outcome {
        void won(Channel channel);

        /** No address answers; the cause is the last one's. */
        void lost(Throwable cause);
    }

    private final EventLoop loop;
    private final Iterator<InetAddress> addresses;
    private final Opener opener;
    private final Outcome outcome;
    private final Set<Channel> running = new LinkedHashSet<>();
    private @Nullable Future<?> headStart;
    private boolean over;

    /** @param addresses at least one, in the order to be tried */
    AddressRace(EventLoop loop, List<InetAddress> addresses, Opener opener, Outcome outcome) {
        this.loop = loop;
        this.addresses = addresses.iterator();
        this.opener = opener;
        this.outcome = outcome;
    }

    void start() {
        ChannelFuture attempt = opener.connect(addresses.next());
        if (addresses.hasNext()) {
            headStart = loop.schedule(this::guardedStart, HEAD_START_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (attempt.cause() == null) {
            running.add(attempt.channel());
            attempt.addListener(done -> ended(attempt));
        } else {
            // Out of file descriptors, perhaps. A channel that was never on the loop reports on another thread.
            loop.execute(() -> ended(attempt));
        }
    }

    private void guardedStart() {
        try {
            start();
        } catch (Throwable failure) {
            finish();
            outcome.lost(failure);
        }
    }

    private void ended(ChannelFuture attempt) {
        running.remove(attempt.channel());
        if (over) {
            closeLate(attempt);
        } else if (attempt.isSuccess()) {
            finish();
            outcome.won(attempt.channel());
        } else if (addresses.hasNext()) {
            stopWaiting();
            guardedStart();
        } else if (running.isEmpty()) {
            finish();
            outcome.lost(attempt.cause());
        }
    }

    /** One that failed is closed already. */
    private static void closeLate(ChannelFuture attempt) {
        if (attempt.isSuccess()) {
            var unused = attempt.channel().close();
        }
    }

    /** Closes all pending attempts; the outcome is never reported. */
    void cancel() {
        finish();
    }

    private void finish() {
        over = true;
        stopWaiting();
        // A copy: a close may end an attempt at once, and an ended one leaves the set.
        for (Channel loser : List.copyOf(running)) {
            var unused = loser.close();
        }
    }

    private void stopWaiting() {
        if (headStart != null) {
            headStart.cancel(false);
        }
    }
}
