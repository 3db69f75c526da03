package io.curlew.cli;

import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.Rule;
import io.curlew.testserver.TestServer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A server of either kind, as far as it starts, ends and has faults. */
record Served(Runnable open, Supplier<URI> uri, Runnable stop, Runnable crash, Runnable close, Consumer<Rule> rule) {

    static Served of(TestServer server) {
        return new Served(server::start, server::uri, server::stop, server::crash, server::close, server::rule);
    }

    static Served of(EngineTestServer server) {
        return new Served(server::start, server::uri, server::stop, server::crash, server::close, server::rule);
    }

    /**
     * Starts it, for the first time or again, and returns where it listens.
     *
     * @param place where it is to listen
     * @throws Failure when it can't listen there
     */
    URI start(String place) {
        try {
            open.run();
            return uri.get();
        } catch (UncheckedIOException e) {
            throw new Failure("cannot listen on " + place, e);
        }
    }
}
