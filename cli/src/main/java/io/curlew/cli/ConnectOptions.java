package io.curlew.cli;

import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where to connect and how: what the commands that talk to a server have in common. */
final class ConnectOptions {
    @Parameters(
            index = "0",
            paramLabel = "URL",
            converter = Target.Converter.class,
            description = "the server; a path after the host is the namespace: http://localhost:3000/admin")
    private Target url;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "the namespace, instead of the URL's path")
    private Optional<String> namespace;

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            defaultValue = "upgrade",
            description = "polling, websocket, or upgrade: polling first, then WebSocket (${DEFAULT-VALUE})")
    private TransportChoice transport;

    @Option(
            names = "--auth",
            paramLabel = "JSON",
            converter = Auth.Converter.class,
            description = "what to tell the server on joining the namespace, a JSON object")
    private Optional<Auth> auth;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            converter = Header.Converter.class,
            description = "an HTTP header for every request; may be repeated")
    private List<Header> headers = List.of();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "/socket.io/",
            description = "the path that the server serves (${DEFAULT-VALUE})")
    private String path;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "how long to wait for each answer, such as 2s or 300ms (${DEFAULT-VALUE})")
    private Duration timeout;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    Target target() {
        return namespace.map(url::withNamespace).orElse(url);
    }

    String namespace() {
        return target().namespace();
    }

    Duration timeout() {
        return timeout;
    }

    /** Returns a builder with all that was asked for. */
    SocketIoClientBuilder builder() {
        try {
            SocketIoClientBuilder builder =
                    SocketIoClient.builder(url.server()).path(path).connectTimeout(timeout);
            transport.applyTo(builder);
            headers.forEach(header -> builder.header(header.name(), header.value()));
            auth.ifPresent(given -> builder.auth(given.payload()));
            return builder;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), Failure.describe(e));
        }
    }

    Failure cannotConnect(Throwable why) {
        return new Failure("cannot connect to " + target(), why);
    }
}
