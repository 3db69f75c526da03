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
import picocli.CommandLine.Option;

/** What is to go wrong between a server and its clients. */
final class FaultOptions {
    @Option(
            names = "--latency",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Delay all bytes, both ways.")
    private Optional<Duration> latency;

    @Option(
            names = "--bandwidth",
            paramLabel = "BYTES",
            converter = CountConverter.class,
            description = "Pass on at most so many bytes a second, each way of each connection.")
    private Optional<Long> bandwidth;

    @Option(
            names = "--cut-after",
            paramLabel = "BYTES",
            converter = CountConverter.class,
            description = "Reset each connection when so many bytes have gone to the client.")
    private Optional<Long> cutAfter;

    @Option(
            names = "--stall-after",
            paramLabel = "BYTES",
            converter = CountConverter.class,
            description = "Let nothing pass to the client any more when so many bytes have: a pulled cable.")
    private Optional<Long> stallAfter;

    boolean isEmpty() {
        return faults().isEmpty();
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        latency.ifPresent(delay -> faults.add(Fault.latency(delay)));
        bandwidth.ifPresent(bytes -> faults.add(Fault.bandwidth(bytes)));
        cutAfter.ifPresent(bytes -> faults.add(Fault.cutAfter(Direction.TO_CLIENT, bytes, Cut.RST)));
        stallAfter.ifPresent(bytes -> faults.add(Fault.stallAfter(Direction.TO_CLIENT, bytes)));
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
