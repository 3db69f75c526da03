package io.curlew.interop.socketio;

import io.curlew.interop.Transports;
import io.curlew.interop.node.NodeProcess;
import java.net.URI;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A client, a server, and how they connect. The first pair has no code of ours in it: a test that fails there is wrong
 * itself.
 */
record Pairing(
        String client,
        BiFunction<URI, Transports, ClientUnderTest> newClient,
        String server,
        Supplier<SocketIoServer> newServer,
        Transports transports) {

    static Stream<Pairing> all() {
        return Arrays.stream(Transports.values())
                .flatMap(transports -> Stream.of(new Pairing(
                        "npm client", NodeSocketIoClient::new, "npm server", Pairing::nodeServer, transports)));
    }

    static Stream<Pairing> upgrading() {
        return all().filter(pairing -> pairing.transports == Transports.UPGRADE);
    }

    private static SocketIoServer nodeServer() {
        return new NodeSocketIoServer(NodeProcess.shared("socketio-server.mjs"));
    }

    @Override
    public String toString() {
        return client + ", " + server + ", " + transports;
    }
}
