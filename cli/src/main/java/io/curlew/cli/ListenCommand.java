package io.curlew.cli;

import io.curlew.socketio.client.Disconnect;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew listen}. */
@Command(
        name = "listen",
        description = {
            "Prints the events of a namespace, one a line, until Ctrl-C:",
            "  {\"event\":\"price\",\"args\":[\"BTC\",{\"$binary\":\"AAEC\"}]}",
            "Binary is shown as base64, as above."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  curlew listen http://localhost:3000/prices",
            "  curlew listen https://example.org --auth '{\"token\":\"...\"}' --count 1",
        })
final class ListenCommand implements Callable<Integer> {
    @Mixin
    private ConnectOptions connect;

    @Mixin
    private Console console;

    @Option(names = "--count", paramLabel = "N", description = "end after N events")
    private OptionalInt count;
}
