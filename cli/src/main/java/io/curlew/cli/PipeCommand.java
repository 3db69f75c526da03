package io.curlew.cli;

import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.Optional;

/** {@code curlew pipe}. */
final class PipeCommand extends Subcommand {
    private final ConnectOptions options = new ConnectOptions();

    private final Parameter<Optional<Duration>> linger = Parameter.option(
                    "--linger=TIME", "Continue to print events for that time after the end of stdin.")
            .optional(DurationConverter::convert);

    private final Ending ending = new Ending();
    private final Questions questions = new Questions();
    private final Arrival arrival = new Arrival();

    PipeCommand(Streams streams) {
        super(streams, "pipe", "Emits the events on stdin, and prints the events that arrive.");
        usage.description(
                        "Each line is a JSON object, in both directions:",
                        "",
                        "  {\"event\":\"price\",\"args\":[\"BTC\",1.5]}   an event",
                        "  {\"event\":\"sum\",\"ack\":7,\"args\":[1,2]}   one that wants an answer",
                        "  {\"ack\":7,\"args\":[3]}                   the answer",
                        "  {\"ack\":7,\"error\":\"...\"}                why there is none",
                        "",
                        "Ends when stdin has ended and all answers have arrived or timed out; with --linger it prints events for"
                                + " some time longer. What pipe, listen or serve has printed can be piped in again; answers for"
                                + " which no event waits are skipped, with a note.")
                .examples(
                        "  echo '{\"event\":\"time\",\"ack\":1}' | curlew pipe http://localhost:3000",
                        "  curlew listen http://one:3000 | curlew pipe http://other:3000",
                        "  curlew pipe http://localhost:3000 --linger 1h <events.ndjson >heard.ndjson");
        options.addTo(usage);
        usage.options(OptionGroup.OWN, linger);
        console.addTo(usage);
    }

    @Override
    int run() throws Exception {
        try (arrival;
                SocketIoClient client = options.client(console, builder -> arrival.prepare(builder, console::say));
                Interrupt interrupt = Interrupt.thenClose(client)) {
            Socket socket = client.socket(options.namespace());
            socket.onAny(ending.until(this::received));
            socket.onDisconnect(lost -> questions.forget(socket));
            arrival.watch(socket);
            PipeInput input =
                    new PipeInput(socket, options.timeout(), linger.get(), questions, arrival, console, ending);
            new Watch(options, console, ending)
                    .over(
                            socket,
                            () -> StdinLines.readInto(StdinLines.withoutBlankOnes(input), console.lines(), ending));
            int exitCode = ending.await();
            SocketIoClient unused = client.closeAsync().join(); // when all is sent and told
            arrival.complaint().ifPresent(this::fail);
            input.requireAnswersInTime();
            return exitCode;
        }
    }

    private void fail(String why) {
        long dropped = arrival.dropped();
        throw new Failure((dropped > 0 ? "events that were not sent: " + dropped : "events may not have arrived") + " ("
                + why + ")");
    }

    private void received(Event event) {
        JsonLine line = new JsonLine().event(event.name());
        if (event.wantsAck()) {
            line.ack(questions.add(event));
        }
        console.print(line.args(event.args()).toString());
    }
}
