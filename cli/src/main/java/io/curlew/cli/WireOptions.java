package io.curlew.cli;

import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.client.ProxySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How to reach a server: what Socket.IO and Engine.IO have in common. */
final class WireOptions {
    private final Parameter<Transports> transports = Parameter.option(
                    "-t, --transport=NAMES",
                    "polling, websocket, or both, separated by a comma: polling,websocket starts with polling and then"
                            + " upgrades to WebSocket; websocket,polling uses polling only if that fails."
                            + " (polling,websocket)")
            .choices(Transports.CHOICES)
            .otherwise(Transports.BOTH, Transports::parse);

    private final Parameter<List<Header.Lines>> headers = Parameter.option(
                    "-H, --header=NAME:VALUE",
                    "An HTTP header for every request, or a header on each line of @FILE or env:NAME. May be repeated.")
            .repeated(Header::parse);

    private final Parameter<List<String>> cookies = Parameter.option(
                    "-b, --cookie=NAME=VALUE", "A cookie for every request, or @FILE or env:NAME. May be repeated.")
            .repeated(Indirect::read);

    private final Parameter<Optional<String>> path = Parameter.option(
                    "--path=PATH", "The path of the server, if it is not in the URL.")
            .optional(text -> text);

    private final Parameter<Optional<ProxySettings>> proxy = Parameter.option(
                    "-x, --proxy=URL",
                    "Connect through http://[USER:PASSWORD@]HOST:PORT, socks4:... or socks5:...; @FILE and env:NAME contain a"
                            + " URL.")
            .optional(ProxyConverter::convert);

    private final Parameter<Duration> timeout = Parameter.option(
                    "--timeout=TIME", "How long to wait for each answer, such as 300ms, 2s or 5m. (5s)")
            .otherwise(Duration.ofSeconds(5), DurationConverter::convert);

    private final Parameter<Long> retries = Parameter.option(
                    "--retry=N", "How often to retry after a failed attempt to connect. (0)")
            .otherwise(0L, CountConverter::any);

    private final TlsOptions tls = new TlsOptions();

    void addTo(Usage usage) {
        usage.options(OptionGroup.SERVER, transports, headers, cookies, path, proxy, timeout, retries);
        tls.addTo(usage);
    }

    /** Returns where the server listens, which an option may say instead of the URL. */
    Target target(Target url) {
        return path.get().map(url::withPath).orElse(url);
    }

    Duration timeout() {
        return timeout.get();
    }

    long retries() {
        return retries.get();
    }

    Transports transports() {
        return transports.get();
    }

    /** Returns the request headers that were asked for, with the cookies as the one header that they are. */
    List<Header> headers() {
        List<Header> all = new ArrayList<>();
        headers.get().forEach(lines -> all.addAll(lines.headers()));
        if (!cookies.get().isEmpty()) {
            all.add(new Header("cookie", String.join("; ", cookies.get())));
        }
        return all;
    }

    void applyTo(EngineSocketBuilder builder) {
        builder.transports(transports().toArray());
        headers().forEach(header -> builder.header(header.name(), header.value()));
        builder.connectTimeout(timeout());
        proxy.get().ifPresent(builder::proxy);
        tls.applyTo(builder);
    }
}
