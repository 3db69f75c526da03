package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** Accepts connections; the test speaks for the server on each of them, byte by byte if it wants. */
final class ScriptedServer implements Closeable {
    private final ServerSocket listening;
    private final String scheme;
    private final BlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();
    private final List<Peer> all = new CopyOnWriteArrayList<>();
    private final Thread acceptor;
    private @Nullable DeafPort refusing;

    private ScriptedServer(ServerSocketFactory sockets, String scheme, InetAddress address) throws IOException {
        this.scheme = scheme;
        listening = sockets.createServerSocket(0, 50, address);
        acceptor = new Thread(this::acceptAll, "scripted-server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    static ScriptedServer plain() throws IOException {
        return new ScriptedServer(ServerSocketFactory.getDefault(), "http", InetAddress.getLoopbackAddress());
    }

    static ScriptedServer at(String address) throws IOException {
        return new ScriptedServer(ServerSocketFactory.getDefault(), "http", InetAddress.getByName(address));
    }

    static ScriptedServer secure(ServerSocketFactory sockets) throws IOException {
        return new ScriptedServer(sockets, "https", InetAddress.getLoopbackAddress());
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Peer peer = new Peer(socket);
                all.add(peer);
                accepted.add(peer);
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    URI uri() {
        return uri("127.0.0.1");
    }

    URI uri(String host) {
        return URI.create(scheme + "://" + host + ":" + listening.getLocalPort() + "/engine.io/");
    }

    /** The next connection. */
    Peer accept() throws InterruptedException {
        Peer peer = accepted.poll(30, TimeUnit.SECONDS);
        assertThat(peer).as("a connection to the server").isNotNull();
        return peer;
    }

    int connections() {
        return all.size();
    }

    /** From now on connections are refused; those that are there stay. */
    void refuseConnections() throws Exception {
        InetSocketAddress address = (InetSocketAddress) listening.getLocalSocketAddress();
        listening.close();
        acceptor.join(); // until then one more may be accepted
        refusing = DeafPort.at(address);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        if (refusing != null) {
            refusing.close();
        }
        for (Peer peer : all) {
            peer.close();
        }
    }
}
