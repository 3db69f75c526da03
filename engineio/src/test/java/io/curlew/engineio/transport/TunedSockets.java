package io.curlew.engineio.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Server sockets of a TLS context, each set up further. */
final class TunedSockets extends ServerSocketFactory {
    private final ServerSocketFactory sockets;
    private final Consumer<SSLServerSocket> tuning;

    TunedSockets(SSLContext context, Consumer<SSLServerSocket> tuning) {
        sockets = context.getServerSocketFactory();
        this.tuning = tuning;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return tuned(sockets.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return tuned(sockets.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return tuned(sockets.createServerSocket(port, backlog, address));
    }

    private ServerSocket tuned(ServerSocket socket) {
        tuning.accept((SSLServerSocket) socket);
        return socket;
    }
}
