package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.internal.PlatformDependent;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a program costs at least that speaks Socket.IO over Netty with Jackson: no state, no limits but the queue's, no
 * errors. Packets are encoded by the caller and queued; the loop is woken once a burst and flushes once.
 */
abstract class Floor implements Client {
    static final int MAX_QUEUED = 1 << 14;
    static final JsonMapper MAPPER = new JsonMapper();

    /** Less where there are many connections: an array of the bound would be most of what an idle one takes. */
    private static final int QUEUE_SIZE = Integer.getInteger("floor.queue", MAX_QUEUED);

    private static final JsonFactory JSON = new JsonFactory();
    private static final int PACKET_SIZE = 128;
    private static final long QUEUE_FULL_NANOS = 20_000;
    private static final EventLoopGroup LOOPS = Sockets.loops(1);

    private final Arrivals arrivals;
    /** Text packets as {@code byte[]}, binary ones as {@code byte[][]}: the header, the attachment. */
    private final Queue<Object> queue = PlatformDependent.newFixedMpscQueue(QUEUE_SIZE);

    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, Runnable> asked = new ConcurrentHashMap<>();
    private final Arrivals connected = new Arrivals();
    private final Channel channel;

    Floor(Channel channel, Arrivals arrivals) {
        this.channel = channel;
        this.arrivals = arrivals;
        connected.expect(1);
    }

    static Floor connect(Destination to, Function<Channel, Floor> kind) {
        URI uri = URI.create(to.url().replaceFirst("http", "ws") + "/socket.io/?EIO=4&transport=websocket");
        Optional<SslContext> tls = to.pem().map(Sockets::tls);
        CompletableFuture<Floor> made = new CompletableFuture<>();
        new Bootstrap()
                .group(LOOPS)
                .channelFactory(Sockets.channels())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Floor floor = kind.apply(channel);
                        tls.ifPresent(context -> channel.pipeline()
                                .addLast(context.newHandler(channel.alloc(), uri.getHost(), uri.getPort())));
                        channel.pipeline().addLast(floor.handlers(uri));
                        made.complete(floor);
                    }
                })
                .connect(uri.getHost(), uri.getPort())
                .syncUninterruptibly();
        Floor floor = made.join();
        floor.connected.await();
        return floor;
    }

    abstract ChannelHandler[] handlers(URI uri);

    abstract void write(Channel to, byte[] payload, boolean binary);

    abstract void flush(Channel to);

    /** Reads the object that the parser stands on. */
    abstract Quote quote(JsonParser parser);

    /** To be called for each text message. */
    final void received(byte[] packet) {
        if (packet[0] == '0') {
            queue("40".getBytes(US_ASCII));
            return;
        }
        switch (packet[1]) {
            case '0' -> connected.arrived();
            case '2' -> event(packet);
            case '3' -> Objects.requireNonNull(asked.remove(idOf(packet))).run();
            default -> {} // the header of a binary event
        }
    }

    /** To be called for each binary message that is passed over. */
    final void passedOverBinary() {
        arrivals.arrived();
    }

    /** To be called for each binary message that is handed out. */
    final void receivedBinary(byte[] bytes) {
        arrivals.arrived(bytes);
    }

    private void event(byte[] packet) {
        try (JsonParser parser = MAPPER.createParser(packet, 2, packet.length - 2)) {
            parser.nextToken();
            parser.nextToken();
            boolean typed = parser.getString().equals("typed");
            JsonToken arg = parser.nextToken();
            if (typed && arg == JsonToken.START_OBJECT) {
                Quote quote = quote(parser);
                readToEnd(parser);
                arrivals.arrived(quote);
            } else {
                readToEnd(parser);
                arrivals.arrived();
            }
        }
    }

    @SuppressWarnings("StatementWithEmptyBody") // what is read is not looked at
    private static void readToEnd(JsonParser parser) {
        while (parser.nextToken() != null) {}
    }

    private static int idOf(byte[] packet) {
        int id = 0;
        for (int i = 2; packet[i] != '['; i++) {
            id = 10 * id + packet[i] - '0';
        }
        return id;
    }

    @Override
    public final void emit(String event, Object... args) {
        StringBuilder packet = new StringBuilder("42[\"").append(event).append('"');
        for (Object arg : args) {
            packet.append(',').append(MAPPER.writeValueAsString(arg));
        }
        queue(packet.append(']').toString().getBytes(US_ASCII));
    }

    @Override
    public final void send(Quote quote) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream(PACKET_SIZE);
        packet.write('4');
        packet.write('2');
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), packet)) {
            json.writeStartArray();
            json.writeString("typed");
            json.writeStartObject();
            json.writeStringProperty("symbol", quote.symbol());
            json.writeNumberProperty("price", quote.price());
            json.writeNumberProperty("volume", quote.volume());
            json.writeNumberProperty("time", quote.time());
            json.writeEndObject();
            json.writeEndArray();
        }
        queue(packet.toByteArray());
    }

    @Override
    public final void send(byte[] bytes) {
        queue(new byte[][] {"451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]".getBytes(US_ASCII), bytes});
    }

    @Override
    public final void ask(Runnable answered) {
        int id = ids.getAndIncrement();
        asked.put(id, answered);
        queue(("42" + id + "[\"ask\"]").getBytes(US_ASCII));
    }

    private void queue(Object packet) {
        while (!queue.offer(packet)) {
            LockSupport.parkNanos(QUEUE_FULL_NANOS);
        }
        if (!channel.eventLoop().inEventLoop() && !woken.get() && woken.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::drain);
        }
    }

    /** To be called when a read is over, and when the channel became writable. */
    final void drain() {
        woken.set(false);
        boolean any = false;
        while (channel.isWritable()) {
            Object packet = queue.poll();
            if (packet == null) {
                break;
            }
            any = true;
            if (packet instanceof byte[][] binary) {
                write(channel, binary[0], false);
                write(channel, binary[1], true);
            } else {
                write(channel, (byte[]) packet, false);
            }
        }
        if (any) {
            flush(channel);
        }
    }

    @Override
    public final void close() {
        channel.close().syncUninterruptibly();
    }
}
