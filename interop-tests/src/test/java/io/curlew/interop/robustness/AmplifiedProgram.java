package io.curlew.interop.robustness;

import io.curlew.engineio.client.BlockingEngineSocket;
import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A program of its own with a small heap and a client with its defaults, which meets a server that sends what grows. It
 * takes a while over the first thing that comes, so that others pile up, and goes on to the end. Its last line says
 * what came.
 */
final class AmplifiedProgram {
    /** The last message, which is the event with that name. */
    static final String END = "2[\"end\"]";

    private static final EnginePacket LAST = EnginePacket.message(END);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int DEFAULT_BOUND = 10_000;
    private static final long A_WHILE = TimeUnit.MILLISECONDS.toNanos(200);

    private final AtomicBoolean first = new AtomicBoolean(true);
    private final AtomicLong received = new AtomicLong();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    private AmplifiedProgram() {}

    /**
     * Runs it.
     *
     * @param args who takes what comes, the transport, and the server's URL
     */
    public static void main(String[] args) throws Exception {
        AmplifiedProgram program = new AmplifiedProgram();
        TransportType transport = TransportType.valueOf(args[1].toUpperCase(Locale.ROOT));
        switch (args[0]) {
            case "messages" -> program.messages(transport, args[2]);
            case "packets" -> program.packets(transport, args[2]);
            case "view" -> program.view(transport, args[2]);
            case "events" -> program.events(transport, args[2]);
            default -> throw new IllegalArgumentException(args[0]);
        }
        String how = program.end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        System.out.println("received " + program.received + ", " + how);
        System.exit(0);
    }

    private static EngineSocketBuilder engine(TransportType transport, String url) {
        return EngineSocket.builder(url).transports(transport).compression(compression -> {});
    }

    private void start(EngineSocket socket) {
        socket.onClose(close -> end.complete(close.reason().text() + ": "
                + close.cause().map(Throwable::getMessage).orElse("no cause")));
        var unused = socket.connect();
    }

    private void messages(TransportType transport, String url) {
        start(engine(transport, url)
                .onData(data -> take(data.size() == END.length() && data.text().equals(END)))
                .build());
    }

    private void packets(TransportType transport, String url) {
        start(engine(transport, url)
                .onPacket((direction, packet) -> take(packet.equals(LAST)))
                .build());
    }

    private void view(TransportType transport, String url) {
        BlockingEngineSocket view = engine(transport, url).build().blocking();
        start(view.async());
        LockSupport.parkNanos(A_WHILE);
        while (!end.isDone()) {
            take(view.receive(PATIENCE).orElseThrow().equals(LAST));
        }
    }

    private void events(TransportType transport, String url) {
        SocketIoClient client = SocketIoClient.builder(url)
                .transports(transport)
                .noReconnection()
                .onError(error -> end.complete("error: " + error))
                .build();
        for (String namespace : new String[] {"/", "/a", "/b"}) {
            listen(client.socket(namespace));
        }
    }

    private void listen(Socket socket) {
        socket.onAny(event -> {
            if (socket.client().incomingEvents() > DEFAULT_BOUND + 1) {
                end.complete("more events than the bound: " + socket.client().incomingEvents());
            }
            take(event.name().equals("end"));
        });
        socket.onDisconnect(gone -> end.complete(gone.reason().text() + ": "
                + gone.cause().map(Throwable::getMessage).orElse("no cause")));
        socket.onConnectError(failed -> end.complete(failed.reason() + ": " + failed.getMessage()));
        CompletableFuture<?> unused = socket.emitWithAck("ask").thenAccept(args -> received.addAndGet(args.size()));
        unused = socket.connect();
    }

    private void take(boolean isEnd) {
        if (first.compareAndSet(true, false)) {
            LockSupport.parkNanos(A_WHILE);
        }
        if (isEnd) {
            end.complete("to the end");
        } else {
            received.incrementAndGet();
        }
    }
}
