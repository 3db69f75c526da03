package io.curlew.benchmarks;

import io.curlew.socketio.client.BlockingSocket;
import io.curlew.socketio.client.EmitOptions;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.SocketIoClient;
import java.time.Duration;

/** Curlew, with calls that wait and a thread that takes the events. */
final class BlockingCurlewClient implements Client {
    private final SocketIoClient client;
    private final BlockingSocket socket;
    private int asked;

    private BlockingCurlewClient(SocketIoClient client, BlockingSocket socket) {
        this.client = client;
        this.socket = socket;
    }

    static BlockingCurlewClient connect(Destination to, Arrivals arrivals) {
        SocketIoClient client = CurlewClient.builder(to).build();
        BlockingSocket socket = client.socket("/").blocking();
        socket.connect(Duration.ofSeconds(10));
        Thread reader = new Thread(() -> read(socket, arrivals), "reader");
        reader.setDaemon(true);
        reader.start();
        return new BlockingCurlewClient(client, socket);
    }

    private static void read(BlockingSocket socket, Arrivals arrivals) {
        for (Event event : socket) {
            if (event.name().equals("typed")) {
                arrivals.arrived(event.args().get(0, Quote.class));
            } else {
                arrivals.arrived();
            }
        }
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

    /** Who asks again in {@code answered} is served by the call that is under way, not by one deeper in the stack. */
    @Override
    public void ask(Runnable answered) {
        if (asked++ == 0) {
            for (; asked > 0; asked--) {
                socket.call(EmitOptions.noTimeout(), "ask");
                answered.run();
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
