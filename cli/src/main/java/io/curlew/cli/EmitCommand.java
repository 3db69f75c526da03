package io.curlew.cli;

import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClientBuilder;
import org.jspecify.annotations.Nullable;

/** {@code curlew emit}. */
final class EmitCommand extends EventCommand {
    private final Parameter<Boolean> isVolatile = Parameter.option(
                    "--volatile", "Drop the event if it can't be sent at once; that is not a failure.")
            .flag();

    private final Arrival arrival = new Arrival();

    EmitCommand(Streams streams) {
        super(streams, "emit", "Emits an event without waiting for an answer.");
        usage.description("Ends when the server has read the event. An argument that is an object such as"
                        + " {\"$binary\":\"AAEC\"} is binary, in base64. Write -- before arguments that start"
                        + " with a dash.")
                .examples(
                        "  curlew emit http://localhost:3000 news 'Hello, world'",
                        "  curlew emit http://localhost:3000/admin user '{\"name\":\"Ada\"}' text:42",
                        "  date | curlew emit http://localhost:3000 time -");
        usage.options(OptionGroup.OWN, isVolatile);
    }

    @Override
    void prepare(SocketIoClientBuilder builder) {
        arrival.prepare(builder, failure -> {}); // the end tells
    }

    @Override
    int send(Socket socket, @Nullable Object[] values) {
        arrival.watch(socket);
        arrival.sending();
        socket.emit(isVolatile.get() ? EmitOptions.volatileEvent() : EmitOptions.defaults(), event(), values);
        socket.client().close(); // when it has been sent
        if (!isVolatile.get()) {
            arrival.complaint().ifPresent(this::fail);
        }
        return ExitCode.DONE;
    }

    @Override
    void clientClosed() {
        arrival.close();
    }

    private void fail(String why) {
        throw new Failure("the event " + (arrival.dropped() > 0 ? "was not sent: " : "may not have arrived: ") + why);
    }
}
