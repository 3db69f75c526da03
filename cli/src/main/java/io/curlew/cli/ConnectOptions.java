package io.curlew.cli;

import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.Namespaces;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Where to connect and how: what the commands that talk to a Socket.IO server have in common. */
final class ConnectOptions {
    private final Parameter<Target> url = Parameter.operand(
                    "0",
                    "URL",
                    "The server. A path after the host is the namespace (http://localhost:3000/admin), unless it ends"
                            + " in /socket.io/: then it is the path of the server. @FILE and env:NAME contain a URL.")
            .required(text -> Target.parse(Indirect.read(text)));

    private final Parameter<Optional<String>> namespace = Parameter.option(
                    "-n, --namespace=NAME", "The namespace, if it is not the path of the URL.")
            .optional(name -> name);

    private final Parameter<Optional<Auth>> auth = Parameter.option(
                    "-a, --auth=JSON",
                    "The auth data to send when joining the namespace: a JSON object, @FILE or env:NAME.")
            .optional(Auth::parse);

    private final Parameter<Boolean> noReconnect = Parameter.option(
                    "--no-reconnect", "Do not reconnect after the connection is lost.")
            .flag();

    private final WireOptions wire = new WireOptions();
    private final Trace trace = new Trace();

    void addTo(Usage usage) {
        usage.operands(url).options(OptionGroup.SERVER, namespace, auth, noReconnect);
        wire.addTo(usage);
        trace.addTo(usage);
    }

    Target target() {
        Target target = wire.target(url.get());
        return namespace.get().map(target::withNamespace).orElse(target);
    }

    String namespace() {
        return target().namespace();
    }

    Duration timeout() {
        return wire.timeout();
    }

    long retries() {
        return wire.retries();
    }

    boolean reconnects() {
        return !noReconnect.get();
    }

    /** Returns a client with all that was asked for. What happens to it is said as far as that was asked for. */
    SocketIoClient client(Console console) {
        return client(console, builder -> {});
    }

    /** Returns one that is also as somebody else says. */
    SocketIoClient client(Console console, Consumer<SocketIoClientBuilder> more) {
        return WrongUsage.ifArgumentsAreWrong(() -> {
            SocketIoClientBuilder builder = builder();
            more.accept(builder);
            trace.start(console, target(), wire);
            SocketIoClient client =
                    builder.engine(engine -> trace.listen(console, engine)).build();
            trace.listen(console, client);
            return client;
        });
    }

    /** Joins the namespace. */
    Socket join(SocketIoClient client) throws InterruptedException {
        Attempts attempts = new Attempts(retries());
        CompletableFuture<Socket> joined = new CompletableFuture<>();
        Socket socket = client.socket(namespace());
        socket.onConnect(() -> joined.complete(socket));
        socket.onConnectError(failure -> {
            if (attempts.isLast(failure)) {
                joined.completeExceptionally(failure);
            }
        });
        CompletableFuture<Socket> unused = socket.connect(); // the listeners hear of it
        try {
            return joined.get();
        } catch (ExecutionException e) {
            throw cannotConnect(e);
        }
    }

    private SocketIoClientBuilder builder() {
        Namespaces.validate(namespace());
        SocketIoClientBuilder builder = SocketIoClient.builder(url.get().server())
                .path(target().path())
                .jsonCodec(new RawJson.Codec())
                .connectTimeout(timeout())
                .closeTimeout(timeout())
                .engine(wire::applyTo);
        if (wire.transports().fallsBack()) {
            builder.tryAllTransports();
        }
        auth.get().ifPresent(given -> builder.auth(given.payload()));
        return builder;
    }

    Failure cannotConnect(Throwable why) {
        boolean namespaceFromPath = namespace.get().isEmpty() && !namespace().equals(Namespaces.MAIN);
        return new ConnectDiagnosis(target(), namespaceFromPath, timeout()).of(why);
    }
}
