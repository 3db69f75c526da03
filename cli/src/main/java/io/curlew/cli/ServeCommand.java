package io.curlew.cli;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.EngineConnection;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.Namespace;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code curlew serve}. */
final class ServeCommand implements Subcommand {
    private static final int PORT = 3000;
    private static final String HOST = "127.0.0.1";

    private final Parameter<Optional<Integer>> port = Parameter.option(
                    "-p, --port=PORT", "The port to listen on, 0 for any free one. (" + PORT + "; 0 with faults)")
            .optional(CountConverter::port);

    private final Parameter<String> host = Parameter.option("--host=HOST", "The address to listen on. (" + HOST + ")")
            .otherwise(HOST, text -> text);

    private final Parameter<Optional<String>> path = Parameter.option(
                    "--path=PATH", "The path to serve. (/socket.io/; /engine.io/ with --engine)")
            .optional(text -> text);

    private final Parameter<List<String>> namespaces = Parameter.option(
                    "-n, --namespace=NAME", "A namespace that clients may join besides /. May be repeated.")
            .repeated(text -> text);

    private final Parameter<Optional<Auth>> auth = Parameter.option(
                    "-a, --auth=JSON",
                    "Let only those join who say this: a JSON object, or @FILE or env:NAME. They may say more.")
            .optional(Auth::parse);

    private final Parameter<Boolean> rooms =
            Parameter.option("--rooms", "Answer join, leave and relay.").flag();

    private final Parameter<Boolean> recovery = Parameter.option(
                    "--recovery",
                    "Let clients whose connection was lost recover their session for 2 minutes, with the events that"
                            + " they missed.")
            .flag();

    private final Parameter<Optional<Path>> script = Parameter.option(
                    "--script=FILE",
                    "Answer events as this file says, instead of the answers above where it names them.")
            .file()
            .optional(TlsOptions::existingFile);

    private final Parameter<Optional<ServerKind>> like = Parameter.option(
                    "--like=SERVER",
                    "Have the habits of another server: python-engineio drops a POST of more than 16 packets, and says ok;"
                            + " netty-socketio closes each connection that it has said it keeps alive.")
            .choices(ServerKind.titles())
            .optional(ServerKind::titled);

    private final Parameter<Boolean> conformance = Parameter.option(
                    "--conformance",
                    "Have the settings, the namespace " + Conformance.NAMESPACE
                            + " and the answers that the public protocol test suite expects.")
            .flag();

    private final Parameter<Boolean> engine = Parameter.option(
                    "--engine", "Serve Engine.IO alone, and send every message back.")
            .flag();

    private final ServerTlsOptions tls = new ServerTlsOptions();

    private final FaultOptions faults = new FaultOptions();

    private final Usage usage = new Usage("serve", "Runs a Socket.IO server to try clients against.")
            .description(
                    "Each event that arrives is one line of JSON on stdout. Two of them are answered:",
                    "",
                    "  echo       with its arguments: as the ack when one is wanted, else as an echo",
                    "  broadcast  by a broadcast with the same arguments to all in the namespace",
                    "",
                    "With --rooms also join ROOM, leave ROOM, and relay ROOM EVENT ARG..., which the others in the"
                            + " room get. --script has a line of JSON for each event to answer:",
                    "",
                    "  {\"on\":\"sum\",\"args\":[3]}",
                    "  {\"on\":\"bye\",\"emit\":[{\"event\":\"gone\",\"args\":[]}],\"disconnect\":true}",
                    "",
                    "With --conformance it is what the public test suite of Socket.IO expects, and with --engine as well"
                            + " what that of Engine.IO does.",
                    "",
                    "Ctrl-C ends it.")
            .examples(
                    "  curlew serve",
                    "  curlew serve --port 0 --namespace /admin --namespace /chat --rooms",
                    "  curlew serve --cert cert.pem --key key.pem --auth @token.json",
                    "  curlew serve --script answers.ndjson --latency 200ms",
                    "  curlew serve --conformance --engine");

    private final Console console;
    private CannedAnswers canned = CannedAnswers.NONE;

    ServeCommand(Streams streams) {
        console = new Console(streams);
        usage.options(
                OptionGroup.OWN,
                port,
                host,
                path,
                namespaces,
                auth,
                rooms,
                recovery,
                script,
                like,
                conformance,
                engine);
        tls.addTo(usage);
        faults.addTo(usage);
        console.addTo(usage);
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public Optional<Console> toldOn() {
        return Optional.of(console);
    }

    @Override
    public int run() {
        canned = checked(() -> script.get().map(ServeCommand::read).orElse(CannedAnswers.NONE));
        if (engine.get()) {
            serveEngine();
        } else {
            serveSocketIo();
        }
        return 0;
    }

    private void serveSocketIo() {
        try (TestServer server = checked(() -> builder().build())) {
            served().map(server::namespace).distinct().forEach(this::serve);
            run(() -> server.start().uri(), server::close);
        }
    }

    private Stream<String> served() {
        Stream<String> given = Stream.concat(Stream.of("/"), namespaces.get().stream());
        return conformance.get() ? Stream.concat(given, Stream.of(Conformance.NAMESPACE)) : given;
    }

    private void serveEngine() {
        try (EngineTestServer server = checked(() -> engineBuilder().buildEngine())) {
            server.onConnection(this::serve);
            run(() -> server.start().uri(), server::close);
        }
    }

    private void run(Supplier<URI> start, Runnable close) {
        try (FaultOptions.Between between = faults.between()) {
            console.note("serving " + between.start(started(start)) + ", Ctrl-C ends it");
            awaitInterrupt(close);
        }
    }

    private TestServer.Builder engineBuilder() {
        boolean ofSocketIo = auth.get().isPresent()
                || script.get().isPresent()
                || rooms.get()
                || recovery.get()
                || !namespaces.get().isEmpty();
        if (ofSocketIo) {
            throw new IllegalArgumentException(
                    "Engine.IO knows no --namespace, --auth, --rooms, --recovery and --script: leave out --engine");
        }
        return builder();
    }

    private TestServer.Builder builder() {
        boolean direct = faults.isEmpty();
        if (!direct && port.get().orElse(0) != 0) {
            throw new IllegalArgumentException("what goes wrong goes wrong on a free port: --port can only be 0 then");
        }
        if (!direct && !host.get().equals(HOST)) {
            throw new IllegalArgumentException(
                    "what goes wrong goes wrong on " + HOST + ": --host can't be another then");
        }
        TestServer.Builder builder = TestServer.builder().port(port()).host(host.get());
        path.get().ifPresent(builder::path);
        if (conformance.get()) {
            Conformance.applyTo(builder);
        }
        like.get().ifPresent(kind -> kind.applyTo(builder));
        if (recovery.get()) {
            builder.recovery();
        }
        tls.context().ifPresent(builder::sslContext);
        return builder;
    }

    private int port() {
        return port.get().orElse(faults.isEmpty() ? PORT : 0);
    }

    /** A wrong file or option is wrong usage. */
    private <T> T checked(Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException why) {
            throw new WrongUsage(Failure.describe(why));
        }
    }

    private static CannedAnswers read(Path file) {
        try {
            return new CannedAnswers(Files.readAllLines(file));
        } catch (IOException why) {
            throw new IllegalArgumentException("cannot read the script " + file, why);
        }
    }

    private URI started(Supplier<URI> start) {
        try {
            return start.get();
        } catch (UncheckedIOException e) {
            throw new Failure("cannot listen on " + host.get() + ":" + port(), e);
        }
    }

    private static void awaitInterrupt(Runnable close) {
        try (Interrupt interrupt = Interrupt.thenSucceed(close)) {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Namespace namespace) {
        auth.get().ifPresent(wanted -> namespace.use(socket -> check(socket, wanted)));
        namespace.onConnection(socket -> {
            String id = socket.id();
            console.note(id + (socket.recovered() ? " recovered " : " joined ") + namespace.name());
            socket.onDisconnect(reason -> console.note(id + " left " + namespace.name() + " (" + reason + ")"));
            socket.onAny(this::print);
            socket.onAny(this::answer);
            if (!socket.recovered()) {
                welcome(socket);
            }
        });
    }

    private void welcome(ServerSocket socket) {
        canned.welcome(socket);
        if (conformance.get()) {
            Conformance.welcome(socket);
        }
    }

    private void serve(EngineConnection connection) {
        String name = "connection " + connection.number();
        console.note(name + " opened over " + connection.transport().wireName());
        connection.onClose(close -> console.note(name + " closed (" + close.reason() + ")"));
        connection.onMessage(data -> {
            console.print(new JsonLine()
                    .message(data.isText() ? data.text() : data.array())
                    .toString());
            connection.send(data);
        });
    }

    private static void check(ServerSocket socket, Auth wanted) {
        Object said = socket.auth().map(json -> JsonText.parse(json.text())).orElse(Map.of());
        if (!(said instanceof Map<?, ?> fields)
                || !fields.entrySet().containsAll(wanted.payload().entrySet())) {
            throw new ConnectRefusedException("not authorized");
        }
    }

    private void answer(ServerEvent event) {
        if (canned.answer(event)
                || (rooms.get() && Rooms.answer(event))
                || (conformance.get() && Conformance.answer(event))) {
            return;
        }
        switch (event.name()) {
            case "echo" -> echo(event);
            case "broadcast" -> broadcast(event);
            default -> {
                // printed, and that is all
            }
        }
    }

    private static void echo(ServerEvent event) {
        if (event.wantsAck()) {
            event.ack(event.args());
        } else {
            event.socket().emit("echo", event.args());
        }
    }

    private static void broadcast(ServerEvent event) {
        event.socket().namespace().emit("broadcast", event.args());
        if (event.wantsAck()) {
            event.ack();
        }
    }

    private void print(ServerEvent event) {
        ServerSocket socket = event.socket();
        console.print(new JsonLine()
                .namespace(socket.namespace().name())
                .socket(socket.id())
                .event(event.name())
                .args(event.args())
                .toString());
    }
}
