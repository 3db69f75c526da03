package io.curlew.testserver.raw;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket, with TLS on top if wanted. It keeps hold of the TCP socket, because closing a TLS socket always says
 * goodbye, and misbehaving peers do not.
 */
final class RawSocket implements Closeable {
    private final Socket tcp;
    private final @Nullable SSLSocket tls;

    /** The TLS handshake happens with the first read or write, on the thread of the script. */
    RawSocket(Socket tcp, @Nullable SSLContext context) throws IOException {
        this.tcp = tcp;
        tcp.setTcpNoDelay(true);
        tls = context == null
                ? null
                : (SSLSocket) context.getSocketFactory().createSocket(tcp, InputStream.nullInputStream(), true);
    }

    private Socket top() {
        return tls == null ? tcp : tls;
    }

    InputStream in() throws IOException {
        return top().getInputStream();
    }

    OutputStream out() throws IOException {
        return top().getOutputStream();
    }

    /** Ends the output, with a goodbye where TLS has one. */
    void fin() throws IOException {
        if (tls != null) {
            tls.shutdownOutput();
        }
        truncate();
    }

    /** Ends the output without a goodbye. */
    void truncate() throws IOException {
        if (!tcp.isOutputShutdown()) {
            tcp.shutdownOutput();
        }
    }

    void reset() throws IOException {
        try (tcp) {
            tcp.setSoLinger(true, 0);
        } catch (SocketException alreadyClosed) {
            // which is what was wanted
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
    }
}
