package io.curlew.interop.servers;

import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Transports;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;

/** The clients of one test, which are closed behind it. */
final class Clients implements AutoCloseable {
    private static final Duration RECONNECT_DELAY = Duration.ofMillis(50);

    private final List<SocketIoClient> clients = new ArrayList<>();

    static SocketIoClientBuilder builder(URI server, Transports transports) {
        return SocketIoClient.builder(server)
                .transports(transports.types().toArray(TransportType[]::new))
                .reconnection(Backoff.fixed(RECONNECT_DELAY));
    }

    SocketIoClient open(SocketIoClientBuilder builder) {
        SocketIoClient client = builder.build();
        clients.add(client);
        return client;
    }

    Conversation connect(SocketIoClientBuilder builder) {
        return new Conversation(open(builder).socket("/").connect().join());
    }

    /** Connects, and waits until the session is where it will stay. */
    Conversation connect(SocketIoClientBuilder builder, String lastTransport) {
        Conversation conversation = connect(builder);
        SocketIoClient client = conversation.socket().client();
        soon().until(() -> client.transport().orElseThrow().wireName().equals(lastTransport));
        return conversation;
    }

    static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Conversation.LONG);
    }

    @Override
    public void close() {
        clients.forEach(SocketIoClient::close);
        clients.clear();
    }
}
