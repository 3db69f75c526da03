package io.curlew.engineio.transport;

import io.netty.util.NetUtil;
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
    static final ProxyChoice NO_PROXIES = target -> Optional.empty();
    private static final NameLookup JVM_NAMES = host -> List.of(InetAddress.getAllByName(host));
    private static final DialConfig DEFAULTS = new DialConfig(JVM_NAMES, NO_PROXIES, Optional.empty());

    /** The JVM's own name service, and nothing on the way. */
    public static DialConfig defaults() {
        return DEFAULTS;
    }

    /**
     * Returns where the target is, when that is known without asking anybody who may block: its host is an address, nothing
     * of the user's has a say, and there are no certificates to load.
     */
    Optional<InetAddress> addressOf(Target target) {
        boolean nobodyIsAsked = names == JVM_NAMES && proxies == NO_PROXIES && !target.secure();
        return nobodyIsAsked ? literal(target.host()) : Optional.empty();
    }

    /** One with a scope (RFC 4007) is left to the JVM, which knows the machine's interfaces. */
    private static Optional<InetAddress> literal(String host) {
        return host.indexOf('%') >= 0
                ? Optional.empty()
                : Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(host));
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
