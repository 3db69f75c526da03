package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curlew.engineio.protocol.Utf8;
import io.curlew.fuzz.Cost;
import io.curlew.fuzz.Input;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Socket.IO packets with their attachments, and their arguments as the types that programs ask for. */
class SocketDecoderFuzzTest {
    /**
     * Three bytes may be a packet, of which each is an object; the bytes of what is long are there three times at most.
     */
    private static final Cost DECODING = new Cost(64 * 1024, 64);
    /** An argument that does not fit costs 40 KiB for the exceptions and their stack traces, whatever its size. */
    private static final Cost READING = new Cost(8 << 20, 1024);

    /** Of all packets, so that the exceptions are not in proportion to the input. */
    private static final int ARGUMENTS = 16;

    private static final DefaultParser PARSER = DefaultParser.create();

    /** What a program may ask for. */
    public record Order(String name, int count, List<byte[]> parts, Map<String, Order> more) {}

    private static final List<Class<?>> TYPES = List.of(
            String.class,
            int.class,
            double.class,
            boolean.class,
            byte[].class,
            ByteBuffer.class,
            Order.class,
            List.class);

    @FuzzTest
    void packets(byte[] bytes) throws Exception {
        Input input = new Input(bytes, 0);
        DECODING.check(bytes.length, () -> decode(input.pieces(), packet -> {}));
        READING.check(bytes.length, () -> decode(input.pieces(), new Program()::look));
    }

    /** A text frame that is not UTF-8 is refused before it comes here. */
    private static void decode(List<byte[]> frames, Consumer<SocketPacket> packets) {
        Decoder decoder = PARSER.newDecoder();
        for (byte[] frame : frames) {
            if (decoder.isWaiting() || Utf8.firstInvalid(frame, 0, frame.length) < 0) {
                try {
                    SocketPacket packet = decoder.isWaiting() ? decoder.decodeBinary(frame) : decoder.decodeText(frame);
                    if (packet != null) {
                        packets.accept(packet);
                    }
                } catch (ParseException refused) {
                    assertThat(refused.offset()).isBetween(0, frame.length);
                    return;
                }
            }
        }
    }

    /** Looks at what it is given, as long as there are arguments that it may still read. */
    private static final class Program {
        private int left = ARGUMENTS;

        void look(SocketPacket packet) {
            if (packet instanceof SocketPacket.Event event) {
                assertThat(event.name()).isNotNull();
                look(event.args());
            } else if (packet instanceof SocketPacket.Ack ack) {
                look(ack.args());
            } else if (packet instanceof SocketPacket.Connect connect) {
                connect.payload().ifPresent(Program::look);
            } else if (packet instanceof SocketPacket.ConnectError refused) {
                look(refused.payload());
            }
        }

        private static void look(Json json) {
            assertThat(Json.of(json.text()).text()).isEqualTo(json.text());
            assertThat(json.field("message").isPresent() && !json.isObject()).isFalse();
            assertThat(json.asString().isPresent() && json.isObject()).isFalse();
        }

        private void look(Args args) {
            for (int i = 0; i < args.size() && left > 0; i++) {
                left--;
                assertThat(args.json(i).getBytes(UTF_8).length).isPositive();
                readAny(args, i);
                for (Class<?> type : TYPES) {
                    read(args, i, type);
                }
            }
        }

        /**
         * What our scanner takes, a codec can read: but for what Jackson has a rule of its own, and more copies than
         * are made.
         */
        private static void readAny(Args args, int index) {
            try {
                assertThat(args.find(index, Object.class).isEmpty()).isEqualTo(args.isNull(index));
                if (args.isBinary(index)) {
                    assertThat(args.get(index, byte[].class))
                            .hasSize(args.binary(index).remaining());
                }
            } catch (ConversionException refused) {
                assertThat(refused.getMessage())
                        .containsAnyOf("Jackson refuses a property", "its attachments are referred to so often");
            }
        }

        private static void read(Args args, int index, Class<?> type) {
            try {
                Object unused = args.get(index, type);
            } catch (ConversionException doesNotFit) {
                assertThat(doesNotFit.getMessage()).isNotEmpty();
            }
        }
    }
}
