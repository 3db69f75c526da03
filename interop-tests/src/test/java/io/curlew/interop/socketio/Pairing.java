package io.curlew.interop.socketio;

import io.curlew.interop.Transports;
import java.net.URI;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A client, a server, and how they connect. The first pair has no code of ours in it: a test that fails there is wrong
 * itself.
 */
record Pairing(Client client, Server server, Transports transports) {

    private static final Client NODE_CLIENT = new Client("npm client", NodeSocketIoClient::new);
    private static final Server NODE_SERVER = new Server("npm server", NodeSocketIoServer::new);

    static Stream<Pairing> all() {
        return Arrays.stream(Transports.values()).flatMap(Pairing::over);
    }

    static Stream<Pairing> upgrading() {
        return over(Transports.UPGRADE);
    }

    private static Stream<Pairing> over(Transports transports) {
        return Stream.of(new Pairing(NODE_CLIENT, NODE_SERVER, transports));
    }

    @Override
    public String toString() {
        return client.name + ", " + server.name + ", " + transports;
    }

    record Client(String name, BiFunction<URI, Transports, ClientUnderTest> start) {}

    record Server(String name, Supplier<SocketIoServer> start) {}
}
