package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.curlew.interop.node.NeedsNode;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the reference server listens, with a slash at the end and without one. */
@NeedsNode
class EnginePathIT {

    @ParameterizedTest
    @EnumSource
    void aPathIsSentWithTheSlashItHas(Transports transports) {
        assertReached(transports, true, builder -> builder.path("/live/feed/"));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("N18")
    void aPathIsSentWithTheSlashItHasNot(Transports transports) {
        assertReached(transports, true, builder -> builder.path("/live/feed"));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("N18")
    void whoSaysSoSendsAPathWithoutASlash(Transports transports) {
        assertReached(transports, false, builder -> builder.path("/live/feed").noTrailingSlash());
    }

    private static void assertReached(Transports transports, boolean slash, UnaryOperator<EngineSocketBuilder> path) {
        try (EngineServer server = new NodeEngineServer(Map.of("path", "/live/feed", "addTrailingSlash", slash))) {
            Mailbox<EngineData> messages = new Mailbox<>("message");
            EngineSocket socket = path.apply(EngineSocket.builder(server.uri()))
                    .transports(transports.types().toArray(TransportType[]::new))
                    .onData(messages::put)
                    .build();
            socket.connect().join();
            socket.send("hello");
            assertThat(messages.take().text()).isEqualTo("hello");
            socket.close();
        }
    }
}
