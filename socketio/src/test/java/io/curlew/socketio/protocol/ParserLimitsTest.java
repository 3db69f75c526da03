package io.curlew.socketio.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParserLimitsTest {
    private final ParserLimits limits = ParserLimits.defaults();

    @Test
    void defaults() {
        assertThat(limits).isEqualTo(new ParserLimits(10, 512, 1000));
    }

    @Test
    void eachCanBeChanged() {
        assertThat(limits.withMaxAttachments(0).withMaxDepth(1).withMaxNumberDigits(2))
                .isEqualTo(new ParserLimits(0, 1, 2));
    }

    @Test
    void nonsenseIsRefused() {
        List<Runnable> calls = List.of(
                () -> limits.withMaxAttachments(-1), () -> limits.withMaxDepth(0), () -> limits.withMaxNumberDigits(0));

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("must be at least"));
    }

    @Test
    void theyHold() {
        Decoder decoder =
                new DefaultParser(new TestCodec(), limits.withMaxAttachments(12).withMaxDepth(100_000)).newDecoder();

        String deep = "[".repeat(90_000) + "]".repeat(90_000);
        assertThat(decoder.decodeText(("2[\"x\"," + deep + "]").getBytes(UTF_8)))
                .isNotNull();
        assertThat(decoder.decodeText("512-[\"x\"]".getBytes(UTF_8))).isNull();
    }

    @Test
    void withoutACodecTheErrorSaysWhatToAdd() {
        assertThatThrownBy(DefaultParser::create)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("curlew-socketio-jackson");
    }
}
