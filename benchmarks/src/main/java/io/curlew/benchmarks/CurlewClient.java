package io.curlew.benchmarks;

import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.time.Duration;
import java.util.function.Consumer;

/** Curlew, with listeners and callbacks. */
final class CurlewClient implements Client {
    /**
     * Of large messages; more would be old when it leaves, and the collector would copy it. Small ones don't get there.
     */
    private static final int MAX_QUEUED_BYTES = 4 << 20;

    private final SocketIoClient client;
    private final Socket socket;

    private CurlewClient(SocketIoClient client, Socket socket) {
        this.client = client;
        this.socket = socket;
    }

    static CurlewClient connect(Destination to, Arrivals arrivals, Consumer<SocketIoClientBuilder> mode) {
        SocketIoClientBuilder builder = builder(to);
        mode.accept(builder);
        SocketIoClient client = builder.build();
        Socket socket = client.socket("/");
        socket.on("typed", Quote.class, arrivals::arrived);
        for (String event : new String[] {"blind", "bytes", "big", "counted"}) {
            socket.on(event, unread -> arrivals.arrived());
        }
        return new CurlewClient(client, socket.connect().join());
    }

    static CurlewClient returning(Destination to, Runnable answered) {
        Duration first = Duration.ofMillis(Reconnection.DELAY_MILLIS);
        Duration last = Duration.ofMillis(Reconnection.MAX_DELAY_MILLIS);
        SocketIoClient client = builder(to)
                .reconnection(Backoff.exponential(first, last).jitter(0.5))
                .build();
        CurlewClient made = new CurlewClient(client, client.socket("/"));
        made.socket.onConnect(() -> made.ask(answered));
        var unused = made.socket.connect();
        return made;
    }

    /** The same for all ways to use it: a sender waits when too much is under way. */
    static SocketIoClientBuilder builder(Destination to) {
        SocketIoClientBuilder builder = SocketIoClient.builder(to.url())
                .transports(TransportType.ofWireName(to.transport()).orElseThrow())
                .sendBudget(SendBudget.blocking(Floor.MAX_QUEUED, MAX_QUEUED_BYTES, Duration.ofSeconds(30)))
                .engine(EngineSocketBuilder::noMaxPacketsPerPost) // the others have no such limit either
                .noReconnection();
        to.pem().ifPresent(pem -> builder.engine(engine -> engine.tls(tls -> tls.trust(pem))));
        return builder;
    }

    @Override
    public void emit(String event, Object... args) {
        socket.emit(event, args);
    }

    @Override
    public void send(Quote quote) {
        socket.emit("typed", quote);
    }

    @Override
    public void send(byte[] bytes) {
        socket.emit("bytes", bytes);
    }

    @Override
    public void ask(Runnable answered) {
        socket.emitWithAck(EmitOptions.noTimeout(), answer -> answered.run(), "ask");
    }

    @Override
    public void close() {
        client.close();
    }
}
