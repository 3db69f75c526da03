package io.curlew.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * Connections of one event loop, among which the server plays events: the next comes when the client has asked for it
 * on having the one before.
 */
final class Rally {
    private final Contestant contestant;
    private final Destination to;
    private final Arrivals arrivals;
    private @Nullable Client first;

    Rally(Contestant contestant, Destination to, Arrivals arrivals) {
        this.contestant = contestant;
        this.to = to;
        this.arrivals = arrivals;
    }

    /** Opens so many. */
    void open(int connections) {
        for (int i = 0; i < connections; i++) {
            Player player = new Player();
            Client client = contestant.onOneLoop(to, player);
            player.client = client;
            client.emit("play");
            first = first == null ? client : first;
        }
        System.gc();
    }

    /** Plays so many events. */
    void play(int count) {
        if (first == null) {
            throw new IllegalStateException("Nobody plays");
        }
        arrivals.expect(count);
        first.emit("next");
        arrivals.await();
    }

    /** What one connection does on an event. */
    private final class Player extends Arrivals {
        private volatile @Nullable Client client;

        @Override
        void arrived(Quote quote) {
            Client asking = client;
            arrivals.arrived(quote);
            if (asking != null && arrivals.areExpected()) {
                asking.emit("next");
            }
        }
    }
}
