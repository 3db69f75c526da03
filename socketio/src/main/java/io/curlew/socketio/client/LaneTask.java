package io.curlew.socketio.client;

import java.util.function.Consumer;

/** Something that has its turn in a client's lane. An event is one by itself: there may be very many of them. */
abstract class LaneTask {
    /** The {@link #memory} of what is counted elsewhere while it waits. */
    static final long UNCOUNTED = -1;

    /** Does it, when its turn has come. */
    abstract void run(Consumer<Throwable> onThrown);

    /** Returns what it and all that it holds take in memory while it waits, about. */
    abstract long memory();
}
