package io.curlew.engineio.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds the addresses of a host, in place of the JVM's name service. It is asked anew for each connection, on one of
 * the process-wide callback threads, whatever callback executor was set, and never on an event loop, so it may block;
 * what takes longer than the connect timeout is interrupted, and not waited for. It may be asked by several threads at
 * once.
 */
@FunctionalInterface
public interface AddressResolver {
    /**
     * Returns the addresses, best first. The families of IPv4 and IPv6 then take turns; the first address's begins.
     *
     * @param host a name or a literal address, an IPv6 one without its brackets and with the zone of its URL behind
     *     {@code %}
     * @throws UnknownHostException when there is no such name; no addresses at all is the same
     */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
