package io.curlew.engineio.transport;

import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks4ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A proxy that connections go through.
 *
 * @param kind what is spoken with it
 * @param host name or literal address; an IPv6 address without its brackets
 * @param port where it listens
 * @param credentials what it wants to know of its user; of SOCKS 4 the user only
 */
public record ProxyServer(Kind kind, String host, int port, Optional<Credentials> credentials) {

    /** What is spoken with a proxy. */
    public enum Kind {
        /** CONNECT, as RFC 9110 has it, also for what is not encrypted. */
        HTTP,
        /** With names (SOCKS 4A). */
        SOCKS4,
        /** RFC 1928 and 1929. */
        SOCKS5
    }

    /** User and password. */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[hidden]";
        }
    }

    /** Returns what asks this proxy, which was found at the address, for a connection to the channel's target. */
    ProxyHandler handler(InetSocketAddress address) {
        ProxyHandler handler = credentials
                .map(known -> handler(address, known.user(), known.password()))
                .orElseGet(() -> anonymous(address));
        // The dial's own deadline is the only one.
        handler.setConnectTimeoutMillis(0);
        return handler;
    }

    private ProxyHandler handler(InetSocketAddress address, String user, String password) {
        return switch (kind) {
            case HTTP -> new HttpProxyHandler(address, user, password);
            case SOCKS4 -> new Socks4ProxyHandler(address, user);
            case SOCKS5 -> new Socks5ProxyHandler(address, user, password);
        };
    }

    private ProxyHandler anonymous(InetSocketAddress address) {
        return switch (kind) {
            case HTTP -> new HttpProxyHandler(address);
            case SOCKS4 -> new Socks4ProxyHandler(address);
            case SOCKS5 -> new Socks5ProxyHandler(address);
        };
    }

    /** For messages: {@code host:port}, nothing of the credentials. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
