package io.curlew.testserver.fault;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** The proxy's port: open, or refusing. */
final class Gate implements Closeable {
    private static final int BACKLOG = 1024;

    private final Selector selector;

    /**
     * A socket that is bound and never listens. While the gate is shut it keeps the port from being given to somebody
     * else; worse, a client that dials a free port of its own machine may be given that port and reach itself.
     */
    private final SocketChannel holder;

    private final SocketAddress address;
    private @Nullable ServerSocketChannel listening;

    Gate(Selector selector) throws IOException {
        this.selector = selector;
        holder = shared(SocketChannel.open());
        holder.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        address = holder.getLocalAddress();
        if (!canShare(holder)) {
            holder.close();
        }
        open();
    }

    private static <C extends NetworkChannel> C shared(C channel) throws IOException {
        if (canShare(channel)) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        return channel;
    }

    private static boolean canShare(NetworkChannel channel) {
        return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
    }

    int port() {
        return ((InetSocketAddress) address).getPort();
    }

    void open() throws IOException {
        if (listening == null) {
            ServerSocketChannel channel = shared(ServerSocketChannel.open());
            channel.configureBlocking(false);
            channel.bind(address, BACKLOG);
            channel.register(selector, SelectionKey.OP_ACCEPT);
            listening = channel;
        }
    }

    void shut() throws IOException {
        if (listening != null) {
            listening.close();
            listening = null;
        }
    }

    /** Returns the next connection, or null when there is none. */
    @Nullable
    SocketChannel accept() throws IOException {
        return listening == null ? null : listening.accept();
    }

    @Override
    public void close() throws IOException {
        shut();
        holder.close();
    }
}
