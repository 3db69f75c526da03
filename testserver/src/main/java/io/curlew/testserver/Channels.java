package io.curlew.testserver;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.util.HashSet;
import java.util.Set;

/** The TCP connections that a session used and that are still open. */
final class Channels {
    private final Set<Channel> channels = new HashSet<>();

    void add(Channel channel) {
        channels.removeIf(old -> !old.isOpen());
        channels.add(channel);
    }

    void reset() {
        channels.forEach(Channels::reset);
        channels.clear();
    }

    void clear() {
        channels.clear();
    }

    /** Resets it: with a linger time of 0 the system sends RST; below the pipeline, so that TLS sends no goodbye. */
    static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.unsafe().close(channel.voidPromise());
        }
    }
}
