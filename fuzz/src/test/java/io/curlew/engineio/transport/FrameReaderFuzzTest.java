package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.fuzz.Cost;
import io.curlew.fuzz.Input;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** WebSocket frames from a server, compressed ones too, however the network cuts them. */
class FrameReaderFuzzTest {
    /** Small, so that the fuzzer gets beyond it. */
    private static final int LIMIT = 4096;
    /** A packet for each two bytes, an empty message, is what comes dearest. */
    private static final int PER_BYTE = 64;
    /** Collected with doubling, copied once to its size and once behind the packet's type. */
    private static final int COPIES = 5;

    private static final Cost PLAIN = new Cost(256 * 1024, PER_BYTE);
    /** What is inflated is bounded by the limit alone, and each message may reach it. */
    private static final Cost INFLATED = new Cost(256 * 1024 + COPIES * LIMIT, COPIES * 1040 + PER_BYTE);

    @FuzzTest
    void frames(byte[] bytes) throws Exception {
        Input input = new Input(bytes, 2);
        int kind = input.choice(0, 3);
        int cut = 1 + input.choice(1, 256);
        byte[] wire = input.rest();
        (kind == 0 ? PLAIN : INFLATED).check(2 * wire.length, () -> {
            Seen whole = read(kind, wire, Math.max(1, wire.length));
            Seen inPieces = read(kind, wire, cut);
            assertThat(inPieces.told).isEqualTo(whole.told);
            assertThat(kind != 0 || whole.bytes <= wire.length).isTrue();
        });
    }

    private static Seen read(int kind, byte[] wire, int cut) {
        Seen seen = new Seen();
        try (MessageInflater inflater = new MessageInflater(kind == 1)) {
            FrameReader reader = new FrameReader(LIMIT, kind == 0 ? null : inflater, seen);
            for (int from = 0; from < wire.length; from += cut) {
                reader.read(Unpooled.wrappedBuffer(wire, from, Math.min(cut, wire.length - from)));
            }
        } catch (BrokenFrameException broken) {
            seen.told.add("broken " + broken.status().code() + broken.getMessage());
        }
        return seen;
    }

    private static final class Seen implements FrameReader.Frames {
        private final List<Object> told = new ArrayList<>();
        private long bytes;

        @Override
        public void packet(EnginePacket packet) {
            if (packet instanceof EnginePacket.Message message) {
                bytes += message.data().size();
                told.add(message.data());
            } else {
                told.add(packet.getClass().getSimpleName());
            }
        }

        @Override
        public void control(int opcode, byte[] payload) {
            bytes += payload.length;
            told.add(31 * opcode + Arrays.hashCode(payload));
            if (opcode == Opcode.CLOSE) {
                int unused = CloseFrame.of(payload).code();
            }
        }
    }
}
