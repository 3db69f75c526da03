package io.curlew.engineio.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Refuses connections, for as long as it is open: taken, so that no server beside the test gets it, but no listener.
 */
final class DeafPort implements Closeable {
    private final Socket bound = new Socket();

    private DeafPort(InetSocketAddress address) throws IOException {
        bound.setReuseAddress(true); // connections of a listener that was here may be left
        bound.bind(address);
    }

    static DeafPort anyFree() throws IOException {
        return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Takes the place of a listener that was closed. */
    static DeafPort at(InetSocketAddress address) throws IOException {
        return new DeafPort(address);
    }

    int number() {
        return bound.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
