package io.curlew.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curlew.fuzz.Cost;
import io.curlew.fuzz.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Engine.IO packets in frames and in bodies, and the two JSON objects that Engine.IO knows. */
class EngineCodecFuzzTest {
    /**
     * Two bytes may be a packet of their own, an empty binary message, which is read, written, and read again: 400
     * bytes.
     */
    private static final Cost COST = new Cost(64 * 1024, 256);

    @FuzzTest
    void packets(byte[] bytes) throws Exception {
        Input input = new Input(bytes, 1);
        byte[] wire = input.rest();
        COST.check(wire.length, () -> {
            try {
                read(input.choice(0, 4), wire);
            } catch (ProtocolException refused) {
                assertThat(refused.offset()).isBetween(0, wire.length);
            }
        });
    }

    private static void read(int kind, byte[] wire) {
        switch (kind) {
            case 0 -> frame(wire);
            case 1 -> body(wire);
            case 2 -> handshake(wire);
            default -> {
                Optional<ServerError> unused = ServerError.parse(wire);
            }
        }
    }

    private static void frame(byte[] wire) {
        if (wire.length == 0) {
            return;
        }
        EnginePacket packet = FrameCodec.decodeText(wire[0], Arrays.copyOfRange(wire, 1, wire.length));
        assertThat(FrameCodec.isBinary(packet)).isFalse();
        assertThat(FrameCodec.decodeText(FrameCodec.type(packet), FrameCodec.data(packet)))
                .isEqualTo(packet);
    }

    /** What is read can be written, and is then read as the same. */
    private static void body(byte[] wire) {
        List<EnginePacket> packets = new ArrayList<>();
        try {
            PayloadCodec.decode(wire, packets::add);
        } finally {
            if (!packets.isEmpty()) {
                List<EnginePacket> again = new ArrayList<>();
                PayloadCodec.decode(PayloadCodec.encode(packets), again::add);
                assertThat(again).isEqualTo(packets);
            }
        }
    }

    private static void handshake(byte[] wire) {
        Handshake handshake = HandshakeCodec.decode(wire);
        assertThat(HandshakeCodec.decode(HandshakeCodec.encode(handshake))).isEqualTo(handshake);
    }
}
