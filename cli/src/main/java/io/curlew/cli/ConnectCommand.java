package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curlew connect}. */
@Command(
        name = "connect",
        header = "Talks to a server at a prompt.",
        description = {
            "What is typed is emitted: an event's name and its arguments, with JSON over several lines if need be. What comes"
                    + " is shown above, and below stand namespace, transport, id and round-trip time. Tab completes names of"
                    + " events that went or came, and /help tells the commands.",
            "",
            "Lines are kept in ~/.local/state/curlew/history, but for those that begin with a blank. Ctrl-C clears the line, and Ctrl-D ends it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  curlew connect http://localhost:3000", "  curlew connect https://example.org/admin -a @token.json"
        })
final class ConnectCommand implements Callable<Integer> {
    @Mixin
    private ConnectOptions options;

    @Mixin
    private Console console;

    private volatile String roundTrip = "";
    /** Shows the status anew, as soon as there is one. */
    private volatile Runnable status = () -> {};

    @Override
    public Integer call() throws Exception {
        try (Terminal terminal = Prompt.terminal();
                SocketIoClient client = options.client(
                        console, builder -> builder.engine(engine -> engine.onUpgrade(transport -> status.run())));
                Interrupt interrupt = Interrupt.thenClose(client)) {
            options.join(client);
            return talk(terminal, client);
        }
    }

    private int talk(Terminal terminal, SocketIoClient client) throws IOException {
        Set<String> names = new ConcurrentSkipListSet<>();
        try (Prompt prompt = new Prompt(terminal, names, console.colors())) {
            Dialogue dialogue =
                    new Dialogue(client, options.namespace(), options.timeout(), names, console.colors(), prompt::show);
            status = () -> prompt.status(status(client, dialogue.socket()));
            status.run(); // takes the last line, before anything is shown
            watch(client);
            dialogue.note(Colors.GOOD, "joined " + options.target());
            dialogue.listen(dialogue.socket());
            converse(prompt, dialogue);
            return ExitCode.DONE;
        }
    }

    private void watch(SocketIoClient client) {
        client.onOpen(() -> status.run());
        client.onPacket(packet -> status.run());
        client.onPing(time -> {
            roundTrip = ", round trip " + DurationConverter.text(rounded(time));
            status.run();
        });
    }

    private void converse(Prompt prompt, Dialogue dialogue) {
        boolean more = true;
        while (more) {
            status.run();
            Optional<String> line = prompt.read(dialogue.socket().namespace() + "> ");
            more = line.isPresent() && dialogue.handle(line.get());
        }
    }

    private static Duration rounded(Duration time) {
        return Duration.ofNanos(time.toNanos() / 10_000 * 10_000);
    }

    private String status(SocketIoClient client, Socket socket) {
        return " " + socket.namespace() + "  "
                + client.transport().map(Object::toString).orElse("not connected")
                + socket.id().map(id -> ", id " + PeerText.name(id)).orElse("")
                + roundTrip;
    }
}
