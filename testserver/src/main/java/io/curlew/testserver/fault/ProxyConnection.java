package io.curlew.testserver.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** One connection to the proxy, open or ended. */
public final class ProxyConnection {
    private final ProxyLoop loop;
    private final Relay relay;
    private final int index;

    ProxyConnection(ProxyLoop loop, Relay relay, int index) {
        this.loop = loop;
        this.relay = relay;
        this.index = index;
    }

    /**
     * Returns the place of this connection in the order in which they came.
     *
     * @return the index, 1 for the first connection
     */
    public int index() {
        return index;
    }

    /**
     * Returns whether the proxy holds sockets for this connection.
     *
     * @return false once it ended for the client and for the server
     */
    public boolean isOpen() {
        return loop.look(relay::isOpen);
    }

    /**
     * Returns how much was passed on.
     *
     * @param direction which way
     * @return the number of bytes
     */
    public long bytes(Direction direction) {
        return loop.look(relay.pipe(direction)::delivered);
    }

    /**
     * Returns what was passed on, for proxies that {@linkplain FaultProxy#recording() record}.
     *
     * @param direction which way
     * @return a copy of the bytes; empty when the proxy does not record
     */
    public byte[] recorded(Direction direction) {
        return loop.look(relay.pipe(direction)::recorded);
    }

    /**
     * Ends this connection now.
     *
     * @param how {@link Cut#FIN} or {@link Cut#RST}
     */
    public void cut(Cut how) {
        FaultProxy.requireBothWays(how);
        try {
            loop.cut(List.of(relay), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
