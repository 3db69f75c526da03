package io.curlew.interop.memory;

/** One direction of a TCP connection: what goes in comes out in the same order, some time later, unless it is cut. */
final class Wire {
    private final Network network;
    private long lastArrival;
    private boolean cut;

    Wire(Network network) {
        this.network = network;
    }

    void send(Runnable delivery) {
        lastArrival =
                Math.max(lastArrival, network.time().now() + network.latency().toNanos());
        network.at(lastArrival, () -> {
            if (!cut) {
                delivery.run();
            }
        });
    }

    /** From now on nothing arrives, also of what is on its way. */
    void cut() {
        cut = true;
    }
}
