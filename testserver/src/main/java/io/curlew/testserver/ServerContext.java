package io.curlew.testserver;

/**
 * What everything of one server shares.
 *
 * @param engineOnly whether tests wait for sessions of Engine.IO and their messages: not those of a server of
 *     Socket.IO, which are joins and events
 */
record ServerContext(
        ServerConfig config, ServerLoop loop, Journal journal, Waits waits, Rules rules, boolean engineOnly) {

    static ServerContext of(ServerConfig config, boolean engineOnly) {
        ServerLoop loop = new ServerLoop();
        Journal journal = new Journal(config.journalEntries(), Journal.MAX_BYTES, loop::now);
        Waits waits = new Waits(journal, config.usualWait(), loop::isCurrent, loop::whereHeldUp);
        return new ServerContext(config, loop, journal, waits, new Rules(journal::followed), engineOnly);
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
