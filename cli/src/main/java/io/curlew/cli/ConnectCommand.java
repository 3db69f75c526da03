package io.curlew.cli;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jline.terminal.Terminal;

/** {@code curlew connect}. */
final class ConnectCommand extends Subcommand {
    private final ConnectOptions options = new ConnectOptions();

    private volatile String roundTrip = "";
    private volatile Optional<String> lost = Optional.empty();
    /** Shows the status anew, as soon as there is one. */
    private volatile Runnable status = () -> {};

    ConnectCommand(Streams streams) {
        super(streams, "connect", "Talks to a server at a prompt.");
        usage.description(
                        "Type the name of an event and its arguments to emit it; JSON may span several lines. What arrives"
                                + " is shown above the prompt, and the namespace, transport, id and round-trip time below it."
                                + " Tab completes commands and the names of events: those that were received, and those that"
                                + " were sent, in earlier sessions too. /help lists the commands.",
                        "",
                        "Lines are kept in ~/.local/state/curlew/history, except for those that begin with a blank; Ctrl-R"
                                + " searches them. Ctrl-C clears the line, and Ctrl-D ends the command.")
                .examples(
                        "  curlew connect http://localhost:3000",
                        "  curlew connect https://example.org/admin -a @token.json");
        options.addTo(usage);
        console.addForPeopleTo(usage);
    }

    @Override
    int run() throws Exception {
        Set<String> names = new ConcurrentSkipListSet<>();
        try (Terminal terminal = Prompt.terminal();
                SocketIoClient client = options.client(
                        console, builder -> builder.engine(engine -> engine.onUpgrade(transport -> status.run())));
                Interrupt interrupt = Interrupt.thenClose(client);
                Prompt prompt = new Prompt(terminal, names, console.colors());
                Console.Diversion notes = console.sayTo(prompt::show)) {
            Dialogue dialogue =
                    new Dialogue(client, options.namespace(), options.timeout(), names, console.colors(), prompt::show);
            status = () -> prompt.status(status(client, dialogue.socket()));
            watch(client); // the status takes the last line before anything is shown
            dialogue.listen(dialogue.socket(), options.target().toString()); // a server may speak first
            endWith(dialogue.socket(), prompt); // and leave at once
            Socket unused = options.join(client);
            converse(prompt, dialogue);
            return ended();
        }
    }

    private void endWith(Socket socket, Prompt prompt) {
        if (!options.reconnects()) {
            socket.onDisconnect(why -> {
                lost = Optional.of("disconnected: " + why.reason());
                prompt.end();
            });
        }
    }

    private int ended() {
        lost.ifPresent(why -> {
            throw new Failure(why);
        });
        return ExitCode.DONE;
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
