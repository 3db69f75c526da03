package io.curlew.interop.parser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.interop.Scale;
import io.curlew.interop.Values;
import io.curlew.interop.node.NeedsNode;
import io.curlew.interop.node.NodeProcess;
import io.curlew.testserver.session.PostedPackets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The base64 that our test server takes against the reference's, which is Node's. */
@NeedsNode
class Base64DifferentialIT {
    private static final int TEXTS = Scale.of(5_000, 500_000);
    private static final int PORTION = 5_000;
    /** Those from the equals sign on come less often. */
    private static final String CHARACTERS = "ABCabcXYZxyz0189+/-_ \r\n\t=!.$\u0000\u007f";

    @Test
    @Tag("N16")
    void isReadAsNodeReadsIt() {
        try (NodeProcess node = NodeProcess.start("parser.mjs")) {
            for (int seed = 1; seed <= TEXTS / PORTION; seed++) {
                Random random = new Random(seed);
                List<String> texts =
                        Stream.generate(() -> text(random)).limit(PORTION).toList();
                assertThat(texts.stream().map(Base64DifferentialIT::decoded).toList())
                        .isEqualTo(node.ask("base64", Map.of("inputs", texts)));
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            int bound = random.nextInt(8) == 0 ? CHARACTERS.length() : CHARACTERS.indexOf('=');
            text.append(CHARACTERS.charAt(random.nextInt(bound)));
        }
        return text.toString();
    }

    private static Object decoded(String base64) {
        List<EnginePacket> packets = new ArrayList<>();
        PostedPackets.decode(("b" + base64).getBytes(US_ASCII), packets::add);
        EngineData data = ((EnginePacket.Message) packets.get(0)).data();
        return Values.comparable((Object) data.array());
    }
}
