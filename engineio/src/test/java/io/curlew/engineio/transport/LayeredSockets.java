package io.curlew.engineio.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** Server sockets with TLS on top of TCP connections that a test can get at, to end them without a goodbye. */
final class LayeredSockets extends ServerSocketFactory {
    private final SSLContext context;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    LayeredSockets(SSLContext context) {
        this.context = context;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, 0);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new ServerSocket(port, backlog, address) {
            @Override
            public Socket accept() throws IOException {
                Socket tcp = super.accept();
                accepted.add(tcp);
                return context.getSocketFactory().createSocket(tcp, InputStream.nullInputStream(), true);
            }
        };
    }

    /** Sends FIN on the latest connection, if that was not done. */
    void endTcp() throws IOException {
        Socket latest = accepted.get(accepted.size() - 1);
        if (!latest.isOutputShutdown()) {
            latest.shutdownOutput();
        }
    }
}
