package io.curlew.benchmarks;

/** What carries the packets. */
enum Carrier {
    WEBSOCKET("websocket"),
    POLLING("polling"),
    TLS("websocket");

    private final String transport;

    Carrier(String transport) {
        this.transport = transport;
    }

    /** Returns the name that clients know the transport by. */
    String transport() {
        return transport;
    }

    /** Whether a contestant was taught it here. */
    boolean isFor(String contestant) {
        return this == WEBSOCKET
                || (this == TLS && contestant.startsWith("floor"))
                || contestant.startsWith("curlew")
                || contestant.equals("official-java")
                || contestant.equals("node");
    }
}
