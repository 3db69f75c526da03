package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** {@code curlew call}. */
final class CallCommand extends EventCommand {
    private volatile Optional<String> said = Optional.empty(); // by the server, when it disconnects

    CallCommand(Streams streams) {
        super(streams, "call", "Emits an event and prints the server's answer.");
        usage.description("The answer's arguments are printed as one JSON array. Binary in it is"
                        + " {\"$binary\":\"AAEC\"}, in base64, and may be written so in an argument too."
                        + " Write -- before arguments that start with a dash.")
                .examples(
                        "  curlew call http://localhost:3000 echo hello 42 '{\"a\":[1,2]}'",
                        "  curlew call http://localhost:3000/admin --timeout 500ms sum 1 2",
                        "  curlew call https://example.org -a @token.json upload bin:@photo.png");
    }

    @Override
    int send(Socket socket, @Nullable Object[] values) throws Exception {
        Args answer = ask(socket, values);
        console.print(console.isJson() ? new JsonLine().args(answer).toString() : JsonText.array(answer));
        return ExitCode.DONE;
    }

    private Args ask(Socket socket, @Nullable Object[] values) throws ExecutionException, InterruptedException {
        socket.onDisconnect(why -> said = why.serverMessage().map(PeerText::opening));
        try {
            return socket.emitWithAck(EmitOptions.timeout(options().timeout()), event(), values)
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AckException why && why.reason() == AckException.Reason.TIMEOUT) {
                throw late();
            }
            SocketIoClient unused = socket.client().closeAsync().join(); // when all is told
            said.ifPresent(text -> {
                throw new Failure(Failure.describe(e) + ": " + text);
            });
            throw e;
        }
    }

    private Failure late() {
        String within = DurationConverter.text(options().timeout());
        return new Failure(
                ExitCode.LATE, "No answer to event \"" + PeerText.name(event()) + "\": none came within " + within);
    }
}
