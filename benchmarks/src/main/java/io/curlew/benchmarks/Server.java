package io.curlew.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The server's process, and how to get to it. */
record Server(Peer process, Destination destination) implements AutoCloseable {

    /** As soon as it listens. */
    static Server of(Peer process, Carrier carrier, Optional<Path> pem) throws IOException {
        try {
            String url = (pem.isPresent() ? "https" : "http") + "://127.0.0.1:"
                    + process.answer().asInt();
            return new Server(process, new Destination(url, carrier.transport(), pem));
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
