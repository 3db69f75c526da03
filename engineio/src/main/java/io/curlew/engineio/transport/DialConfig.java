package io.curlew.engineio.transport;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * How a transport gets from its endpoint to a connection.
 *
 * @param names finds addresses
 * @param proxies says what is on the way
 * @param tls for https; empty for {@link TransportConfig#sslContext}
 * @param zone of the endpoint's IPv6 address on this machine (RFC 4007): by which interface it is reached, and no part
 *     of what requests, certificates and cookies call the host
 * @param local the address of this machine to connect from; empty for the operating system's choice
 */
public record DialConfig(
        NameLookup names,
        ProxyChoice proxies,
        Optional<TlsConfig> tls,
        Optional<String> zone,
        Optional<InetAddress> local) {
    static final ProxyChoice NO_PROXIES = target -> Optional.empty();
    private static final NameLookup JVM_NAMES = host -> List.of(InetAddress.getAllByName(host));
    private static final DialConfig DEFAULTS =
            new DialConfig(JVM_NAMES, NO_PROXIES, Optional.empty(), Optional.empty(), Optional.empty());

    /** The JVM's own name service, and nothing on the way. */
    public static DialConfig defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the address of the target, if it is known without calling code that may block: its host is an address
     * without a zone, no code of the program is involved, and there are no certificates to load.
     */
    Optional<InetAddress> addressOf(Target target) {
        boolean nobodyIsAsked = names == JVM_NAMES && proxies == NO_PROXIES && !target.secure();
        // A zone is left to the JVM, which knows the machine's interfaces.
        return nobodyIsAsked && zone.isEmpty()
                ? Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(target.host()))
                : Optional.empty();
    }

    /** Looks a target up. Off the loop, since it may block. */
    List<InetAddress> addressesOf(Target target) throws UnknownHostException {
        return names.addressesOf(target.host() + zone.map(name -> "%" + name).orElse(""));
    }

    /** Returns the same for an endpoint in another zone. */
    public DialConfig withZone(Optional<String> other) {
        return other.equals(zone) ? this : new DialConfig(names, proxies, tls, other, local);
    }

    /** Returns the same with another name service. */
    public DialConfig withNames(NameLookup other) {
        return new DialConfig(other, proxies, tls, zone, local);
    }

    /** Returns the same with another choice of proxies. */
    public DialConfig withProxies(ProxyChoice other) {
        return new DialConfig(names, other, tls, zone, local);
    }

    /** Returns the same with TLS set up from files. */
    public DialConfig withTls(TlsConfig other) {
        return new DialConfig(names, proxies, Optional.of(other), zone, local);
    }

    /** Returns the same without files for TLS. */
    public DialConfig withoutTls() {
        return new DialConfig(names, proxies, Optional.empty(), zone, local);
    }

    /** Returns the same from another address of this machine. */
    public DialConfig withLocal(InetAddress other) {
        return new DialConfig(names, proxies, tls, zone, Optional.of(other));
    }
}
