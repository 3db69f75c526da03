package io.curlew.benchmarks;

import java.util.Locale;

/** The clients on the JVM, each as a program would use it. */
enum Contestant {
    /** Listeners on the callback executor, as is the default. */
    CURLEW {
        @Override
        Client connect(Destination to, Arrivals arrivals) {
            return CurlewClient.connect(to, arrivals, builder -> {});
        }

        @Override
        Client returning(Destination to, Runnable answered) {
            return CurlewClient.returning(to, answered);
        }
    },
    /** Listeners on the event loop. */
    CURLEW_DIRECT {
        @Override
        Client connect(Destination to, Arrivals arrivals) {
            return CurlewClient.connect(to, arrivals, builder -> builder.direct());
        }

        @Override
        Client onOneLoop(Destination to, Arrivals arrivals) {
            return CurlewClient.connect(
                    to, arrivals, builder -> builder.direct().eventLoops(GrownClient.LOOPS));
        }
    },
    CURLEW_BLOCKING {
        @Override
        Client connect(Destination to, Arrivals arrivals) {
            return BlockingCurlewClient.connect(to, arrivals);
        }
    },
    /** No client: what a program costs at least that uses Netty's WebSocket and Jackson well. */
    FLOOR_STOCK {
        @Override
        Client connect(Destination to, Arrivals arrivals) {
            return Floor.connect(to, channel -> new StockFloor(channel, arrivals, false));
        }
    },
    /**
     * As {@link #FLOOR_STOCK}, with a copy of each attachment that a program may keep, which every client has to make.
     */
    FLOOR_COPYING {
        @Override
        Client connect(Destination to, Arrivals arrivals) {
            return Floor.connect(to, channel -> new StockFloor(channel, arrivals, true));
        }
    },
    /** As {@link #FLOOR_STOCK}, with its own frames. */
    FLOOR_BARE {
        @Override
        Client connect(Destination to, Arrivals arrivals) {
            return Floor.connect(to, channel -> new BareFloor(channel, arrivals));
        }

        @Override
        Client onOneLoop(Destination to, Arrivals arrivals) {
            return connect(to, arrivals); // a floor has no more than one
        }
    },
    /** {@code io.socket:socket.io-client}. */
    OFFICIAL_JAVA {
        @Override
        Client connect(Destination to, Arrivals arrivals) {
            return OfficialClient.connect(to, arrivals);
        }

        @Override
        Client returning(Destination to, Runnable answered) {
            return OfficialClient.returning(to, answered);
        }
    };

    abstract Client connect(Destination to, Arrivals arrivals);

    /**
     * Starts to connect one that connects again whenever it is cut off, and asks whenever it is connected; what is
     * answered comes from any thread.
     */
    Client returning(Destination to, Runnable answered) {
        throw new UnsupportedOperationException("reconnect");
    }

    /** Connects one that shares its event loop with all others that are connected in this way. */
    Client onOneLoop(Destination to, Arrivals arrivals) {
        throw new UnsupportedOperationException("play");
    }

    static Contestant of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Returns the name on the command line and in the tables. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
