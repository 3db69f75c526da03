package io.curlew.cli;

import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that joins a namespace, sends one event, and is done. */
abstract class EventCommand extends Subcommand {
    private final ConnectOptions options = new ConnectOptions();

    private final Parameter<String> event =
            Parameter.operand("1", "EVENT", "The event's name.").required(EventName::checked);

    private final Parameter<List<String>> args = Parameter.operand(
                    "2..*",
                    "ARG",
                    "The event's arguments: JSON if valid, else text. @FILE and - (stdin) contain either;"
                            + " text:TEXT is always text; b64:BASE64 and bin:@FILE are binary.")
            .repeated(text -> text);

    EventCommand(Streams streams, String name, String summary) {
        super(streams, name, summary);
        options.addTo(usage);
        usage.operands(event, args);
        console.addTo(usage);
    }

    @Override
    final int run() throws Exception {
        @Nullable Object[] values = values();
        try (SocketIoClient client = options.client(console, builder -> prepare(builder.direct()));
                Interrupt interrupt = Interrupt.thenClose(client)) {
            return send(options.join(client), values);
        } finally {
            clientClosed();
        }
    }

    final ConnectOptions options() {
        return options;
    }

    final String event() {
        return event.get();
    }

    /** Says what else the client is to be like. In direct mode, all is told before it is closed. */
    void prepare(SocketIoClientBuilder builder) {}

    /** Lets go of what the client needed. */
    void clientClosed() {}

    /** Sends the event, and returns the exit code. */
    abstract int send(Socket socket, @Nullable Object[] values) throws Exception;

    private @Nullable Object[] values() {
        Argument.requireOneStdin(args.get());
        return args.get().stream().map(Argument::value).toArray();
    }
}
