package io.curlew.benchmarks;

import io.curlew.engineio.client.EventLoops;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;

/**
 * Curlew in direct mode with much of what the price of an event might grow with. One event loop has it all, so that
 * many connections differ from one in nothing but their number.
 */
final class GrownClient {
    private static final EventLoops LOOPS = EventLoops.create(1);

    private final Destination to;
    private final Arrivals arrivals;
    private final Socket socket;

    GrownClient(Destination to, Arrivals arrivals) {
        this.to = to;
        this.arrivals = arrivals;
        socket = open().socket("/");
    }

    private SocketIoClient open() {
        return CurlewClient.builder(to).direct().eventLoops(LOOPS).build();
    }

    /** Listens to so many events of different names. */
    void listen(int names) {
        for (int i = 0; i < names; i++) {
            socket.on(Flood.eventName(i), Quote.class, arrivals::arrived);
        }
        socket.connect().join();
    }

    /** Connects so many namespaces over one connection. */
    void join(int namespaces) {
        for (int i = 0; i < namespaces; i++) {
            Socket each = socket.client().socket(Flood.namespace(i));
            each.on("typed", Quote.class, arrivals::arrived);
            each.connect().join();
        }
        socket.connect().join();
    }

    /** Opens so many connections, among which the server plays its events. */
    void open(int connections) {
        for (int i = 0; i < connections; i++) {
            Socket each = i == 0 ? socket : open().socket("/");
            each.on("typed", Quote.class, quote -> {
                arrivals.arrived(quote);
                if (arrivals.areExpected()) {
                    each.emit("next");
                }
            });
            each.connect().join().emit("play");
        }
        System.gc();
    }

    /** Receives so many events in large reads. */
    void receive(int count, String event) {
        arrivals.expect(count);
        socket.emit("flood", event, count);
        arrivals.await();
    }

    /** Receives so many events one by one, the next when this one is there, on the next connection. */
    void rally(int count) {
        arrivals.expect(count);
        socket.emit("next");
        arrivals.await();
    }
}
