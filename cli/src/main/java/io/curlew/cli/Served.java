package io.curlew.cli;

import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.Rule;
import io.curlew.testserver.TestServer;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A server of either kind, as far as it starts, ends and has faults. */
record Served(Supplier<URI> start, Runnable stop, Runnable crash, Runnable close, Consumer<Rule> rule) {

    static Served of(TestServer server) {
        return new Served(() -> server.start().uri(), server::stop, server::crash, server::close, server::rule);
    }

    static Served of(EngineTestServer server) {
        return new Served(() -> server.start().uri(), server::stop, server::crash, server::close, server::rule);
    }
}
