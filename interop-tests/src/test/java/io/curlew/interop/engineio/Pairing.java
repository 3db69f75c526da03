package io.curlew.interop.engineio;

import io.curlew.interop.Transports;
import io.curlew.interop.node.NodeProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** A client, a server, and how they connect; see {@link io.curlew.interop.socketio.Pairing}. */
record Pairing(Client client, Server server, Transports transports) {

    private static final Client NODE_CLIENT = new Client("npm client", NodeEngineClient::new);
    private static final Client OUR_CLIENT = new Client("our client", CurlewEngineClient::new);
    private static final Server NODE_SERVER = new Server("npm server", NodeEngineServer::new);
    private static final Server OUR_SERVER = new Server("our server", CurlewEngineServer::new);

    static Stream<Pairing> all() {
        return Arrays.stream(Transports.values()).flatMap(Pairing::over);
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
