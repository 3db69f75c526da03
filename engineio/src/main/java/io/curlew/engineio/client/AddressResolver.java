package io.curlew.engineio.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds the addresses of a host, instead of the JVM's name service. The client calls it for each connection, on one of
 * the process-wide callback threads, whatever callback executor is set, and never on an event loop, so it may block. A
 * call that takes longer than the connect timeout is interrupted and its result ignored. Several threads may call it at
 * once.
 */
@FunctionalInterface
public interface AddressResolver {
    /**
     * Returns the addresses, best first. The client then alternates between IPv4 and IPv6, starting with the family of
     * the first address.
     *
     * @param host a name or a literal address; an IPv6 address has no brackets, and the zone of its URL follows a
     *     {@code %}
     * @throws UnknownHostException if there is no such name; an empty list means the same
     */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
