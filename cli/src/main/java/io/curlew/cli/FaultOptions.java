package io.curlew.cli;

import io.curlew.testserver.fault.Cut;
import io.curlew.testserver.fault.Direction;
import io.curlew.testserver.fault.Fault;
import io.curlew.testserver.fault.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is to go wrong between a server and its clients. */
final class FaultOptions {
    /** Those for which a proxy stands between the server and its clients. */
    static final String OF_PROXY = "--latency, --bandwidth, --cut-after or --stall-after";

    private final Parameter<Optional<Duration>> latency = Parameter.option(
                    "--latency=TIME", "Delay all bytes, in both directions.")
            .optional(DurationConverter::convert);

    private final Parameter<Optional<Long>> bandwidth = Parameter.option(
                    "--bandwidth=BYTES", "Limit each direction of each connection to that many bytes per second.")
            .optional(CountConverter::some);

    private final Parameter<Optional<Long>> cutAfter = Parameter.option(
                    "--cut-after=BYTES", "Reset each connection after that many bytes to the client.")
            .optional(CountConverter::some);

    private final Parameter<Optional<Long>> stallAfter = Parameter.option(
                    "--stall-after=BYTES",
                    "Send nothing more to the client after that many bytes, like a pulled cable.")
            .optional(CountConverter::some);

    private final Parameter<List<FaultRule>> rules = Parameter.option(
                    "--fault=RULE", "Break something on purpose; see the table above. May be repeated.")
            .repeated(FaultRule::parse);

    void addTo(Usage usage) {
        usage.options(OptionGroup.FAULTS, latency, bandwidth, cutAfter, stallAfter, rules);
    }

    /** Returns whether a proxy stands between the server and its clients: the server itself can have faults. */
    boolean needProxy() {
        return !faults().isEmpty();
    }

    /** Returns whether something is to go wrong that only Socket.IO has. */
    boolean areOfSocketIo() {
        return only(FaultRule.OfServer.class).anyMatch(FaultRule.OfServer::isOfSocketIo);
    }

    /** @throws WrongUsage when the server is to go away in two ways, of which one would disturb the other */
    void check() {
        if (only(FaultRule.OfTime.class).count() > 1) {
            throw new WrongUsage("there can be only one --fault server=...");
        }
    }

    /** Has a server do wrong what was asked for; one that has not started, so that no client is served before. */
    void applyTo(Served server) {
        only(FaultRule.OfServer.class).map(FaultRule.OfServer::rule).forEach(server.rule());
    }

    /** Has a server that has started go away, if that was asked for. */
    void schedule(Outages outages) {
        only(FaultRule.OfTime.class).map(FaultRule.OfTime::outage).forEach(outages::schedule);
    }

    private <R extends FaultRule> Stream<R> only(Class<R> kind) {
        return rules.get().stream().filter(kind::isInstance).map(kind::cast);
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        latency.get().ifPresent(delay -> faults.add(Fault.latency(delay)));
        bandwidth.get().ifPresent(bytes -> faults.add(Fault.bandwidth(bytes)));
        cutAfter.get().ifPresent(bytes -> faults.add(Fault.cutAfter(Direction.TO_CLIENT, bytes, Cut.RST)));
        stallAfter.get().ifPresent(bytes -> faults.add(Fault.stallAfter(Direction.TO_CLIENT, bytes)));
        return faults;
    }

    Between between() {
        return new Between();
    }

    /** What stands between the server and its clients: nothing, where nothing is to go wrong. */
    final class Between implements AutoCloseable {
        private Optional<FaultProxy> proxy = Optional.empty();

        /** Returns where clients are to connect to. */
        URI start(URI server) {
            if (!needProxy()) {
                return server;
            }
            FaultProxy started = FaultProxy.to(server).start();
            proxy = Optional.of(started);
            started.faults(faults().toArray(Fault[]::new));
            return started.uri();
        }

        @Override
        public void close() {
            proxy.ifPresent(FaultProxy::close);
        }
    }
}
