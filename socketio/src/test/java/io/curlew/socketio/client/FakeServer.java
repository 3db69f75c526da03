package io.curlew.socketio.client;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.ParserLimits;
import io.curlew.socketio.protocol.SocketPacket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server without a network, on the client's own loop. It joins whatever namespace it is asked for, answers
 * {@code sum} with the sum of two numbers, sends {@code echo} back, and keeps what it received.
 */
final class FakeServer implements Wire.Factory {
    static final DefaultParser PARSER = new DefaultParser(new PlainCodec(), ParserLimits.defaults());

    final BlockingQueue<SocketPacket> received = new LinkedBlockingQueue<>();
    final List<ConnectAttempt> attempts = new CopyOnWriteArrayList<>();
    final List<FakeWire> wires = new CopyOnWriteArrayList<>();
    /** The private id that it gives, when it offers recovery. */
    volatile Optional<String> pid = Optional.empty();

    final Set<String> refusedNamespaces = ConcurrentHashMap.newKeySet();
    volatile boolean down;
    /** Whether its connections stay as they are before they have opened. */
    volatile boolean hangs;

    volatile boolean silent;
    volatile boolean stalled;
    /** Whether a connection that can't write stays open when it is to be closed. */
    volatile boolean lingers;

    /** Whether it is not known what the server has read until {@link FakeWire#giveReceipts}. */
    volatile boolean holdsReceipts;

    /** Whether its connections bring nothing while they are not read. */
    volatile boolean heedsPauses;

    volatile int maxFrame = Integer.MAX_VALUE;
    /** The largest message that its connections bring. */
    volatile int maxMessage = Integer.MAX_VALUE;

    static SocketIoClientBuilder client() {
        return SocketIoClient.builder("http://localhost")
                .parser(PARSER)
                .reconnection(Backoff.fixed(Duration.ofMillis(1)));
    }

    @Override
    public Wire create(EventLoop loop, Wire.Listener listener, ConnectAttempt attempt) {
        attempts.add(attempt);
        FakeWire wire = new FakeWire(loop, listener);
        wires.add(wire);
        return wire;
    }

    /** Sends an event over the newest connection. */
    void emit(String namespace, String name, @Nullable Object... args) {
        newest().send(new OutgoingPacket.Event(namespace, OptionalLong.empty(), name, listOf(args)));
    }

    /** Sends an event that asks for an answer. */
    void ask(String namespace, long id, String name, @Nullable Object... args) {
        newest().send(new OutgoingPacket.Event(namespace, OptionalLong.of(id), name, listOf(args)));
    }

    /** Sends so many events that arrive with one read, each with its number. */
    void burst(String namespace, String name, int events) {
        List<OutgoingPacket> packets = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            packets.add(new OutgoingPacket.Event(namespace, OptionalLong.empty(), name, listOf(i)));
        }
        newest().sendTogether(packets);
    }

    void kick(String namespace) {
        newest().send(new OutgoingPacket.Disconnect(namespace));
    }

    void drop() {
        newest().end(new EngineClose(CloseReason.TRANSPORT_CLOSE, Optional.empty(), 0));
    }

    FakeWire newest() {
        return wires.get(wires.size() - 1);
    }

    /** Returns the next packet of that kind, leaving out others. */
    <P extends SocketPacket> P next(Class<P> type) throws InterruptedException {
        while (true) {
            SocketPacket packet = received.poll(30, TimeUnit.SECONDS);
            if (packet == null) {
                throw new AssertionError("The server received no " + type.getSimpleName());
            }
            if (type.isInstance(packet)) {
                return type.cast(packet);
            }
        }
    }

    private static List<@Nullable Object> listOf(@Nullable Object... args) {
        return new ArrayList<>(java.util.Arrays.asList(args));
    }

    /** One connection. */
    final class FakeWire implements Wire {
        private final EventLoop loop;
        private final Listener listener;
        private final Decoder decoder = PARSER.newDecoder();
        volatile boolean over;
        volatile boolean overdue;
        volatile boolean slept;
        final AtomicInteger units = new AtomicInteger();
        final AtomicInteger uncompressed = new AtomicInteger();
        final AtomicInteger pauses = new AtomicInteger();
        final AtomicInteger resumptions = new AtomicInteger();
        private final List<Runnable> receipts = new ArrayList<>();
        private final List<Runnable> unread = new ArrayList<>();
        private boolean reading = true;

        FakeWire(EventLoop loop, Listener listener) {
            this.loop = loop;
            this.listener = listener;
        }

        @Override
        public int maxMessageSize() {
            return maxMessage;
        }

        @Override
        public void open() {
            loop.execute(() -> {
                if (down) {
                    end(new EngineClose(
                            CloseReason.TRANSPORT_ERROR, Optional.of(new IOException("server is down")), 0));
                } else if (!over && !hangs) {
                    listener.opened(new Handshake(
                            "engine", List.of(), Duration.ofSeconds(25), Duration.ofSeconds(20), OptionalLong.empty()));
                }
            });
        }

        @Override
        public void send(List<EngineData> unit) {
            if (over) {
                throw new IllegalStateException("closed");
            }
            if (unit.stream().anyMatch(data -> data.size() > maxFrame)) {
                throw new IllegalArgumentException("more than " + maxFrame + " bytes");
            }
            units.incrementAndGet();
            unit.stream().filter(data -> !data.compressible()).forEach(data -> uncompressed.incrementAndGet());
            unit.forEach(this::take);
            if (!stalled) {
                long bytes = unit.stream().mapToLong(EngineData::size).sum();
                loop.execute(() -> {
                    listener.released(unit.size(), bytes);
                    listener.drained();
                });
            }
        }

        private void take(EngineData data) {
            SocketPacket packet = data.isText() ? decoder.decodeText(data.array()) : decoder.decodeBinary(data.array());
            if (packet != null) {
                received.add(packet);
                answer(packet);
            }
        }

        private void answer(SocketPacket packet) {
            if (packet instanceof SocketPacket.Connect connect && !silent) {
                if (refusedNamespaces.contains(connect.namespace())) {
                    send(new OutgoingPacket.ConnectError(
                            connect.namespace(), "not you", Optional.of(Map.of("code", 401))));
                } else {
                    Map<String, String> ids =
                            new HashMap<>(pid.map(id -> Map.of("pid", id)).orElseGet(Map::of));
                    ids.put("sid", "sid " + wires.size() + connect.namespace());
                    send(new OutgoingPacket.Connect(connect.namespace(), Optional.of(ids), Map.of()));
                }
            } else if (packet instanceof SocketPacket.Event event) {
                answer(event);
            }
        }

        private void answer(SocketPacket.Event event) {
            Args args = event.args();
            if (event.name().equals("sum") && event.ackId().isPresent()) {
                int sum = args.get(0, int.class) + args.get(1, int.class);
                send(new OutgoingPacket.Ack(event.namespace(), event.ackId().getAsLong(), List.of(sum)));
            } else if (event.name().equals("echo")) {
                send(new OutgoingPacket.Event(
                        event.namespace(), OptionalLong.empty(), "echo", List.of(args.get(0, int.class))));
            }
        }

        void send(OutgoingPacket packet) {
            sendTogether(List.of(packet));
        }

        /** Sends packets that arrive with one read. */
        void sendTogether(List<OutgoingPacket> packets) {
            List<Frame> frames = packets.stream()
                    .flatMap(packet -> PARSER.encode(packet).frames().stream())
                    .toList();
            loop.execute(() -> whenRead(() -> {
                if (!over) {
                    frames.forEach(frame -> listener.received(EngineWire.message(frame)));
                    listener.batchEnd();
                }
            }));
        }

        private void whenRead(Runnable arrival) {
            if (reading || !heedsPauses) {
                arrival.run();
            } else {
                unread.add(arrival);
            }
        }

        /** It can write again, though nothing was written: as after an upgrade. */
        void drain() {
            loop.execute(listener::drained);
        }

        /** Something goes wrong that does not end it. */
        void fail(Throwable why) {
            loop.execute(() -> listener.failed(why));
        }

        /** Sends something that the client has to make sense of. */
        void sendText(String text) {
            loop.execute(() -> {
                listener.received(EngineData.text(text));
                listener.batchEnd();
            });
        }

        void end(EngineClose how) {
            loop.execute(() -> {
                if (!over) {
                    over = true;
                    listener.closed(how);
                }
            });
        }

        @Override
        public void requestReceipt(Runnable told) {
            receipts.add(told);
            if (!stalled && !holdsReceipts) {
                giveReceipts();
            }
        }

        /** What was sent so far is known to have been read. */
        void giveReceipts() {
            loop.execute(() -> {
                List<Runnable> asked = List.copyOf(receipts);
                receipts.clear();
                asked.forEach(Runnable::run);
            });
        }

        @Override
        public void prepareClose() {
            resumeReading();
        }

        @Override
        public void close() {
            if (lingers && stalled) {
                return;
            }
            end(new EngineClose(CloseReason.FORCED_CLOSE, Optional.empty(), 0));
        }

        @Override
        public boolean writable() {
            return !stalled;
        }

        @Override
        public boolean heartbeatOverdue() {
            return overdue;
        }

        @Override
        public boolean sleptSincePing() {
            return slept;
        }

        /** The server pings, and what was in doubt no longer is. */
        void ping() {
            loop.execute(() -> {
                slept = false;
                listener.pinged();
                listener.roundTrip(Duration.ofMillis(3));
            });
        }

        @Override
        public void pauseReading() {
            pauses.incrementAndGet();
            reading = false;
        }

        @Override
        public void resumeReading() {
            resumptions.incrementAndGet();
            reading = true;
            unread.forEach(loop::execute);
            unread.clear();
        }

        @Override
        public Optional<TransportType> transport() {
            return Optional.of(TransportType.WEBSOCKET);
        }

        @Override
        public void requireFits(EncodedPacket packet) {}
    }
}
