package io.curlew.cli;

import io.curlew.socketio.protocol.Args;
import io.curlew.testserver.Namespace;
import io.curlew.testserver.ServerEvent;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code curlew serve}. */
@Command(
        name = "serve",
        header = "Runs a Socket.IO server to try clients against.",
        description = {
            "Each event that arrives is one line of JSON on stdout. Two of them are answered:",
            "",
            "  echo       with its arguments: as the ack when one is wanted, else as an echo",
            "  broadcast  by a broadcast with the same arguments to all in the namespace",
            "",
            "Ctrl-C ends it."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  curlew serve", "  curlew serve --port 0 --namespace /admin --namespace /chat"})
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "3000",
            converter = CountConverter.Port.class,
            description = "The port to listen on, 0 for any free one. (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. (${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "/socket.io/",
            description = "The path to serve. (${DEFAULT-VALUE})")
    private String path;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "A namespace that clients may join besides /. May be repeated.")
    private List<String> namespaces = List.of();

    @Mixin
    private Console console;

    @Override
    public Integer call() {
        try (TestServer server =
                TestServer.builder().port(port).host(host).path(path).build()) {
            serve(server.namespace("/"));
            namespaces.forEach(name -> serve(server.namespace(name)));
            start(server);
            awaitInterrupt(server);
        }
        return 0;
    }

    private void start(TestServer server) {
        try {
            server.start();
        } catch (UncheckedIOException e) {
            throw new Failure("cannot listen on " + host + ":" + port, e);
        }
        console.note("serving " + server.uri() + ", Ctrl-C ends it");
    }

    private static void awaitInterrupt(TestServer server) {
        try (Interrupt interrupt = Interrupt.thenSucceed(server::close)) {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Namespace namespace) {
        namespace.onConnection(socket -> {
            String id = socket.id();
            console.note(id + " joined " + namespace.name());
            socket.onDisconnect(reason -> console.note(id + " left " + namespace.name() + " (" + reason + ")"));
            socket.onAny(this::print);
            socket.on("echo", ServeCommand::echo);
            socket.on("broadcast", ServeCommand::broadcast);
        });
    }

    private static void echo(ServerEvent event) {
        if (event.wantsAck()) {
            event.ack(values(event.args()));
        } else {
            event.socket().emit("echo", values(event.args()));
        }
    }

    private static void broadcast(ServerEvent event) {
        event.socket().namespace().emit("broadcast", values(event.args()));
        if (event.wantsAck()) {
            event.ack();
        }
    }

    static @Nullable Object[] values(Args args) {
        return IntStream.range(0, args.size())
                .mapToObj(index -> args.find(index, Object.class).orElse(null))
                .toArray();
    }

    private void print(ServerEvent event) {
        ServerSocket socket = event.socket();
        console.print(JsonText.event(socket.namespace().name(), socket.id(), event.name(), event.args()));
    }
}
