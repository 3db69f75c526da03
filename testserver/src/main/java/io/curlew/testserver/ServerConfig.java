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
 * @param clientCertificate whether clients have to show a certificate
 * @param bodyTimeout how long the body of a request may take to arrive
 * @param maxPacketsPerPost a body with more is dropped, and answered as if it were not
 * @param deflate whether the messages of WebSockets are compressed for clients that offer that
 * @param journalEntries how many entries the journal keeps
 * @param journalPackets whether it has the packets of Engine.IO, too
 * @param journalBodies whether it has the bodies of Engine.IO's requests, and of all answers
 * @param usualWait how long a test waits that does not say how long
 * @param recovery how long a client that lost its connection may be away and go on where it was; empty when none may
 */
record ServerConfig(
        String host,
        int port,
        String path,
        List<TransportType> transports,
        Optional<SSLContext> sslContext,
        boolean clientCertificate,
        Duration connectTimeout,
        Duration bodyTimeout,
        int maxPacketsPerPost,
        boolean deflate,
        HttpStyle http,
        Optional<Duration> recovery,
        int journalEntries,
        boolean journalPackets,
        boolean journalBodies,
        Duration usualWait,
        ServerEngineConfig engine) {

    ServerConfig {
        transports = List.copyOf(transports);
    }
}
