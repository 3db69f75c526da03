package io.curlew.benchmarks;

import java.io.IOException;

/** The server's process, and how to get to it. */
record Server(Peer process, Destination destination) implements AutoCloseable {

    static Server of(Peer process, Carrier carrier) throws IOException {
        try {
            String url = "http://127.0.0.1:" + process.answer().asInt();
            return new Server(process, new Destination(url, carrier.transport()));
        } catch (IOException notStarted) {
            process.close();
            throw notStarted;
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
