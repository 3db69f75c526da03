package io.curlew.engineio.protocol;

import static io.curlew.engineio.protocol.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EngineDataTest {

    @Test
    void textIsTextAndKnowsItsUtf8() {
        EngineData text = EngineData.text("€");
        assertThat(text.isText()).isTrue();
        assertThat(text.text()).isEqualTo("€");
        assertThat(text.size()).isEqualTo(3);
        assertThat(text.bytes()).isEqualTo(ByteBuffer.wrap(utf8("€")));
        assertThat(text).isEqualTo(EngineData.ofUtf8(utf8("€"))).hasSameHashCodeAs(EngineData.ofUtf8(utf8("€")));
    }

    @Test
    void binaryIsNotText() {
        EngineData binary = EngineData.binary(Bytes.of(1, 2));
        assertThat(binary.isText()).isFalse();
        assertThat(binary.size()).isEqualTo(2);
        assertThat(binary).isEqualTo(EngineData.ofBytes(Bytes.of(1, 2)));
        assertThat(binary).hasSameHashCodeAs(EngineData.ofBytes(Bytes.of(1, 2)));
        assertThatIllegalStateException().isThrownBy(binary::text);
    }

    @Test
    void textAndBinaryOfTheSameBytesAreDifferentThings() {
        assertThat(EngineData.text("a")).isNotEqualTo(EngineData.binary(utf8("a")));
        assertThat(EngineData.binary(utf8("a"))).isNotEqualTo(EngineData.text("a"));
        assertThat(EngineData.text("a")).isNotEqualTo(EngineData.text("b"));
        assertThat(EngineData.binary(utf8("a"))).isNotEqualTo(EngineData.binary(utf8("b")));
    }

    @Test
    void bytesAreCopiedIn() {
        byte[] mine = Bytes.of(1, 2);
        EngineData data = EngineData.binary(mine);
        mine[0] = 9;
        assertThat(data).isEqualTo(EngineData.binary(Bytes.of(1, 2)));
    }

    @Test
    void aBufferIsCopiedBetweenPositionAndLimitWhichDoNotMove() {
        ByteBuffer buffer = ByteBuffer.wrap(Bytes.of(0, 1, 2, 3)).position(1).limit(3);
        EnginePacket.Message message = EnginePacket.message(buffer);
        assertThat(message).isEqualTo(EnginePacket.message(Bytes.of(1, 2)));
        assertThat(buffer.position()).isEqualTo(1);
        assertThat(buffer.limit()).isEqualTo(3);
    }

    @Test
    void theViewOfTheBytesIsReadOnlyAndEachItsOwn() {
        EngineData data = EngineData.binary(Bytes.of(1, 2));
        ByteBuffer view = data.bytes();
        assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> view.put((byte) 9));
        assertThat(view.get()).isEqualTo((byte) 1);
        assertThat(data.bytes().position()).isZero();
    }

    @Test
    @Tag("A55")
    void contentsAreNeverPrinted() {
        assertThat(EnginePacket.message("canary"))
                .asString()
                .contains("text of 6 bytes")
                .doesNotContain("canary");
        assertThat(EngineData.binary(Bytes.of(1, 2))).hasToString("binary of 2 bytes");
    }

    @Test
    void unpairedSurrogatesBecomeQuestionMarks() {
        assertThat(EngineData.text("a\ud800b").text()).isEqualTo("a?b");
    }
}
