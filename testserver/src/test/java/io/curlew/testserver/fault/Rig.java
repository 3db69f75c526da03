package io.curlew.testserver.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server, a proxy in front of it, and clients. */
final class Rig implements Closeable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SILENCE_MILLIS = 50;

    final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    final FaultProxy proxy;
    private final List<Socket> sockets = new ArrayList<>();

    Rig() throws IOException {
        this(proxy -> proxy);
    }

    Rig(UnaryOperator<FaultProxy> options) throws IOException {
        server.setSoTimeout(PATIENCE_MILLIS);
        proxy = options.apply(FaultProxy.to("127.0.0.1", server.getLocalPort())).start();
    }

    /** Both ends of a connection through the proxy. */
    record Ends(Socket client, Socket server) {}

    Ends connect() throws IOException {
        return new Ends(dial(), kept(server.accept()));
    }

    Socket dial() throws IOException {
        return kept(new Socket(InetAddress.getLoopbackAddress(), proxy.port()));
    }

    private Socket kept(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        sockets.add(socket);
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    static String read(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
    }

    /** Passes text from one socket to the other. */
    static void assertPasses(String text, Socket from, Socket to) throws IOException {
        write(from, text);
        assertThat(read(to, text.length())).isEqualTo(text);
    }

    static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    static void assertEnded(Socket socket) throws IOException {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }
}
