package io.curlew.engineio.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * The way to a target: straight, or through a proxy. Only the first hop's name is looked up here; a target behind a
 * proxy is the proxy's to find.
 */
record Route(Target target, Optional<ProxyServer> proxy) {

    /** Asks for the way. Off the loop. */
    static Route to(Target target, ProxyChoice choice) {
        String scheme = target.secure() ? "https" : "http";
        URI bare = URI.create(scheme + "://" + target.authority() + "/");
        return new Route(target, choice.proxyFor(bare));
    }

    /** Looks the first hop up. Off the loop. */
    List<InetAddress> addresses(DialConfig config) throws UnknownHostException {
        List<InetAddress> found =
                proxy.isPresent() ? config.names().addressesOf(proxy.get().host()) : config.addressesOf(target);
        if (found.isEmpty()) {
            throw new UnknownHostException(proxy.map(ProxyServer::host).orElse(target.host()));
        }
        return AddressOrder.interleaved(found);
    }

    /** Connects to an address of the first hop, which a proxy there takes as a request to go on. */
    ChannelFuture connect(Bootstrap bootstrap, InetAddress address, ChannelHandler last) {
        if (proxy.isEmpty()) {
            return bootstrap.handler(last).connect(new InetSocketAddress(address, target.port()));
        }
        ProxyServer server = proxy.get();
        InetSocketAddress hop = new InetSocketAddress(address, server.port());
        return bootstrap
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(server.handler(hop), last);
                    }
                })
                .disableResolver()
                .connect(behindProxy());
    }

    private InetSocketAddress behindProxy() {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(target.host());
        return literal == null
                ? InetSocketAddress.createUnresolved(target.host(), target.port())
                : new InetSocketAddress(literal, target.port());
    }

    /** For messages: what is connected to first. */
    String firstHop() {
        return proxy.map(server -> "the proxy " + server).orElseGet(target::toString);
    }

    /** For messages: what to say after the target, with a space before it. */
    String via() {
        return proxy.map(server -> " through the proxy " + server).orElse("");
    }

    /** For messages, with the resolver's own words if it has some. */
    String unknownName(Optional<String> zone, UnknownHostException why) {
        return proxy.map(server -> "the name of the proxy " + server + " was not found" + more(server.host(), why))
                .or(() -> zone.map(name -> "the address " + target.host() + " was not found in its zone " + name
                        + ", which should be a network interface"))
                .orElseGet(() -> "the name " + target.host() + " was not found" + more(target.host(), why));
    }

    private static String more(String host, UnknownHostException why) {
        String words = String.valueOf(why.getMessage());
        String more = words.startsWith(host + ": ") ? words.substring(host.length() + 2) : words;
        return more.equals(host) ? "" : ": " + more;
    }
}
