package io.curlew.cli;

import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code curlew listen}. */
final class ListenCommand extends Subcommand {
    private final ConnectOptions options = new ConnectOptions();

    private final Stop stop = new Stop();

    private final Parameter<List<String>> names = Parameter.option(
                    "-e, --event=NAME", "Print only events of that name. May be repeated.")
            .repeated(name -> name);

    private final Parameter<Boolean> time =
            Parameter.option("--time", "Print the time of each event.").flag();

    private final Parameter<Boolean> pretty = Parameter.option(
                    "--pretty", "Print for people: with colours and the time, on several lines.")
            .flag();

    private final Parameter<List<Reply>> replies = Parameter.option(
                    "--reply=EVENT=ARG",
                    "Answer each event of that name with that argument, written as for call. May be repeated.")
            .repeated(Reply::parse);

    private final Ending ending = new Ending();
    private long questions;
    private Map<String, @Nullable Object> answers = Map.of();

    ListenCommand(Streams streams) {
        super(streams, "listen", "Prints the events of a namespace.");
        usage.description(
                        "Each event is one line of JSON, with binary in base64:",
                        "",
                        "  {\"event\":\"price\",\"args\":[\"BTC\",{\"$binary\":\"AAEC\"}]}",
                        "",
                        "A line has \"ack\" and a number if the server wants an answer, which --reply gives. Ends on Ctrl-C, or"
                                + " as --count or --for says. Reconnects when the connection is lost.")
                .examples(
                        "  curlew listen http://localhost:3000/prices",
                        "  curlew listen http://localhost:3000 -e price --count 1 | jq .args[0]",
                        "  curlew listen https://example.org -a env:AUTH --pretty --for 5m",
                        "  curlew listen http://localhost:3000 --reply 'ready?=true'");
        options.addTo(usage);
        stop.addTo(usage);
        usage.options(OptionGroup.OWN, names, time, pretty, replies);
        console.addTo(usage);
    }

    @Override
    int run() throws Exception {
        if (pretty.get() && console.isJson()) {
            throw new WrongUsage("--pretty and --json exclude each other");
        }
        answers = Reply.values(replies.get());
        try (SocketIoClient client = options.client(console);
                Interrupt interrupt = Interrupt.thenClose(client)) {
            Socket socket = client.socket(options.namespace());
            socket.onAny(ending.until(this::received));
            new Watch(options, console, ending).over(socket, ending::begin);
            return stop.await(ending);
        }
    }

    private void received(Event event) {
        long number = event.wantsAck() ? ++questions : 0;
        if (event.wantsAck() && answers.containsKey(event.name())) {
            event.ack(answers.get(event.name()));
        }
        if (names.get().isEmpty() || names.get().contains(event.name())) {
            console.print(pretty.get() ? pretty(event) : line(event, number));
            stop.count(ending);
        }
    }

    private String line(Event event, long number) {
        JsonLine line = new JsonLine();
        if (time.get()) {
            line.time(Instant.now());
        }
        line.event(event.name());
        return (number > 0 ? line.ack(number) : line).args(event.args()).toString();
    }

    private String pretty(Event event) {
        return new Pretty(console.colors()).event(Instant.now(), Pretty.IN, event.name(), JsonText.list(event.args()));
    }
}
