package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code curlew engine}. */
@Command(
        name = "engine",
        header = "Sends and prints the messages of an Engine.IO connection.",
        description = {
            "Sends the messages of the command line, then, with --lines, those of stdin, and prints what comes, each as a"
                    + " line of JSON: {\"message\":\"text\"}, or {\"message\":{\"$$binary\":\"AAEC\"}} for binary. This goes on"
                    + " until Ctrl-C, --count or --for.",
            "",
            "Socket.IO runs over Engine.IO: with --path /socket.io/ this is a Socket.IO connection, seen from below."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  curlew engine http://localhost:4201 hello b64:AAEC --count 2",
            "  curlew engine http://localhost:3000/socket.io/ 0 --for 1s"
        })
final class EngineCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "URL",
            converter = Url.class,
            description =
                    "The server; its path says where it listens, or else it is /engine.io/. @FILE and env:NAME hold"
                            + " a URL.")
    private Target url;

    @Parameters(
            index = "1..*",
            paramLabel = "MESSAGE",
            arity = "0..*",
            description =
                    "What to send: text; @FILE and - (stdin) hold text; b64:BASE64 and bin:@FILE are binary; text:TEXT"
                            + " is text that looks like one of these.")
    private List<String> messages = List.of();

    @Mixin
    private WireOptions wire;

    @Mixin
    private Trace trace;

    @Mixin
    private Stop stop;

    @Option(names = "--lines", description = "Send each line of stdin as a message.")
    private boolean lines;

    @Option(names = "--time", description = "Print also when each message came.")
    private boolean time;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec command;

    private final Ending ending = new Ending();

    @Override
    public Integer call() throws Exception {
        List<EngineData> first = data();
        try (EngineSocket socket = socket();
                Interrupt interrupt = Interrupt.thenClose(socket::closeAsync)) {
            connect(socket);
            first.forEach(socket::send);
            if (lines) {
                Thread reader = new Thread(() -> read(socket), "stdin");
                reader.setDaemon(true);
                reader.start();
            }
            return stop.await(ending);
        }
    }

    private List<EngineData> data() {
        try {
            return messages.stream()
                    .map(Argument::data)
                    .map(EngineCommand::data)
                    .toList();
        } catch (TypeConversionException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private static EngineData data(Object value) {
        return value instanceof byte[] bytes ? EngineData.binary(bytes) : EngineData.text((String) value);
    }

    private Target target() {
        return wire.path().map(url::withPath).orElse(url);
    }

    private EngineSocket socket() {
        try {
            EngineSocketBuilder builder = EngineSocket.builder(url.server()).path(target().path());
            wire.applyTo(builder);
            builder.closeTimeout(wire.timeout());
            trace.start(console, target(), wire);
            trace.listen(console, builder);
            builder.onData(data -> ending.<EngineData>until(this::print).accept(data));
            builder.onClose(close -> ending.<EngineClose>until(this::closed).accept(close));
            return wire.transports().fallsBack() ? builder.buildWithFallback() : builder.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), Failure.describe(e));
        }
    }

    private void connect(EngineSocket socket) throws InterruptedException {
        try {
            socket.connect().get();
            console.note("connected to " + target().endpoint());
        } catch (ExecutionException e) {
            throw new ConnectDiagnosis(target(), false, wire.timeout()).of(e);
        }
    }

    private void print(EngineData data) {
        JsonLine line = time ? new JsonLine().time(Instant.now()) : new JsonLine();
        console.print(line.message(data.isText() ? data.text() : data.array()).toString());
        stop.count(ending);
    }

    private void closed(EngineClose close) {
        ending.fail(new Failure("disconnected: " + close.reason()));
    }

    private void read(EngineSocket socket) {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try {
            for (String line = input.readLine(); line != null && !ending.isOver(); line = input.readLine()) {
                socket.send(line);
            }
        } catch (IOException | RuntimeException why) {
            ending.fail(why);
        }
    }

    /** The path of the URL is the server's. */
    private static final class Url implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            try {
                return Target.parseEngine(Indirect.read(text));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
