package io.curlew.engineio.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds a host's addresses. Asked anew for each connection, off the loop, so it may block. */
@FunctionalInterface
public interface NameLookup {
    /**
     * Returns the addresses, best first; none is the same as an unknown name.
     *
     * @param host a name or a literal address, an IPv6 one without its brackets and with the zone of its URL behind
     *     {@code %}
     */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
