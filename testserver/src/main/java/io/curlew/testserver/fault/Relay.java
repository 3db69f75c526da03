package io.curlew.testserver.fault;

import static io.curlew.testserver.fault.Direction.TO_CLIENT;
import static io.curlew.testserver.fault.Direction.TO_SERVER;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Two sockets, and what passes between them. */
final class Relay {
    private final SelectionKey client;
    private final SelectionKey server;
    private final SplittableRandom toServerRandom;
    private final SplittableRandom toClientRandom;
    private final Pipe toServer;
    private final Pipe toClient;
    private boolean connected;

    /** The random numbers are of this relay alone, so they do not depend on what other connections do. */
    Relay(SelectionKey client, SelectionKey server, List<Fault> faults, SplittableRandom random, boolean recording) {
        this.client = client;
        this.server = server;
        toServerRandom = random.split();
        toClientRandom = random.split();
        toServer = new Pipe(channel(client), channel(server), new Shape(faults, TO_SERVER, toServerRandom), recording);
        toClient = new Pipe(channel(server), channel(client), new Shape(faults, TO_CLIENT, toClientRandom), recording);
    }

    static SelectionKey register(SocketChannel channel, Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel.register(selector, 0);
    }

    private static SocketChannel channel(SelectionKey key) {
        return (SocketChannel) key.channel();
    }

    void faults(List<Fault> faults, long now) {
        toServer.shape(new Shape(faults, TO_SERVER, toServerRandom), now);
        toClient.shape(new Shape(faults, TO_CLIENT, toClientRandom), now);
    }

    Pipe pipe(Direction direction) {
        return direction == TO_SERVER ? toServer : toClient;
    }

    boolean isOpen() {
        return client.isValid() && server.isValid();
    }

    /** Takes what the selector found. */
    void ready(SelectionKey key, ByteBuffer scratch, long now) {
        if (key.isConnectable()) {
            finishConnecting();
        } else if (key.isReadable()) {
            (key == client ? toServer : toClient).read(scratch, now);
        }
    }

    /** Starts to connect to the server; whether that succeeds may be seen later. */
    void dial(SocketAddress address) {
        try {
            connected = channel(server).connect(address);
            server.interestOps(SelectionKey.OP_CONNECT);
        } catch (IOException serverIsAway) {
            reset();
        }
    }

    private void finishConnecting() {
        try {
            connected = channel(server).finishConnect();
        } catch (IOException serverIsAway) {
            reset();
        }
    }

    /** Does what is due, and returns when to come again. */
    long turn(long now) {
        if (!isOpen() || !connected) {
            return Pipe.NEVER;
        }
        try {
            long next = Math.min(turn(toServer, now), turn(toClient, now));
            if (toServer.isOver() && toClient.isOver()) {
                close();
            }
            updateInterest();
            return next;
        } catch (IOException peerIsGone) {
            reset();
            return Pipe.NEVER;
        }
    }

    private long turn(Pipe pipe, long now) throws IOException {
        long next = pipe.deliver(now);
        Cut cut = pipe.cut(now);
        if (cut == Cut.HALF_CLOSE) {
            pipe.finish();
        } else {
            cut(cut);
        }
        return next;
    }

    void cut(@Nullable Cut cut) throws IOException {
        if (cut == Cut.RST) {
            reset();
        } else if (cut != null && isOpen()) {
            finish();
        }
    }

    private void finish() throws IOException {
        if (connected) {
            toServer.finish();
            toClient.finish();
        } else { // nothing has passed that could still be on its way
            close();
        }
    }

    private void updateInterest() {
        if (isOpen()) {
            client.interestOps(interest(toServer, toClient));
            server.interestOps(interest(toClient, toServer));
        }
    }

    private static int interest(Pipe reading, Pipe writing) {
        return (reading.wantsToRead() ? SelectionKey.OP_READ : 0)
                | (writing.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
    }

    void reset() {
        reset(channel(client));
        reset(channel(server));
        toServer.forget();
        toClient.forget();
    }

    static void reset(SocketChannel channel) {
        try (channel) {
            if (channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException alreadyGone) {
            // which is what was wanted
        }
    }

    private void close() throws IOException {
        channel(client).close();
        channel(server).close();
    }
}
