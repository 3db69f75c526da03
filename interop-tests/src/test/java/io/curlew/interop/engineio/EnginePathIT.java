package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.Transports;
import io.curlew.interop.node.NeedsNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the reference server listens, with a slash at the end and without one. */
@NeedsNode
class EnginePathIT {

    @ParameterizedTest
    @EnumSource
    void aPathIsSentWithTheSlashItHas(Transports transports) {
        assertReached(transports, "/live/feed/", true);
    }

    @ParameterizedTest
    @EnumSource
    void aPathIsSentWithoutTheSlashItHasNot(Transports transports) {
        assertReached(transports, "/live/feed", false);
    }

    private static void assertReached(Transports transports, String path, boolean slash) {
        try (EngineServer server = new NodeEngineServer(Map.of("path", path, "addTrailingSlash", slash))) {
            Mailbox<EngineData> messages = new Mailbox<>("message");
            EngineSocket socket = EngineSocket.builder(server.uri())
                    .path(path)
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
