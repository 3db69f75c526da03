package io.curlew.testserver;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.testserver.session.ServerEngineConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a server behaves.
 *
 * @param path starts and ends with a slash
 * @param bodyTimeout how long the body of a request may take to arrive
 * @param maxPacketsPerPost a body with more is dropped, and answered as if it were not
 */
record ServerConfig(
        String host,
        int port,
        String path,
        List<TransportType> transports,
        Optional<SSLContext> sslContext,
        Duration connectTimeout,
        Duration bodyTimeout,
        int maxPacketsPerPost,
        ServerEngineConfig engine) {

    ServerConfig {
        transports = List.copyOf(transports);
    }
}
