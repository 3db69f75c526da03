package io.curlew.cli;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;

/** {@code curlew engine}. */
final class EngineCommand extends Subcommand {
    /** Between two attempts to connect. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A network slower than stdin slows that down, until the connection closes; otherwise as the client has it. */
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

    private static final int MAX_PACKETS = 10_000;
    private static final long MAX_BYTES = 8 << 20;

    private final Parameter<Target> url = Parameter.operand(
                    "0",
                    "URL",
                    "The server, with the path where it listens; without a path, /engine.io/. @FILE and env:NAME contain"
                            + " a URL.")
            .required(text -> Target.parseEngine(Indirect.read(text)));

    private final Parameter<List<String>> messages = Parameter.operand(
                    "1..*",
                    "MESSAGE",
                    "What to send: text, or text:TEXT if it looks like one of the following; @FILE and - (stdin) contain text;"
                            + " b64:BASE64 and bin:@FILE are binary.")
            .repeated(text -> text);

    private final WireOptions wire = new WireOptions();

    private final Trace trace = new Trace();

    private final Stop stop = new Stop();

    private final Parameter<Boolean> lines = Parameter.option(
                    "--lines",
                    "Send each line of stdin as a message: as text, or with --json as this command prints it.")
            .flag();

    private final Parameter<Boolean> time =
            Parameter.option("--time", "Print the time of each message.").flag();

    private final Ending ending = new Ending();
    private volatile boolean opened;

    EngineCommand(Streams streams) {
        super(streams, "engine", "Sends and prints the messages of an Engine.IO connection.");
        usage.description(
                        "Sends the messages of the command line and then, with --lines, those of stdin. Prints each"
                                + " message that arrives as a line of JSON:",
                        "",
                        "  {\"message\":\"text\"}",
                        "  {\"message\":{\"$binary\":\"AAEC\"}}   binary",
                        "",
                        "Ends on Ctrl-C, or as --count or --for says.",
                        "",
                        "Socket.IO runs over Engine.IO: with --path /socket.io/ you see the packets of a Socket.IO"
                                + " connection.")
                .examples(
                        "  curlew engine http://localhost:4201 hello b64:AAEC --count 2",
                        "  curlew engine http://localhost:3000/socket.io/ 0 --for 1s");
        usage.operands(url, messages);
        wire.addTo(usage);
        trace.addTo(usage);
        stop.addTo(usage);
        usage.options(OptionGroup.OWN, lines, time);
        console.addTo(usage);
    }

    @Override
    int run() throws Exception {
        List<EngineData> first = data();
        OptionalInt exitCode = OptionalInt.empty();
        for (long retries = wire.retries(); exitCode.isEmpty(); retries--) {
            exitCode = attempt(first, retries);
        }
        return exitCode.getAsInt();
    }

    /** Returns nothing if another attempt to connect is to be made. */
    private OptionalInt attempt(List<EngineData> first, long retries) throws Exception {
        try (EngineSocket socket = WrongUsage.ifArgumentsAreWrong(this::socket);
                Interrupt interrupt = Interrupt.thenClose(socket::closeAsync)) {
            if (!connects(socket, retries)) {
                return OptionalInt.empty();
            }
            ending.begin();
            first.forEach(socket::send);
            if (lines.get()) {
                StdinLines.readInto(input(socket), console.lines(), ending);
            }
            return OptionalInt.of(stop.await(ending));
        }
    }

    private StdinLines input(EngineSocket socket) {
        return console.isJson()
                ? StdinLines.withoutBlankOnes(line -> socket.send(JsonLine.parseMessage(line)))
                : socket::send;
    }

    private List<EngineData> data() {
        Argument.requireOneStdin(messages.get());
        if (lines.get() && messages.get().contains(Argument.STDIN)) {
            throw new WrongUsage("stdin can be a message or, with --lines, several, but not both");
        }
        return messages.get().stream()
                .map(Argument::data)
                .map(EngineCommand::data)
                .toList();
    }

    private static EngineData data(Object value) {
        return value instanceof byte[] bytes ? EngineData.binary(bytes) : EngineData.text((String) value);
    }

    private Target target() {
        return wire.target(url.get());
    }

    private EngineSocket socket() {
        EngineSocketBuilder builder = EngineSocket.builder(target().server()).path(target().path());
        wire.applyTo(builder);
        builder.closeTimeout(wire.timeout());
        builder.sendBudget(SendBudget.blocking(MAX_PACKETS, MAX_BYTES, AS_LONG_AS_IT_TAKES));
        trace.start(console, target(), wire);
        trace.listen(console, builder);
        builder.onOpen(handshake -> opened = true);
        builder.onData(ending.until(this::print));
        builder.onClose(ending.until(this::closed));
        return wire.transports().fallsBack() ? builder.buildWithFallback() : builder.build();
    }

    private boolean connects(EngineSocket socket, long retries) throws InterruptedException {
        try {
            socket.connect().get();
            console.note("connected to " + target().endpoint());
            return true;
        } catch (ExecutionException e) {
            if (retries == 0) {
                throw new ConnectDiagnosis(target(), false, wire.timeout()).of(e);
            }
            console.note("cannot connect yet: " + Failure.describe(e));
            boolean unused = ending.comesWithin(PAUSE);
            return false;
        }
    }

    private void print(EngineData data) {
        JsonLine line = time.get() ? new JsonLine().time(Instant.now()) : new JsonLine();
        console.print(line.message(data).toString());
        stop.count(ending);
    }

    private void closed(EngineClose close) {
        if (opened) {
            ending.fail(new Failure("disconnected: " + close.reason()));
        }
    }
}
