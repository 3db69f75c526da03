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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where to connect and how: what the commands that talk to a Socket.IO server have in common. */
final class ConnectOptions {
    @Parameters(
            index = "0",
            paramLabel = "URL",
            converter = Target.Converter.class,
            description = {
                "The server. A path after the host is the namespace (http://localhost:3000/admin), unless it ends in"
                        + " /socket.io/: then it says where the server listens. @FILE and env:NAME hold a URL."
            })
    private Target url;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The namespace, instead of the URL's path.")
    private Optional<String> namespace;

    @Option(
            names = {"-a", "--auth"},
            paramLabel = "JSON",
            converter = Auth.Converter.class,
            description = "What to tell the server on joining the namespace: a JSON object, or @FILE or env:NAME.")
    private Optional<Auth> auth;

    @Option(
            names = "--retry",
            paramLabel = "N",
            defaultValue = "0",
            converter = CountConverter.OrNone.class,
            description = "Try so many more times to connect. (${DEFAULT-VALUE})")
    private long retries;

    @Option(names = "--no-reconnect", description = "A connection that is lost is the end.")
    private boolean noReconnect;

    @Mixin
    private WireOptions wire;

    @Mixin
    private Trace trace;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    Target target() {
        Target target = wire.path().map(url::withPath).orElse(url);
        return namespace.map(target::withNamespace).orElse(target);
    }

    String namespace() {
        return target().namespace();
    }

    Duration timeout() {
        return wire.timeout();
    }

    long retries() {
        return retries;
    }

    boolean reconnects() {
        return !noReconnect;
    }

    /** Returns a client with all that was asked for. What happens to it is said as far as that was asked for. */
    SocketIoClient client(Console console) {
        return client(console, builder -> {});
    }

    /** Returns one that is also as somebody else says. */
    SocketIoClient client(Console console, Consumer<SocketIoClientBuilder> more) {
        try {
            SocketIoClientBuilder builder = builder();
            more.accept(builder);
            trace.start(console, target(), wire);
            SocketIoClient client =
                    builder.engine(engine -> trace.listen(console, engine)).build();
            trace.listen(console, client);
            return client;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), Failure.describe(e));
        }
    }

    /** Joins the namespace. */
    Socket join(SocketIoClient client) throws InterruptedException {
        Attempts attempts = new Attempts(retries);
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
        SocketIoClientBuilder builder = SocketIoClient.builder(url.server())
                .path(target().path())
                .jsonCodec(new RawJson.Codec())
                .connectTimeout(timeout())
                .closeTimeout(timeout())
                .engine(wire::applyTo);
        if (wire.transports().fallsBack()) {
            builder.tryAllTransports();
        }
        auth.ifPresent(given -> builder.auth(given.payload()));
        return builder;
    }

    Failure cannotConnect(Throwable why) {
        boolean namespaceFromPath = namespace.isEmpty() && !namespace().equals(Namespaces.MAIN);
        return new ConnectDiagnosis(target(), namespaceFromPath, timeout()).of(why);
    }
}
