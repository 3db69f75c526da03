package io.curlew.fuzz;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import io.curlew.socketio.protocol.ConversionException;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.JsonCodec;
import io.curlew.socketio.protocol.ParserLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A client with everything that a program does with one, and a memory for what it was told. */
final class Customer {
    /** Small, so that the fuzzer gets beyond it. */
    static final int MAX_MESSAGE = 8 * 1024;

    /** Longer than any end may take: what the server says has to be seen, and not that it says nothing. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    /** Short, since no server here ever shows that it has read the DISCONNECT, and each session would take so long. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(40);

    private static final int MAX_ARGUMENTS = 8;
    private static final int MAX_CAUSES = 20;
    private static final JsonCodec CODEC = JsonCodec.load();

    /** Whoever fails with one of these did not foresee what a peer sent. */
    private static final Set<Class<? extends Throwable>> BUGS = Set.of(
            Error.class,
            NullPointerException.class,
            IndexOutOfBoundsException.class,
            ClassCastException.class,
            ArithmeticException.class,
            NegativeArraySizeException.class,
            ArrayStoreException.class,
            java.util.ConcurrentModificationException.class,
            java.util.NoSuchElementException.class,
            UnsupportedOperationException.class,
            IllegalStateException.class);

    private final Setup setup;
    private final SocketIoClient client;
    private final Socket socket;
    private final List<CompletableFuture<?>> futures = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger disconnected = new AtomicInteger();
    private final AtomicReference<Throwable> bug = new AtomicReference<>();
    private volatile boolean failed;
    private volatile boolean closing;

    /** How a client is set up. */
    record Setup(List<TransportType> transports, boolean compresses, boolean comesBack, boolean direct) {}

    Customer(String url, Setup setup, Consumer<? super SocketIoClientBuilder> threads) {
        this.setup = setup;
        SocketIoClientBuilder builder = SocketIoClient.builder(url)
                .transports(setup.transports().toArray(TransportType[]::new))
                .parser(new DefaultParser(CODEC, ParserLimits.defaults()))
                .connectTimeout(CONNECT_TIMEOUT)
                .closeTimeout(CLOSE_TIMEOUT)
                .onError(this::reported)
                .engine(engine -> engine.maxMessageSize(MAX_MESSAGE));
        if (setup.compresses()) {
            builder.engine(engine -> engine.compression(compression -> {}));
        }
        if (setup.comesBack()) {
            builder.reconnection(Backoff.exponential(Duration.ofMillis(1), Duration.ofMillis(1)))
                    .reconnectionAttempts(2);
        } else {
            builder.noReconnection();
        }
        if (setup.direct()) {
            builder.direct();
        }
        threads.accept(builder);
        client = builder.build();
        socket = client.socket("/");
        listen();
    }

    private void listen() {
        client.onOpen(opened::incrementAndGet);
        client.onClose(end -> {
            end.cause().ifPresent(this::seen);
            count(closed, opened, "close signals");
        });
        client.onError(this::failedToOpen);
        client.onReconnectError(this::seen);
        client.onReconnectFailed(() -> failed = true);
        client.onPacket(packet -> {});
        client.onPing(roundTrip -> {});
        socket.onConnect(connected::incrementAndGet);
        socket.onConnectError(this::failedToOpen);
        socket.onDisconnect(end -> {
            end.cause().ifPresent(this::seen);
            count(disconnected, connected, "disconnect signals");
            failed |= !end.willReconnect();
        });
        socket.onAny(this::event);
    }

    private void count(AtomicInteger ends, AtomicInteger begins, String what) {
        if (ends.incrementAndGet() > begins.get()) {
            bug.compareAndSet(null, new AssertionError("more " + what + " than there were beginnings"));
        }
    }

    private void failedToOpen(Throwable why) {
        seen(why);
        failed = true;
    }

    private void event(Event event) {
        for (int i = 0; i < Math.min(MAX_ARGUMENTS, event.args().size()); i++) {
            try {
                Object unused = event.args().find(i, Object.class);
            } catch (ConversionException doesNotFit) {
                seen(doesNotFit);
            }
        }
        if (event.wantsAck()) {
            answer(event);
        }
    }

    private void answer(Event event) {
        try {
            event.ack("seen", new byte[] {1});
        } catch (IllegalStateException refused) {
            if (!closing) { // which is the one reason there may be
                throw refused;
            }
        }
    }

    /** What listeners throw, of which these throw nothing, and what the client itself did not expect. */
    private void reported(Throwable thrown) {
        // A limit that was not known when the event was accepted, and what did not leave in time.
        boolean documented = thrown instanceof IllegalArgumentException
                || String.valueOf(thrown.getMessage()).startsWith("The connection took ");
        if (!documented) {
            bug.compareAndSet(null, thrown);
        }
    }

    private void seen(Throwable why) {
        Throwable cause = why;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            Throwable each = cause;
            if (BUGS.stream().anyMatch(bad -> bad.isInstance(each))) {
                bug.compareAndSet(null, why);
            }
            cause = cause.getCause();
        }
    }

    /** Connects, and sends some before it is connected. */
    void begin() {
        futures.add(socket.connect());
        futures.add(socket.emitWithAck("question", 1));
        futures.add(socket.emitWithAck(EmitOptions.timeout(Duration.ofMillis(50)), "late", "text", new byte[] {1, 2}));
        socket.emit("event", List.of(1, 2, 3));
    }

    boolean comesBack() {
        return setup.comesBack();
    }

    /** Whether there is nothing more to wait for: the connection is lost, and no other will be made. */
    boolean isOver() {
        return failed;
    }

    void close() {
        closing = true;
        futures.add(client.closeAsync());
    }

    /** Checks what has to be true of every client that was closed, whatever its server did. */
    void checkEnd(Ending ending) throws Exception {
        ending.await("closed() completes", () -> client.closed().isDone());
        for (CompletableFuture<?> future : futures) {
            ending.await("every future completes", future::isDone);
            outcome(future);
        }
        await(ending, "one close signal for each connection", () -> opened.get() == closed.get());
        await(ending, "one disconnect signal for each connect", () -> connected.get() == disconnected.get());
        await(ending, "nothing waits to be sent", () -> client.bufferedPackets() == 0 && client.bufferedBytes() == 0);
        await(ending, "nothing waits for listeners", () -> client.incomingEvents() == 0 && client.incomingBytes() == 0);
        throwBug();
    }

    private void await(Ending ending, String what, BooleanSupplier isTrue) throws Exception {
        throwBug();
        ending.await(what, isTrue);
    }

    private void outcome(CompletableFuture<?> future) {
        try {
            Object unused = future.join();
        } catch (CompletionException failure) {
            if (failure.getCause() != null && !(failure.getCause() instanceof IllegalStateException)) {
                seen(failure.getCause());
            }
        }
    }

    private void throwBug() {
        if (bug.get() != null) {
            throw new AssertionError("the client did not foresee this", bug.get());
        }
    }
}
