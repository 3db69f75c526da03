package io.curlew.interop.socketio;

import io.curlew.interop.Transports;
import io.curlew.interop.node.NodeProcess;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A client, a server, and how they connect. The first pair has no code of ours in it: a test that fails there is wrong
 * itself.
 */
record Pairing(Client client, Server server, Transports transports) {

    private static final Client NODE_CLIENT = new Client("npm client", ScriptedClient::node);
    private static final Client OUR_CLIENT = new Client("our client", CurlewSocketIoClient::new);
    private static final Server NODE_SERVER = new Server("npm server", NodeSocketIoServer::new);
    private static final Server OUR_SERVER = new Server("our server", CurlewSocketIoServer::new);

    /** Each of them was the first of its kind: of this protocol, with today's options, with recovery. */
    private static final List<Server> EARLIER_SERVERS = Stream.of("3.1.2", "4.4.1", "4.6.2")
            .map(version -> new Server("npm server " + version, () -> new NodeSocketIoServer(version)))
            .toList();

    static Stream<Pairing> all() {
        return Arrays.stream(Transports.values()).flatMap(Pairing::over);
    }

    /** Returns all, and our client with earlier versions of the reference server. */
    static Stream<Pairing> withEarlierServers() {
        return Stream.concat(all(), NodeProcess.canStart() ? earlier() : Stream.of());
    }

    private static Stream<Pairing> earlier() {
        return EARLIER_SERVERS.stream()
                .flatMap(server -> Arrays.stream(Transports.values())
                        .map(transports -> new Pairing(OUR_CLIENT, server, transports)));
    }

    static Stream<Pairing> upgrading() {
        return over(Transports.UPGRADE);
    }

    static Stream<Pairing> ofOurClient() {
        return all().filter(Pairing::isOfOurClient);
    }

    boolean isOfOurClient() {
        return client.equals(OUR_CLIENT);
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

    record Client(String name, BiFunction<URI, Transports, ClientUnderTest> start) {}

    record Server(String name, Supplier<SocketIoServer> start) {}
}
