package io.curlew.cli;

import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code curlew emit}. */
@Command(
        name = "emit",
        header = "Emits an event, and waits for no answer.",
        description = {
            "Ends when the server has read the event. An argument that is an object such as {\"$$binary\":\"AAEC\"} is"
                    + " binary, in base64. Write -- before arguments that start with a dash."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  curlew emit http://localhost:3000 news 'Hello, world'",
            "  curlew emit http://localhost:3000/admin user '{\"name\":\"Ada\"}' text:42",
            "  date | curlew emit http://localhost:3000 time -"
        })
final class EmitCommand extends EventCommand {
    @Option(names = "--volatile", description = "Drop the event if it can't leave at once; that is no failure.")
    private boolean isVolatile;

    @Override
    int send(Socket socket, @Nullable Object[] values) {
        CompletableFuture<Optional<String>> end = new CompletableFuture<>();
        socket.onDropped(dropped -> end.complete(Optional.of(dropped.reason().toString())));
        socket.client().onError(lost -> end.complete(Optional.of(Failure.describe(lost))));
        socket.client().onClose(closed -> end.complete(Optional.empty())); // behind whatever was lost
        socket.emit(isVolatile ? EmitOptions.volatileEvent() : EmitOptions.defaults(), event, values);
        socket.client().close(); // when it has been sent
        end.completeOnTimeout(Optional.empty(), 1, TimeUnit.SECONDS).join().ifPresent(this::requireVolatile);
        return ExitCode.DONE;
    }

    private void requireVolatile(String lost) {
        if (!isVolatile) {
            throw new Failure("the event was not sent: " + lost);
        }
    }
}
