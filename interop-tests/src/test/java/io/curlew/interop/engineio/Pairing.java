package io.curlew.interop.engineio;

import io.curlew.interop.Transports;
import io.curlew.interop.node.NodeProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** A client, a server, and how they connect; see {@link io.curlew.interop.socketio.Pairing}. */
record Pairing(Client client, Server server, Transports transports) {

    private static final Client NODE_CLIENT = new Client("npm client", NodeEngineClient::new);
    private static final Client OUR_CLIENT = new Client("our client", CurlewEngineClient::new);
    private static final Server NODE_SERVER = new Server("npm server", NodeEngineServer::new);
    private static final Server OUR_SERVER = new Server("our server", CurlewEngineServer::new);

    /** The last of the lines before, and the last to let a session live whose body was too large. */
    private static final List<String> EARLIER_VERSIONS = List.of("4.1.2", "5.2.1", "6.6.12");

    /** The eldest don't tell their limit: 1 MB by default, which one body of all that waits might exceed. */
    private static final int UNSAID_LIMIT = 10_000_000;

    private static Server earlier(String version) {
        return new Server(
                "npm server " + version,
                interval -> new NodeEngineServer(
                        version, Map.of("pingInterval", interval.toMillis(), "maxHttpBufferSize", UNSAID_LIMIT)));
    }

    static Stream<Pairing> all() {
        return Arrays.stream(Transports.values()).flatMap(Pairing::over);
    }

    /** Returns all, and our client with earlier versions of the reference server. */
    static Stream<Pairing> withEarlierServers() {
        Stream<String> versions = NodeProcess.canStart() ? EARLIER_VERSIONS.stream() : Stream.of();
        Stream<Pairing> earlier = versions.map(Pairing::earlier)
                .flatMap(server -> Arrays.stream(Transports.values())
                        .map(transports -> new Pairing(OUR_CLIENT, server, transports)));
        return Stream.concat(all(), earlier);
    }

    static Stream<Pairing> upgrading() {
        return over(Transports.UPGRADE);
    }

    private static Stream<Pairing> over(Transports transports) {
        Pairing ours = new Pairing(OUR_CLIENT, OUR_SERVER, transports);
        if (!NodeProcess.canStart()) {
            return Stream.of(ours);
        }
        return Stream.of(
                new Pairing(NODE_CLIENT, NODE_SERVER, transports),
                new Pairing(OUR_CLIENT, NODE_SERVER, transports),
                new Pairing(NODE_CLIENT, OUR_SERVER, transports),
                ours);
    }

    @Override
    public String toString() {
        return client.name + ", " + server.name + ", " + transports;
    }

    record Client(String name, BiFunction<URI, Transports, EngineClient> connect) {}

    record Server(String name, Function<Duration, EngineServer> start) {}
}
