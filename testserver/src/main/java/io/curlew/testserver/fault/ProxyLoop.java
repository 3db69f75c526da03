package io.curlew.testserver.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The thread that moves the bytes. It holds this object's monitor whenever it does not wait for sockets, and so does
 * everybody else who looks at a relay or changes one.
 */
final class ProxyLoop implements Closeable {
    private static final int READ_AT_ONCE = 64 * 1024;
    private static final long MILLI = 1_000_000;

    /** How long to wait, in nanoseconds, when nothing is due: any time will do, a change wakes the selector. */
    private static final long IDLE = 60_000 * MILLI;

    private final SocketAddress target;
    private final long seed;
    private final boolean recording;
    private final long start = System.nanoTime();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(READ_AT_ONCE);
    private final List<Relay> relays = new ArrayList<>();
    private final List<Relay> open = new ArrayList<>();
    private final Map<Integer, List<Fault>> scripts = new HashMap<>();
    private final Selector selector;
    private final Gate gate;
    private final Thread thread;
    private List<Fault> general = List.of();
    private boolean closed;

    ProxyLoop(SocketAddress target, long seed, boolean recording) throws IOException {
        this.target = target;
        this.seed = seed;
        this.recording = recording;
        selector = Selector.open();
        gate = new Gate(selector);
        thread = new Thread(this::run, "fault-proxy-" + gate.port());
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return gate.port();
    }

    private void run() {
        try (selector) {
            long wait = 1;
            while (wait > 0) {
                selector.select(wait);
                wait = turn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what there is to do, and returns for how many milliseconds there is nothing more, or 0 at the end. */
    private synchronized long turn() throws IOException {
        if (closed) {
            return 0;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            ready(key);
        }
        selector.selectedKeys().clear();
        long now = now();
        long next = open.stream().mapToLong(relay -> relay.turn(now)).min().orElse(Pipe.NEVER);
        open.removeIf(relay -> !relay.isOpen());
        return Math.max(1, (Math.min(next - now(), IDLE) + MILLI - 1) / MILLI);
    }

    private void ready(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Relay relay) {
            relay.ready(key, scratch, now());
        } else {
            accept();
        }
    }

    /** When there are no sockets left, the client waits for the next attempt. */
    private void accept() {
        try {
            SocketChannel client = gate.accept();
            if (client != null) {
                connectOrReset(client);
            }
        } catch (IOException noneIsLeft) {
            // the selector finds the client again
        }
    }

    private void connectOrReset(SocketChannel client) {
        try {
            connect(client);
        } catch (IOException clientIsGone) {
            Relay.reset(client);
        }
    }

    private void connect(SocketChannel client) throws IOException {
        int index = relays.size() + 1;
        List<Fault> faults = scripts.getOrDefault(index, general);
        Relay relay = relay(client, index, faults);
        relays.add(relay);
        if (faults.contains(Fault.refuse())) {
            relay.reset();
        } else {
            open.add(relay);
            relay.dial(target);
        }
    }

    private Relay relay(SocketChannel client, int index, List<Fault> faults) throws IOException {
        SelectionKey clientKey = Relay.register(client, selector);
        SelectionKey serverKey = Relay.register(SocketChannel.open(), selector);
        Relay relay = new Relay(clientKey, serverKey, faults, new SplittableRandom(seed + index), recording);
        clientKey.attach(relay);
        serverKey.attach(relay);
        return relay;
    }

    private long now() {
        return System.nanoTime() - start;
    }

    synchronized void faults(List<Fault> faults) throws IOException {
        general = faults;
        for (int index = 1; index <= relays.size(); index++) {
            if (!scripts.containsKey(index)) {
                relays.get(index - 1).faults(faults, now());
            }
        }
        if (faults.contains(Fault.refuse())) {
            gate.shut();
        } else {
            gate.open();
        }
        applyNow();
    }

    synchronized void faultsOf(int index, List<Fault> faults) throws IOException {
        scripts.put(index, faults);
        if (index <= relays.size()) {
            relays.get(index - 1).faults(faults, now());
        }
        applyNow();
    }

    synchronized void noFaults() throws IOException {
        scripts.clear();
        faults(List.of());
    }

    synchronized void cut(List<Relay> which, Cut how) throws IOException {
        for (Relay relay : which) {
            relay.cut(how);
        }
        applyNow();
    }

    /** A socket that a selector knows is not closed before the next selection. */
    private void applyNow() throws IOException {
        selector.wakeup();
        selector.selectNow();
        selector.wakeup();
    }

    synchronized List<Relay> relays() {
        return List.copyOf(relays);
    }

    synchronized <T> T look(Supplier<T> at) {
        return at.get();
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (!closed) {
                closed = true;
                open.forEach(Relay::reset);
                gate.close();
                selector.wakeup();
            }
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
