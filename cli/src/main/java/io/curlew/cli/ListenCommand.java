package io.curlew.cli;

import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code curlew listen}. */
@Command(
        name = "listen",
        description = {
            "Prints the events of a namespace until Ctrl-C, each as one line of JSON:",
            "  {\"event\":\"price\",\"args\":[\"BTC\",{\"$$binary\":\"AAEC\"}]}",
            "Binary is shown in base64, as here. A connection that is lost is made again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  curlew listen http://localhost:3000/prices",
            "  curlew listen https://example.org --auth '{\"token\":\"...\"}' --count 1",
        })
final class ListenCommand implements Callable<Integer> {
    @Mixin
    private ConnectOptions options;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = CountConverter.class,
            description = "end after this many events")
    private long count = Long.MAX_VALUE;

    @Mixin
    private Console console;

    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private boolean everConnected; // callbacks come one at a time

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        try (SocketIoClient client = options.builder().build();
                Interrupt interrupt = Interrupt.then(() -> end(client))) {
            Socket socket = client.socket(options.namespace());
            socket.onAny(this::print);
            socket.onConnect(this::connected);
            socket.onConnectError(this::failed);
            socket.onDisconnect(this::disconnected);
            CompletableFuture<Socket> unused = socket.connect(); // the listeners hear of it
            return exitCode.get();
        }
    }

    private void end(SocketIoClient client) {
        exitCode.complete(0);
        client.close();
    }

    private void print(Event event) {
        if (exitCode.isDone()) {
            return;
        }
        console.print(JsonText.event(event.name(), event.args()));
        count--;
        if (count == 0 || console.isClosed()) {
            exitCode.complete(0);
        }
    }

    private void connected() {
        everConnected = true;
        console.note("connected to " + options.target());
    }

    private void failed(ConnectFailedException failure) {
        if (everConnected && failure.willRetry()) {
            console.note("still disconnected: " + Failure.describe(failure));
        } else {
            exitCode.completeExceptionally(options.cannotConnect(failure));
        }
    }

    private void disconnected(Disconnection disconnection) {
        if (exitCode.isDone()) {
            return;
        }
        if (disconnection.willReconnect()) {
            console.note("disconnected (" + disconnection.reason() + "), connecting again");
        } else {
            exitCode.completeExceptionally(new Failure("disconnected: " + disconnection.reason()));
        }
    }

    private static final class CountConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("[1-9]\\d{0,17}")) {
                throw new TypeConversionException("'" + text + "' is not a number of events");
            }
            return Long.valueOf(text);
        }
    }
}
