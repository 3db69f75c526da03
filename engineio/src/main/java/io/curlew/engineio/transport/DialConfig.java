package io.curlew.engineio.transport;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * How a transport gets from its endpoint to a connection.
 *
 * @param names finds addresses
 * @param proxies says what is on the way
 * @param tls for https; empty for {@link TransportConfig#sslContext}
 */
public record DialConfig(NameLookup names, ProxyChoice proxies, Optional<TlsConfig> tls) {
    private static final DialConfig DEFAULTS =
            new DialConfig(host -> List.of(InetAddress.getAllByName(host)), ProxyChoice.none(), Optional.empty());

    /** The JVM's own name service, and nothing on the way. */
    public static DialConfig defaults() {
        return DEFAULTS;
    }

    /** Returns the same with another name service. */
    public DialConfig withNames(NameLookup other) {
        return new DialConfig(other, proxies, tls);
    }

    /** Returns the same with another choice of proxies. */
    public DialConfig withProxies(ProxyChoice other) {
        return new DialConfig(names, other, tls);
    }

    /** Returns the same with TLS set up from files. */
    public DialConfig withTls(TlsConfig other) {
        return new DialConfig(names, proxies, Optional.of(other));
    }

    /** Returns the same without files for TLS. */
    public DialConfig withoutTls() {
        return new DialConfig(names, proxies, Optional.empty());
    }
}
