package io.curlew.engineio.transport;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Listens but accepts nobody, and its queue is full: to connect is to wait, as at an address that leads nowhere. */
final class SilentServer implements Closeable {
    private static final int MOST_IN_A_QUEUE_OF_ONE = 16;
    private static final int LONG_ENOUGH_ON_LOOPBACK_MILLIS = 200;

    private final ServerSocket listening;
    private final List<Socket> queue = new ArrayList<>();

    SilentServer(String address, int port) throws IOException {
        listening = new ServerSocket(port, 1, InetAddress.getByName(address));
        while (queue.size() < MOST_IN_A_QUEUE_OF_ONE && queueUp()) {
            // one more
        }
    }

    private boolean queueUp() throws IOException {
        Socket next = new Socket();
        queue.add(next);
        try {
            next.connect(listening.getLocalSocketAddress(), LONG_ENOUGH_ON_LOOPBACK_MILLIS);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        listening.close();
    }
}
