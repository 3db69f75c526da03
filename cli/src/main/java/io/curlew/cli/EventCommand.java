package io.curlew.cli;

import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** A command that joins a namespace, sends one event, and is done. */
abstract class EventCommand implements Callable<Integer> {
    @Mixin
    ConnectOptions options;

    @Parameters(index = "1", paramLabel = "EVENT", converter = EventName.class, description = "The event's name.")
    String event;

    @Parameters(
            index = "2..*",
            paramLabel = "ARG",
            arity = "0..*",
            description = {
                "The event's arguments: JSON if it is JSON, else text. @FILE and - (stdin) hold either; text:TEXT is always"
                        + " text; b64:BASE64 and bin:@FILE are binary."
            })
    private List<String> args = List.of();

    @Mixin
    Console console;

    @Spec
    private CommandSpec command;

    @Override
    public final Integer call() throws Exception {
        @Nullable Object[] values = values();
        try (SocketIoClient client = options.client(console, this::prepare);
                Interrupt interrupt = Interrupt.thenClose(client)) {
            return send(options.join(client), values);
        }
    }

    /** Says what else the client is to be like. */
    void prepare(SocketIoClientBuilder builder) {}

    /** Sends the event, and returns the exit code. */
    abstract int send(Socket socket, @Nullable Object[] values) throws Exception;

    private @Nullable Object[] values() {
        if (Collections.frequency(args, Argument.STDIN) > 1) {
            throw new ParameterException(command.commandLine(), "stdin can be one argument only");
        }
        try {
            return args.stream().map(Argument::value).toArray();
        } catch (TypeConversionException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
