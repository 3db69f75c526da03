package io.curlew.engineio.transport;

import java.net.InetAddress;
import java.util.List;

/**
 * How a transport gets from its endpoint to a connection.
 *
 * @param names finds addresses
 * @param proxies says what is on the way
 */
public record DialConfig(NameLookup names, ProxyChoice proxies) {
    private static final DialConfig DEFAULTS =
            new DialConfig(host -> List.of(InetAddress.getAllByName(host)), ProxyChoice.none());

    /** The JVM's own name service, and nothing on the way. */
    public static DialConfig defaults() {
        return DEFAULTS;
    }

    /** Returns the same with another name service. */
    public DialConfig withNames(NameLookup other) {
        return new DialConfig(other, proxies);
    }

    /** Returns the same with another choice of proxies. */
    public DialConfig withProxies(ProxyChoice other) {
        return new DialConfig(names, other);
    }
}
