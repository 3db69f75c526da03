package io.curlew.benchmarks;

import java.util.Locale;

/** The clients on the JVM, each as a program would use it. */
enum Contestant {
    /** Listeners on the callback executor, as is the default. */
    CURLEW {
        @Override
        Client connect(String url, Arrivals arrivals) {
            return CurlewClient.connect(url, arrivals, builder -> {});
        }
    },
    /** Listeners on the event loop. */
    CURLEW_DIRECT {
        @Override
        Client connect(String url, Arrivals arrivals) {
            return CurlewClient.connect(url, arrivals, builder -> builder.direct());
        }
    },
    CURLEW_BLOCKING {
        @Override
        Client connect(String url, Arrivals arrivals) {
            return BlockingCurlewClient.connect(url, arrivals);
        }
    },
    /** No client: what a program costs at least that uses Netty's WebSocket and Jackson well. */
    FLOOR_STOCK {
        @Override
        Client connect(String url, Arrivals arrivals) {
            return Floor.connect(url, channel -> new StockFloor(channel, arrivals));
        }
    },
    /** As {@link #FLOOR_STOCK}, with its own frames. */
    FLOOR_BARE {
        @Override
        Client connect(String url, Arrivals arrivals) {
            return Floor.connect(url, channel -> new BareFloor(channel, arrivals));
        }
    },
    /** {@code io.socket:socket.io-client}. */
    OFFICIAL_JAVA {
        @Override
        Client connect(String url, Arrivals arrivals) {
            return OfficialClient.connect(url, arrivals);
        }
    };

    abstract Client connect(String url, Arrivals arrivals);

    /** Returns the name on the command line and in the tables. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
