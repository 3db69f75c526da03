package io.curlew.interop.robustness;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.DroppedEvent;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Metrics;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A program of its own with a small heap, in the middle of a flood. Its last line says what became of the events. */
final class FloodProgram {
    private static final int THREADS = 4;
    private static final String TEXT = "x".repeat(200);
    private static final Duration PATIENCE = Duration.ofMillis(20);
    private static final long OVERTIME_SECONDS = 30;
    private static final int PACKETS = 1000;
    private static final long BYTES = 1_000_000;

    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    private FloodProgram() {}

    /**
     * Runs it.
     *
     * @param args what to do, the server's URL, and for how many seconds
     */
    public static void main(String[] args) throws Exception {
        FloodProgram program = new FloodProgram();
        if (args[0].equals("listen")) {
            program.listen(args[1]);
        } else {
            program.emit(args[0], args[1], Long.parseLong(args[2]));
        }
        System.exit(0);
    }

    /** Takes events more slowly than they come. */
    private void listen(String url) throws Exception {
        SocketIoClient client =
                SocketIoClient.builder(url).transports(TransportType.WEBSOCKET).build();
        Socket socket = client.socket("/");
        CompletableFuture<Long> sent = new CompletableFuture<>();
        AtomicLong received = new AtomicLong();
        AtomicLong outOfOrder = new AtomicLong();
        socket.on("n", event -> {
            long number = received.getAndIncrement();
            if (event.args().get(0, int.class) != number % FloodIT.NUMBERS) {
                outOfOrder.incrementAndGet();
            }
            if (number % 20 == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        });
        socket.on("end", Long.class, sent::complete);
        socket.onDisconnect(gone -> sent.completeExceptionally(new IllegalStateException(gone.toString())));
        socket.connect().join();
        long all = sent.get(2, TimeUnit.MINUTES);
        System.out.println("missing " + (all - received.get()) + ", out of order " + outOfOrder);
    }

    /** Emits faster than the network takes. */
    private void emit(String policy, String url, long seconds) throws Exception {
        SocketIoClient client = builder(policy, url).build();
        Socket socket = client.socket("/").connect().join();
        EmitOptions options = policy.equals("volatile") ? EmitOptions.volatileEvent() : EmitOptions.defaults();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> emitUntil(end, socket, options));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        client.close();
        System.out.println("accepted " + accepted + ", dropped " + dropped + ", refused " + refused);
    }

    private SocketIoClientBuilder builder(String policy, String url) {
        SocketIoClientBuilder builder = SocketIoClient.builder(url)
                .transports(TransportType.WEBSOCKET)
                .closeTimeout(Duration.ofMinutes(1))
                .metrics(new Metrics() {
                    @Override
                    public void eventDropped(String namespace, String event, DroppedEvent.Reason reason) {
                        dropped.increment();
                    }
                });
        return switch (policy) {
            case "blocking" -> builder.sendBudget(SendBudget.blocking(PACKETS, BYTES, PATIENCE));
            case "dropping" ->
                builder.sendBudget(SendBudget.failing(PACKETS, BYTES)).dropOldest();
            case "failing", "volatile" -> builder.sendBudget(SendBudget.failing(PACKETS, BYTES));
            default -> throw new IllegalArgumentException(policy);
        };
    }

    /** On a busy machine, for longer: until more was emitted than fits. */
    private void emitUntil(long end, Socket socket, EmitOptions options) {
        long lastEnd = end + TimeUnit.SECONDS.toNanos(OVERTIME_SECONDS);
        while (System.nanoTime() < (hasOverflowed() ? end : lastEnd)) {
            try {
                socket.emit(options, "n", TEXT);
                accepted.increment();
            } catch (BufferFullException full) {
                refused.increment();
            }
        }
    }

    private boolean hasOverflowed() {
        return dropped.sum() + refused.sum() > 0;
    }
}
