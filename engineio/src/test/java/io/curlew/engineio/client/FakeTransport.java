package io.curlew.engineio.client;

import static java.util.stream.Collectors.toList;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.engineio.transport.Transport;
import io.curlew.engineio.transport.TransportListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A transport in memory and the server at its other end. What the server does may be told from any thread; it happens
 * on the loop, in that order.
 */
final class FakeTransport implements Transport {
    static final Handshake HANDSHAKE = handshake();

    final TransportType type;
    final Optional<String> sid;
    private final EventLoop loop;
    private final TransportListener listener;
    private final Consumer<FakeTransport> server;
    private final Queue<EnginePacket> written = new ConcurrentLinkedQueue<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final ArrayDeque<List<EnginePacket>> held = new ArrayDeque<>();
    private final List<String> throwing = new CopyOnWriteArrayList<>();
    private boolean silent;
    private volatile boolean holding;
    private volatile boolean holdingPause;
    private volatile boolean closesLate;
    private volatile boolean ignoringPings;
    private volatile boolean reading = true;

    FakeTransport(
            TransportType type,
            Optional<String> sid,
            EventLoop loop,
            TransportListener listener,
            Consumer<FakeTransport> server) {
        this.type = type;
        this.sid = sid;
        this.loop = loop;
        this.listener = listener;
        this.server = server;
    }

    static Handshake handshake(String... upgrades) {
        return new Handshake(
                "the-sid", List.of(upgrades), Duration.ofSeconds(25), Duration.ofSeconds(20), OptionalLong.empty());
    }

    // ---- what the client does

    @Override
    public void open() {
        called("open");
        loop.execute(() -> server.accept(this));
    }

    @Override
    public void write(List<EnginePacket> packets) {
        called("write");
        written.addAll(packets);
        if (holding) {
            held.add(packets);
        } else {
            later(() -> confirm(packets));
        }
    }

    private void confirm(List<EnginePacket> packets) {
        listener.written(packets);
        if (!silent) {
            listener.writable();
        }
        if (!silent && packets.contains(EnginePacket.Ping.PROBE)) {
            receive(EnginePacket.Pong.PROBE);
        }
    }

    @Override
    public void pause() {
        called("pause");
        if (!holdingPause) {
            later(listener::paused);
        }
    }

    @Override
    public void resume() {
        called("resume");
    }

    @Override
    public void pauseReading() {
        called("pauseReading");
        reading = false;
    }

    @Override
    public void resumeReading() {
        called("resumeReading");
        reading = true;
    }

    @Override
    public void measureRoundTrip() {
        later(() -> listener.roundTrip(1_500_000));
    }

    @Override
    public void ping() {
        called("ping");
        later(listener::pingLeft);
        if (!ignoringPings) {
            later(listener::ponged);
        }
    }

    @Override
    public void close() {
        called("close");
        if (!closesLate) {
            lose();
        }
    }

    @Override
    public void abort() {
        called("abort");
        silent = true;
    }

    @Override
    public void leave(Runnable gone) {
        called("leave");
        silent = true;
        gone.run();
    }

    private void called(String method) {
        calls.add(method);
        if (throwing.contains(method)) {
            throw new IllegalStateException("a bug in " + method);
        }
    }

    // ---- what the server does

    /** What a well-behaved server does with a transport that was opened. */
    void welcome() {
        welcome(HANDSHAKE);
    }

    void welcome(Handshake handshake) {
        later(() -> {
            listener.opened();
            if (sid.isEmpty()) {
                listener.received(new EnginePacket.Open(handshake));
                listener.batchEnd();
                listener.writable();
            }
        });
    }

    /** Sends texts, which arrive in one read. */
    void send(String... texts) {
        send(Stream.of(texts).map(EnginePacket::message).toArray(EnginePacket[]::new));
    }

    void send(EnginePacket... packets) {
        later(() -> receive(packets));
    }

    private void receive(EnginePacket... packets) {
        for (EnginePacket packet : packets) {
            if (!silent) {
                listener.received(packet);
            }
        }
        if (!silent) {
            listener.batchEnd();
        }
    }

    /** Sends texts of which the client sees only that they are part of a longer read. */
    void sendWithoutAnEnd(EnginePacket... packets) {
        later(() -> {
            for (EnginePacket packet : packets) {
                listener.received(packet);
            }
        });
    }

    void lose() {
        later(() -> fail(TransportException.closed(type, Phase.READ, "lost").build()));
    }

    void refuse() {
        later(() ->
                fail(TransportException.error(type, Phase.HANDSHAKE, "refused").build()));
    }

    /** It ends with this failure. */
    void end(TransportException why) {
        later(() -> fail(why));
    }

    private void fail(TransportException why) {
        silent = true;
        listener.failed(why);
    }

    /** From now on writes do not leave, and the client gets no leave to write more. */
    FakeTransport holdWrites() {
        holding = true;
        return this;
    }

    /** Takes more, though what it was given before may not have left. */
    void sayWritable() {
        later(listener::writable);
    }

    /** Lets the writes go that were held. */
    void releaseWrites() {
        holding = false;
        later(() -> {
            while (!held.isEmpty()) {
                confirm(held.remove());
            }
        });
    }

    /** From now on it does not come to rest. */
    void holdPause() {
        holdingPause = true;
    }

    /** It comes to rest. */
    void releasePause() {
        later(listener::paused);
    }

    /** From now on pings of the WebSocket protocol are not answered. */
    void ignorePings() {
        ignoringPings = true;
    }

    /** From now on closing takes until {@link #lose}. */
    void closeLate() {
        closesLate = true;
    }

    /** From now on this method throws. */
    void throwIn(String method) {
        throwing.add(method);
    }

    // ---- what a test asks

    List<String> calls() {
        return List.copyOf(calls);
    }

    boolean isReading() {
        return reading;
    }

    List<EnginePacket> written() {
        return List.copyOf(written);
    }

    /** Returns the texts that were written so far. */
    List<String> texts() {
        return written.stream()
                .filter(EnginePacket.Message.class::isInstance)
                .map(packet -> ((EnginePacket.Message) packet).data().text())
                .collect(toList());
    }

    /** Runs on the loop, unless the client has given the transport up by then. */
    void later(Runnable task) {
        loop.execute(() -> {
            if (!silent) {
                task.run();
            }
        });
    }
}
