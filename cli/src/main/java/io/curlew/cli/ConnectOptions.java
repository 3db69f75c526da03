package io.curlew.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where to connect and how: what the commands that talk to a server have in common. */
final class ConnectOptions {
    @Parameters(
            index = "0",
            paramLabel = "URL",
            converter = Target.Converter.class,
            description = "the server; a path after the host is the namespace: http://localhost:3000/admin")
    private Target target;

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
            description = "what the server is told on joining the namespace")
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
            description = "how long to wait for the server, such as 2s or 300ms (${DEFAULT-VALUE})")
    private Duration timeout;
}
