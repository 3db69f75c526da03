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

/** What is to go wrong between a server and its clients. */
final class FaultOptions {
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

    /** Returns whether nothing stands between the server and its clients: the server itself can have faults. */
    boolean isEmpty() {
        return faults().isEmpty();
    }

    /** Returns whether something is to go wrong that only Socket.IO has. */
    boolean areOfSocketIo() {
        return rules.get().stream().anyMatch(FaultRule::isOfSocketIo);
    }

    /** Has a server that has started do wrong what was asked for. */
    void applyTo(Served server, Outages outages) {
        rules.get().forEach(rule -> rule.applyTo(server, outages));
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
            if (isEmpty()) {
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
