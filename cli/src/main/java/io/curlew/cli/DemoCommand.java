package io.curlew.cli;

import java.time.Duration;
import java.util.List;

/** {@code curlew demo}. */
final class DemoCommand extends Subcommand {
    /** The slowest step takes a tenth of a second: what takes as long as this hangs. */
    private static final Duration STEP_DEADLINE = Duration.ofSeconds(30);

    DemoCommand(Streams streams) {
        super(streams, "demo", "Shows the features, against a server of its own.");
        usage.description("Starts a server in this process and talks to it over polling, over WebSocket, and over"
                        + " polling upgraded to WebSocket. Each line is a step whose effect was checked on the other side;"
                        + " the demo ends with the first that fails.")
                .examples("  curlew demo");
        console.addForPeopleTo(usage);
    }

    @Override
    int run() throws InterruptedException {
        long start = System.nanoTime();
        int steps = 0;
        StepRunner runner = new StepRunner(console, STEP_DEADLINE);
        try (DemoServer server = new DemoServer()) {
            console.print("A server on " + server.uri() + ", and a client that connects to it in three ways.");
            for (TransportChoice transport : TransportChoice.values()) {
                steps += show(transport, server, runner);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        console.print("");
        console.print(console.colors().paint(Colors.DONE, "All %d steps went well".formatted(steps))
                + " in %.1f s.".formatted(seconds));
        return 0;
    }

    private static int show(TransportChoice transport, DemoServer server, StepRunner runner)
            throws InterruptedException {
        try (Tour tour = new Tour(transport, server)) {
            List<Step> steps = tour.steps();
            runner.run(transport.title(), steps);
            return steps.size();
        }
    }
}
