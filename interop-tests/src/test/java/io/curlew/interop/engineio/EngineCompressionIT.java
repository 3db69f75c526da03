package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.CompressionSettings;
import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.interop.node.NeedsNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** permessage-deflate with the reference server, in every way to agree on it. */
@NeedsNode
class EngineCompressionIT {

    static Stream<Arguments> agreements() {
        Consumer<CompressionSettings> takeover = compression -> compression.threshold(0);
        Consumer<CompressionSettings> none =
                compression -> compression.threshold(0).noContextTakeover();
        return Stream.of(
                Arguments.of("both remember", takeover, Map.of("threshold", 0)),
                Arguments.of("nobody remembers", none, Map.of("threshold", 0)),
                Arguments.of(
                        "the server does not remember",
                        takeover,
                        Map.of("threshold", 0, "serverNoContextTakeover", true)),
                Arguments.of("the client must not", takeover, Map.of("threshold", 0, "clientNoContextTakeover", true)),
                Arguments.of("a small window", takeover, Map.of("threshold", 0, "serverMaxWindowBits", 9)),
                Arguments.of("defaults", (Consumer<CompressionSettings>) compression -> {}, Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("agreements")
    void messagesComeBackAsTheyWere(String name, Consumer<CompressionSettings> ours, Map<String, ?> theirs) {
        exchange(ours, Map.of("perMessageDeflate", theirs), "permessage-deflate", TransportType.WEBSOCKET);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("agreements")
    void afterAnUpgradeToo(String name, Consumer<CompressionSettings> ours, Map<String, ?> theirs) {
        exchange(
                ours,
                Map.of("perMessageDeflate", theirs),
                "permessage-deflate",
                TransportType.POLLING,
                TransportType.WEBSOCKET);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("agreements")
    void aServerMayDecline(String name, Consumer<CompressionSettings> ours, Map<String, ?> theirs) {
        exchange(ours, Map.of("perMessageDeflate", false), "", TransportType.WEBSOCKET);
    }

    private static void exchange(
            Consumer<CompressionSettings> ours, Map<String, ?> theirs, String agreed, TransportType... transports) {
        try (EngineServer server = new NodeEngineServer(theirs)) {
            Mailbox<EngineData> messages = new Mailbox<>("message");
            EngineSocket socket = EngineSocket.builder(server.uri())
                    .transports(transports)
                    .compression(ours)
                    .onData(messages::put)
                    .build();
            socket.connect().join();
            await().until(() -> socket.transport().orElseThrow() == TransportType.WEBSOCKET);
            socket.send("!extensions");
            assertThat(messages.take().text()).isEqualTo(agreed);
            List<EngineData> sent = messages();
            socket.send(sent);
            sent.forEach(data -> assertThat(messages.take()).isEqualTo(data));
            socket.close();
        }
    }

    private static List<EngineData> messages() {
        List<EngineData> all = new ArrayList<>();
        Random random = new Random(5);
        for (int size : new int[] {0, 1, 10, 1024, 70_000, 500_000}) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            all.add(EngineData.binary(noise));
            all.add(EngineData.binary(new byte[size]));
            all.add(EngineData.text("always the same ".repeat(size / 16)));
            all.add(EngineData.text("always the same ".repeat(size / 16)).uncompressed());
        }
        return all;
    }
}
