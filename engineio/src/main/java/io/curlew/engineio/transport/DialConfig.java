package io.curlew.engineio.transport;

import java.net.InetAddress;
import java.util.List;

/**
 * How a transport gets from its endpoint to a connection.
 *
 * @param names finds addresses
 */
public record DialConfig(NameLookup names) {
    private static final DialConfig DEFAULTS = new DialConfig(host -> List.of(InetAddress.getAllByName(host)));

    /** The JVM's own name service. */
    public static DialConfig defaults() {
        return DEFAULTS;
    }

    /** Returns the same with another name service. */
    public DialConfig withNames(NameLookup other) {
        return new DialConfig(other);
    }
}
