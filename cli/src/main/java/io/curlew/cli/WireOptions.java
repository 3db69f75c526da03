package io.curlew.cli;

import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.client.ProxySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to reach a server: what Socket.IO and Engine.IO have in common. */
final class WireOptions {
    @Option(
            names = {"-t", "--transport"},
            paramLabel = "NAMES",
            defaultValue = "polling,websocket",
            converter = Transports.Converter.class,
            completionCandidates = Transports.Choices.class,
            description = {
                "polling, websocket, or both with a comma between them: polling,websocket starts with polling and then moves"
                        + " to WebSocket, websocket,polling uses polling only where that fails. (${DEFAULT-VALUE})"
            })
    private Transports transports;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            converter = Header.Converter.class,
            description =
                    "An HTTP header for every request, or a header on each line of @FILE or env:NAME. May be repeated.")
    private List<Header.Lines> headers = List.of();

    @Option(
            names = {"-b", "--cookie"},
            paramLabel = "NAME=VALUE",
            converter = Text.class,
            description = "A cookie for every request, or @FILE or env:NAME. May be repeated.")
    private List<String> cookies = List.of();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Where the server listens, instead of what the URL says.")
    private Optional<String> path;

    @Option(
            names = {"-x", "--proxy"},
            paramLabel = "URL",
            converter = ProxyConverter.class,
            description =
                    "Connect through http://[USER:PASSWORD@]HOST:PORT, or socks4: or socks5:, or @FILE or env:NAME.")
    private Optional<ProxySettings> proxy;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "How long to wait for each answer: 300ms, 2s, 5m. (${DEFAULT-VALUE})")
    private Duration timeout;

    @Mixin
    private TlsOptions tls;

    Optional<String> path() {
        return path;
    }

    Duration timeout() {
        return timeout;
    }

    Transports transports() {
        return transports;
    }

    /** Returns the request headers that were asked for, with the cookies as the one header that they are. */
    List<Header> headers() {
        List<Header> all = new ArrayList<>();
        headers.forEach(lines -> all.addAll(lines.headers()));
        if (!cookies.isEmpty()) {
            all.add(new Header("cookie", String.join("; ", cookies)));
        }
        return all;
    }

    void applyTo(EngineSocketBuilder builder) {
        builder.transports(transports.toArray());
        headers().forEach(header -> builder.header(header.name(), header.value()));
        builder.connectTimeout(timeout);
        proxy.ifPresent(builder::proxy);
        tls.applyTo(builder);
    }

    /** Reads text that may stand elsewhere. */
    private static final class Text implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return Indirect.read(text);
        }
    }
}
