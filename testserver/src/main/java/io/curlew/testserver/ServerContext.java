package io.curlew.testserver;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What everything of one server shares.
 *
 * @param engineOnly whether the server speaks only Engine.IO, so that tests wait for sessions and messages; otherwise
 *     they wait for clients that join, and for events
 * @param closed whether the server was closed for good, or begins to be
 */
record ServerContext(
        ServerConfig config,
        ServerLoop loop,
        Journal journal,
        Waits waits,
        Rules rules,
        boolean engineOnly,
        AtomicBoolean closed) {

    static ServerContext of(ServerConfig config, boolean engineOnly) {
        ServerLoop loop = new ServerLoop();
        Journal journal = new Journal(config.journalEntries(), Journal.MAX_BYTES, loop::now);
        Waits waits = new Waits(journal, config.usualWait(), loop::isCurrent, loop::whereHeldUp);
        return new ServerContext(
                config, loop, journal, waits, new Rules(journal::followed), engineOnly, new AtomicBoolean());
    }

    /** Fails if a handler threw an exception that was not reported yet. */
    void verify() {
        boolean unused = loop.call(() -> true); // a handler may be about to throw
        waits.expectNoFailure();
    }

    /** Returns handlers of one kind; what they throw goes into the journal. */
    <T> Handlers<T> handlers() {
        return new Handlers<>(journal::failed);
    }
}
