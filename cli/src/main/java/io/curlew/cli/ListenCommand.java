package io.curlew.cli;

import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew listen}. */
@Command(
        name = "listen",
        header = "Prints the events of a namespace.",
        description = {
            "Each event is one line of JSON, with binary in base64:",
            "",
            "  {\"event\":\"price\",\"args\":[\"BTC\",{\"$$binary\":\"AAEC\"}]}",
            "",
            "A line has \"ack\" and a number when the server wants an answer, which --reply gives. This goes on until Ctrl-C,"
                    + " --count or --for. A connection that is lost is made again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  curlew listen http://localhost:3000/prices",
            "  curlew listen http://localhost:3000 -e price --count 1 | jq .args[0]",
            "  curlew listen https://example.org -a env:AUTH --pretty --for 5m",
            "  curlew listen http://localhost:3000 --reply 'ready?=true'"
        })
final class ListenCommand implements Callable<Integer> {
    @Mixin
    private ConnectOptions options;

    @Mixin
    private Stop stop;

    @Option(
            names = {"-e", "--event"},
            paramLabel = "NAME",
            description = "Print the events of that name only. May be repeated.")
    private List<String> names = List.of();

    @Option(names = "--time", description = "Print also when each event came.")
    private boolean time;

    @Option(names = "--pretty", description = "Print for people: in colour, with the time, over several lines.")
    private boolean pretty;

    @Option(
            names = "--reply",
            paramLabel = "EVENT=ARG",
            converter = Reply.Converter.class,
            description = "Answer such an event with that argument (as those of call are written). May be repeated.")
    private List<Reply> replies = List.of();

    @Mixin
    private Console console;

    private final Ending ending = new Ending();
    private long questions;

    @Override
    public Integer call() throws Exception {
        try (SocketIoClient client = options.client(console);
                Interrupt interrupt = Interrupt.thenClose(client)) {
            Socket socket = client.socket(options.namespace());
            socket.onAny(ending.until(this::received));
            new Watch(options, console, ending).over(socket, () -> {});
            return stop.await(ending);
        }
    }

    private void received(Event event) {
        long number = event.wantsAck() ? ++questions : 0;
        replies.stream()
                .filter(reply -> event.wantsAck() && reply.event().equals(event.name()))
                .findFirst()
                .ifPresent(reply -> event.ack(reply.value()));
        if (names.isEmpty() || names.contains(event.name())) {
            console.print(pretty ? pretty(event) : line(event, number));
            stop.count(ending);
        }
    }

    private String line(Event event, long number) {
        JsonLine line = new JsonLine();
        if (time) {
            line.time(Instant.now());
        }
        line.event(event.name());
        return (number > 0 ? line.ack(number) : line).args(event.args()).toString();
    }

    private String pretty(Event event) {
        return new Pretty(console.colors()).event(Instant.now(), Pretty.IN, event.name(), JsonText.list(event.args()));
    }
}
