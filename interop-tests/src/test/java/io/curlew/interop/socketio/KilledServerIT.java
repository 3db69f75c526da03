package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Soon;
import io.curlew.interop.Transports;
import io.curlew.interop.node.NeedsNode;
import io.curlew.interop.node.NodeProcess;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.protocol.Args;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NeedsNode
@Isolated("measures how soon an end is noticed")
class KilledServerIT {
    @ParameterizedTest
    @EnumSource
    @Tag("F01")
    void isNoticedWithinOneSecond(Transports transports) throws Exception {
        Soon.assertWithin(Duration.ofSeconds(1), () -> notice(transports));
    }

    private static Duration notice(Transports transports) {
        try (NodeProcess node = NodeProcess.start(NodeSocketIoServer.SCRIPT);
                SocketIoClient client = newClient(new NodeSocketIoServer(node), transports)) {
            Socket main = client.socket("/").connect().join();
            Mailbox<Disconnection> disconnections = new Mailbox<>("disconnect");
            main.onDisconnect(disconnections::put);
            await().until(() -> client.transport().orElseThrow().wireName().equals(transports.last()));
            CompletableFuture<Args> pending = main.emitWithAck("never answer");

            node.kill();
            long killed = System.nanoTime();
            Disconnection disconnection = disconnections.take();
            Duration took = Soon.since(killed);

            assertThat(disconnection.reason().text()).isEqualTo("transport close");
            assertThat(disconnection.willReconnect()).isTrue();
            assertThat(pending)
                    .failsWithin(SocketIoInterop.LONG)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(AckException.class);
            return took;
        }
    }

    private static SocketIoClient newClient(SocketIoServer server, Transports transports) {
        return SocketIoClient.builder(server.uri())
                .transports(transports.types().toArray(TransportType[]::new))
                .build();
    }
}
