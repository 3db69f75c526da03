package io.curlew.benchmarks;

import io.curlew.engineio.client.EventLoops;
import io.curlew.socketio.client.Socket;

/**
 * Curlew in direct mode with much of what the price of an event might grow with. One event loop has it all, so that
 * many connections differ from one in nothing but their number.
 */
final class GrownClient {
    static final EventLoops LOOPS = EventLoops.create(1);

    private final Arrivals arrivals;
    private final Socket socket;

    GrownClient(Destination to, Arrivals arrivals) {
        this.arrivals = arrivals;
        socket = CurlewClient.builder(to).direct().eventLoops(LOOPS).build().socket("/");
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

    /** Receives so many events in large reads. */
    void receive(int count, String event) {
        arrivals.expect(count);
        socket.emit("flood", event, count);
        arrivals.await();
    }
}
