package io.curlew.interop.robustness;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A program of its own, for its heap: lets events pile up, and says what they take and what the client says they do.
 */
final class HeldMemoryProgram {
    private static final Runtime RUNTIME = Runtime.getRuntime();
    /** Between two measurements of a heap in which nothing happens. */
    private static final long NOISE = 64 * 1024;

    private HeldMemoryProgram() {}

    /**
     * Runs it.
     *
     * @param args who is to take events, how many come, and the servers' URLs
     */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[1]);
        awaitGone(measure(args[0], count, args[2])); // what is loaded by that belongs to nobody
        for (int i = 2; i < args.length; i++) {
            awaitGone(measure(args[0], count, args[i]));
        }
        System.exit(0);
    }

    /** Each event knows its client: when that is gone, none is left. */
    private static void awaitGone(WeakReference<SocketIoClient> client) {
        while (client.get() != null) {
            LockSupport.parkNanos(1_000_000);
            System.gc();
        }
    }

    private static WeakReference<SocketIoClient> measure(String taker, int count, String url) throws Exception {
        SocketIoClient client = SocketIoClient.builder(url)
                .transports(TransportType.WEBSOCKET)
                .incomingBound(Integer.MAX_VALUE, Long.MAX_VALUE)
                .onError(error -> {})
                .noReconnection()
                .closeTimeout(Duration.ofMillis(10)) // the server says no goodbye
                .build();
        Socket socket = client.socket("/");
        CountDownLatch release = new CountDownLatch(1);
        if (!taker.equals("view")) {
            socket.onAny(event -> awaitUninterruptibly(release));
        }
        if (!taker.equals("listener")) {
            var unused = socket.blocking();
        }
        socket.connect().join();
        long before = used();
        socket.emit("go");
        while (client.incomingEvents() < count) {
            LockSupport.parkNanos(1_000_000);
        }
        long held = used() - before;
        System.out.println("held " + held + ", says " + client.incomingBytes());
        client.close();
        release.countDown();
        return new WeakReference<>(client);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static long used() {
        long last;
        long now = 0;
        do {
            last = now;
            System.gc();
            now = RUNTIME.totalMemory() - RUNTIME.freeMemory();
        } while (Math.abs(now - last) > NOISE);
        return now;
    }
}
