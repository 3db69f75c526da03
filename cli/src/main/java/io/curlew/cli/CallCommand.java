package io.curlew.cli;

import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curlew call}. */
@Command(
        name = "call",
        description = {
            "Emits an event, waits for the ack and prints its arguments as a JSON array.",
            "",
            "An argument that is JSON is sent as what it says, any other as a string;",
            "{\"$$binary\":\"AAEC\"} is binary, in base64. Write -- before arguments that",
            "start with a dash."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  curlew call http://localhost:3000 echo hello 42 '{\"a\":[1,2]}'",
            "  curlew call http://localhost:3000/admin --timeout 500ms sum 1 2"
        })
final class CallCommand implements Callable<Integer> {
    @Mixin
    private ConnectOptions options;

    @Parameters(index = "1", paramLabel = "EVENT", description = "the event's name")
    private String event;

    @Parameters(index = "2..*", paramLabel = "ARG", arity = "0..*", description = "the event's arguments")
    private List<String> args = List.of();

    @Mixin
    private Console console;

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        try (SocketIoClient client = options.builder().noReconnection().build()) {
            Socket socket = connect(client);
            @Nullable Object[] values = args.stream().map(JsonText::argument).toArray();
            Args answer = socket.emitWithAck(EmitOptions.timeout(options.timeout()), event, values)
                    .get();
            console.print(JsonText.array(answer));
            return 0;
        }
    }

    private Socket connect(SocketIoClient client) throws InterruptedException {
        try {
            return client.socket(options.namespace()).connect().get();
        } catch (ExecutionException e) {
            throw options.cannotConnect(e);
        }
    }
}
