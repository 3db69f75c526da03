package io.curlew.cli;

import io.curlew.socketio.protocol.Json;
import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.EngineConnection;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.Namespace;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code curlew serve}. */
final class ServeCommand extends Subcommand {
    private static final Json NOTHING = Json.of("{}");

    private final Parameter<List<String>> namespaces = Parameter.option(
                    "-n, --namespace=NAME", "A namespace that clients may join besides /. May be repeated.")
            .repeated(text -> text);

    private final Parameter<Optional<Auth>> auth = Parameter.option(
                    "-a, --auth=JSON",
                    "Refuse clients whose auth data does not contain all of this: a JSON object, @FILE or env:NAME.")
            .optional(Auth::parse);

    private final Parameter<Boolean> rooms =
            Parameter.option("--rooms", "Answer join, leave and relay.").flag();

    private final Parameter<Optional<Path>> script = Parameter.option(
                    "--script=FILE",
                    "Answer events as this file says; for the events that it names, it replaces the answers above.")
            .file();

    private final Parameter<Boolean> engine = Parameter.option(
                    "--engine", "Serve only Engine.IO, and send every message back.")
            .flag();

    private final ServerOptions options = new ServerOptions();
    private final Ending ending = new Ending();

    ServeCommand(Streams streams) {
        super(streams, "serve", "Runs a Socket.IO server for trying out clients.");
        usage.description(
                        "Each event that arrives is printed on stdout as one line of JSON. The server answers two events:",
                        "",
                        "  echo       with its arguments: as the ack if one is wanted, else as an event",
                        "  broadcast  with a broadcast of the same arguments to the whole namespace",
                        "",
                        "With --rooms it also answers join ROOM, leave ROOM, and relay ROOM EVENT ARG..., which sends the event to"
                                + " the others in the room. A --script has a line of JSON for each event to answer:",
                        "",
                        "  {\"on\":\"sum\",\"args\":[3]}",
                        "  {\"on\":\"bye\",\"emit\":[{\"event\":\"gone\",\"args\":[]}],\"disconnect\":true}",
                        "",
                        "With --conformance it behaves as the public test suite of Socket.IO expects, or with --engine as that of"
                                + " Engine.IO expects.",
                        "",
                        "--fault breaks something on purpose. A rule has the form SUBJECT=FAULT:",
                        "")
                .description(FaultRule.Kind.table())
                .description(
                        "",
                        "A rule applies every time, unless options after a comma limit it: after=N skips the first N, and"
                                + " either next=N applies to the next N only, or one-in=N to about one in N. A STATUS can have"
                                + " retry-after=SECONDS. A server that is stopped or crashed goes away after it has run for TIME;"
                                + " with for=PAUSE it comes back after that pause, and after TIME goes away again.",
                        "",
                        "Ctrl-C ends it.")
                .examples(
                        "  curlew serve",
                        "  curlew serve --port 0 --namespace /admin --namespace /chat --rooms",
                        "  curlew serve --cert cert.pem --key key.pem --auth @token.json",
                        "  curlew serve --script answers.ndjson --latency 200ms",
                        "  curlew serve --fault handshakes=503,next=2,retry-after=1",
                        "  curlew serve --fault pings=dropped --fault answers=delayed:2s,one-in=10",
                        "  curlew serve --fault server=crashed:10s,for=2s",
                        "  curlew serve --conformance --engine");
        usage.options(OptionGroup.OWN, namespaces, auth, rooms, script, engine);
        options.addTo(usage);
        console.addTo(usage);
    }

    @Override
    int run() throws Exception {
        List<Responder> responders = WrongUsage.ifArgumentsAreWrong(this::responders);
        return engine.get() ? serveEngine() : serveSocketIo(responders);
    }

    private List<Responder> responders() {
        List<Responder> responders = new ArrayList<>();
        script.get().ifPresent(file -> responders.add(CannedAnswers.read(file)));
        if (rooms.get()) {
            responders.add(new Rooms());
        }
        if (options.conforms()) {
            responders.add(new Conformance());
        }
        responders.add(new EchoResponder());
        return responders;
    }

    private int serveSocketIo(List<Responder> responders) throws Exception {
        try (TestServer server =
                WrongUsage.ifArgumentsAreWrong(() -> options.builder().build())) {
            served().map(server::namespace).distinct().forEach(namespace -> serve(namespace, responders));
            return run(Served.of(server));
        }
    }

    private Stream<String> served() {
        Stream<String> given = Stream.concat(Stream.of("/"), namespaces.get().stream());
        return options.conforms() ? Stream.concat(given, Stream.of(Conformance.NAMESPACE)) : given;
    }

    private int serveEngine() throws Exception {
        try (EngineTestServer server =
                WrongUsage.ifArgumentsAreWrong(() -> engineBuilder().buildEngine())) {
            server.onConnection(this::serve);
            return run(Served.of(server));
        }
    }

    /**
     * Goes on until a failure or, what usually comes, the interrupt: a script may send it as soon as it is told where.
     */
    private int run(Served server) throws Exception {
        try (FaultOptions.Between between = options.faults().between();
                Outages outages = new Outages(server, ending, console);
                Interrupt interrupt = Interrupt.thenSucceed(server.close())) {
            options.faults().applyTo(server);
            URI uri = between.start(server.start(options.place()));
            console.note("serving " + uri + ", Ctrl-C ends it");
            options.faults().schedule(outages);
            return ending.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }

    private TestServer.Builder engineBuilder() {
        boolean ofSocketIo = auth.get().isPresent()
                || script.get().isPresent()
                || rooms.get()
                || options.recovers()
                || options.faults().areOfSocketIo()
                || !namespaces.get().isEmpty();
        if (ofSocketIo) {
            throw new IllegalArgumentException(
                    "--engine can't be combined with --namespace, --auth, --rooms, --recovery, --script or a fault of"
                            + " connects or answers");
        }
        return options.builder();
    }

    private void serve(Namespace namespace, List<Responder> responders) {
        auth.get().ifPresent(wanted -> namespace.use(socket -> check(socket, wanted)));
        namespace.onConnection(socket -> {
            String id = socket.id();
            console.note(id + (socket.recovered() ? " recovered " : " joined ") + namespace.name());
            socket.onDisconnect(reason -> console.note(id + " left " + namespace.name() + " (" + reason + ")"));
            socket.onAny(ending.until(this::print));
            socket.onAny(event -> saying("cannot answer " + event, () -> answer(event, responders)));
            if (!socket.recovered()) {
                responders.forEach(responder -> saying("cannot welcome " + id, () -> responder.welcome(socket)));
            }
        });
    }

    private void serve(EngineConnection connection) {
        String name = "connection " + connection.number();
        console.note(name + " opened over " + connection.transport().wireName());
        connection.onClose(close -> console.note(name + " closed (" + close.reason() + ")"));
        connection.onMessage(
                ending.until(data -> console.print(new JsonLine().message(data).toString())));
        connection.onMessage(data -> saying("cannot answer " + name, () -> connection.send(data)));
    }

    /** Says what goes wrong, of which nobody would hear otherwise. */
    private void saying(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException why) {
            console.say(what + ": " + Failure.describe(why));
        }
    }

    private static void check(ServerSocket socket, Auth wanted) {
        if (!wanted.isIn(socket.auth().orElse(NOTHING))) {
            throw new ConnectRefusedException("not authorized");
        }
    }

    /** The first that has an answer gives it; without one an event is printed, and that is all. */
    private static void answer(ServerEvent event, List<Responder> responders) {
        boolean unused = responders.stream().anyMatch(responder -> responder.answer(event));
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
