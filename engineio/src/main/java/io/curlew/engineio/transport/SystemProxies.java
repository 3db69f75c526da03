package io.curlew.engineio.transport;

import io.curlew.engineio.transport.ProxyServer.Kind;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a {@link ProxySelector}, by default the one that also {@code java.net.http} and {@code HttpURLConnection} ask.
 */
record SystemProxies(Supplier<@Nullable ProxySelector> selectors) implements ProxyChoice {

    @Override
    public boolean isSystem() {
        return true;
    }

    /** The first that is named; the selector learns nothing of its failures. */
    @Override
    public Optional<ProxyServer> proxyFor(URI target) {
        ProxySelector selector = selectors.get();
        List<Proxy> named = selector == null ? List.of() : selector.select(target);
        return named.stream().findFirst().flatMap(SystemProxies::translated);
    }

    private static Optional<ProxyServer> translated(Proxy proxy) {
        // Not by the address: the JVM may have given up on the name, and we look it up anew.
        return proxy.address() instanceof InetSocketAddress at
                ? Optional.of(new ProxyServer(kind(proxy), at.getHostString(), at.getPort(), Optional.empty()))
                : Optional.empty();
    }

    private static Kind kind(Proxy proxy) {
        if (proxy.type() == Proxy.Type.HTTP) {
            return Kind.HTTP;
        }
        // The JVM's own switch; its default is 5.
        return "4".equals(System.getProperty("socksProxyVersion")) ? Kind.SOCKS4 : Kind.SOCKS5;
    }
}
