package io.curlew.engineio.transport;

import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;

/** Says through which proxy a connection goes. Asked anew for each connection, off the loop, so it may block. */
@FunctionalInterface
public interface ProxyChoice {
    /**
     * Returns the proxy, or empty for a direct connection.
     *
     * @param target scheme (http or https), host and port; nothing else, for all else may be secret
     */
    Optional<ProxyServer> proxyFor(URI target);

    /** Returns whether this is {@link #system}. */
    default boolean isSystem() {
        return false;
    }

    /** Each connection is direct. */
    static ProxyChoice none() {
        return DialConfig.NO_PROXIES;
    }

    /** Each connection goes through this proxy. */
    static ProxyChoice always(ProxyServer proxy) {
        return target -> Optional.of(proxy);
    }

    /** Whatever the JVM's {@link ProxySelector} says at the time. */
    static ProxyChoice system() {
        return new SystemProxies(ProxySelector::getDefault);
    }
}
