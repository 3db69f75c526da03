package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments by the thousand are found like those of any packet, and take no more memory for being many. */
@Tag("N04")
class ManyArgsTest {
    private static final String[] VALUES = {
        "0", "null", "\"a,b]\"", "[1,[2]]", "{\"k\":[0,\",\"]}", "-1.5e3", "\"\"", "\"\\\"\"", "{}", "\"é€\""
    };
    private static final String[] SPACES = {"", "", "", " ", "\n\t", "  \r\n  ", " ".repeat(200)};

    @ParameterizedTest
    @ValueSource(ints = {1, 62, 63, 64, 65, 66, 127, 128, 129, 1000, 20_000})
    void areEachWhereTheyAre(int count) {
        Random random = new Random(count);
        List<String> values = new ArrayList<>();
        StringBuilder packet =
                new StringBuilder("2").append(space(random)).append("[").append(space(random));
        packet.append("\"name\"");
        for (int i = 0; i < count; i++) {
            String value = VALUES[random.nextInt(VALUES.length)];
            values.add(value);
            packet.append(space(random)).append(',').append(space(random)).append(value);
        }
        packet.append(space(random)).append(']').append(space(random));
        Args args = event(packet.toString());

        assertThat(args.size()).isEqualTo(count);
        assertThat(IntStream.range(0, count).mapToObj(args::json)).containsExactlyElementsOf(values);
        assertThat(IntStream.range(0, count).filter(args::isNull).count())
                .isEqualTo(values.stream().filter("null"::equals).count());
        assertThat(IntStream.range(0, count).noneMatch(args::isBinary)).isTrue();
        assertThatThrownBy(() -> args.json(count)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> args.json(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(args.find(count, String.class)).isEmpty();
    }

    private static String space(Random random) {
        return SPACES[random.nextInt(SPACES.length)];
    }

    @Test
    void mayBeBinary() {
        String one = ",{ \"_placeholder\" : true , \"num\" : 1 }";
        String inside = ",[{\"_placeholder\":true,\"num\":0}]";
        String almost = ",{\"_placeholder\":false,\"num\":0}";
        Decoder decoder = TestCodec.PARSER.newDecoder();
        decoder.decodeText(("52-[\"a\"" + ",0".repeat(100) + one + inside + almost + "]").getBytes(UTF_8));
        decoder.decodeBinary(new byte[] {1});
        SocketPacket.Event event = (SocketPacket.Event) Objects.requireNonNull(decoder.decodeBinary(new byte[] {2}));

        Args args = event.args();
        assertThat(args.size()).isEqualTo(103);
        assertThat(IntStream.range(0, 103).filter(args::isBinary)).containsExactly(100);
        assertThat(args.binary(100)).isEqualTo(ByteBuffer.wrap(new byte[] {2}));
        assertThatThrownBy(() -> args.binary(101)).hasMessage("Argument 101 of event \"a\" is not binary");
    }

    @Test
    void belongToTheirOwnPacketWhateverComesNext() {
        Decoder decoder = TestCodec.PARSER.newDecoder();
        SocketPacket first = decoder.decodeText(("2[\"a\"" + ",1".repeat(100) + "]").getBytes(UTF_8));
        SocketPacket second = decoder.decodeText(("2[\"b\"" + ",22".repeat(200) + "]").getBytes(UTF_8));
        SocketPacket third = decoder.decodeText("2[\"c\",3]".getBytes(UTF_8));
        assertThat(List.of(
                        Objects.requireNonNull(first), Objects.requireNonNull(second), Objects.requireNonNull(third)))
                .extracting(packet -> ((SocketPacket.Event) packet).args())
                .allSatisfy(args -> assertThat(IntStream.range(0, args.size())
                                .mapToObj(args::json)
                                .distinct())
                        .hasSize(1))
                .extracting(Args::size)
                .containsExactly(100, 200, 1);
    }

    private static Args event(String packet) {
        SocketPacket event = TestCodec.PARSER.newDecoder().decodeText(packet.getBytes(UTF_8));
        return ((SocketPacket.Event) Objects.requireNonNull(event)).args();
    }
}
