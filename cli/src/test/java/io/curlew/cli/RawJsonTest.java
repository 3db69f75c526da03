package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.protocol.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawJsonTest {
    private final JsonCodec codec = new RawJson.Codec();
    private final List<ByteBuffer> binaries = new ArrayList<>();

    private String sent(@Nullable Object... values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.writeArray(Arrays.asList(values), out, bytes -> {
            binaries.add(bytes);
            return binaries.size() - 1;
        });
        return out.toString(UTF_8);
    }

    private String sentAs(String... arguments) throws IOException {
        return sent(Stream.of(arguments).map(Argument::value).toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.50", "1e400", "-0", "null", "\"\"", "[1, 2]", "{\"a\":1,\"a\":2}", "12345678901234567890.0"})
    void jsonIsSentAsItIsWritten(String json) throws IOException {
        assertThat(sentAs(json)).isEqualTo("[" + json + "]");
        assertThat(sentAs(" " + json + "\n", "1")).isEqualTo("[" + json + ",1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "two words", "é世", "{a:1}", "007", "\u007f"})
    void textIsAString(String text) throws IOException {
        assertThat(sentAs(text)).isEqualTo("[\"" + text + "\"]");
    }

    @Test
    void textThatNeedsEscapesHasThem() throws IOException {
        assertThat(sentAs("say \"hi\"", "a\\b", "1\n2", "text:\t", "🐦", "\ud800"))
                .isEqualTo("[\"say \\\"hi\\\"\",\"a\\\\b\",\"1\\n2\",\"\\t\",\"🐦\",\"\\ud800\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b64:AAEC", "{\"$binary\":\"AAEC\"}", "{\"\\u0024binary\":\"AAEC\"}"})
    void binaryIsAnAttachmentAmongTheOthers(String binary) throws IOException {
        assertThat(sentAs("1.50", binary, "text", "null"))
                .isEqualTo("[1.50,{\"_placeholder\":true,\"num\":0},\"text\",null]");
        assertThat(binaries).containsExactly(ByteBuffer.wrap(new byte[] {0, 1, 2}));
    }

    @Test
    void whatStandsAroundBinaryIsSentAsItIsWritten() throws IOException {
        assertThat(sentAs("{\"a\":[1.50, {\"$binary\" : \"AAEC\"} ,1e400],\"\\ud800\":-0,\"a\":1}"))
                .isEqualTo("[{\"a\":[1.50, {\"_placeholder\":true,\"num\":0} ,1e400],\"\\ud800\":-0,\"a\":1}]");
        assertThat(binaries).containsExactly(ByteBuffer.wrap(new byte[] {0, 1, 2}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$binary\":\"!\"}",
                "{\"$binary\":1}",
                "{\"$binary\":\"AAEC\",\"a\":1}",
                "{\"a\":\"{\\\"$binary\\\":\\\"AAEC\\\"}\"}",
                "[\"{\",\"$binary\",\"AAEC\"]"
            })
    void whatOnlyLooksLikeBinaryStaysWhatItIs(String json) throws IOException {
        assertThat(sentAs(json)).isEqualTo("[" + json + "]");
        assertThat(binaries).isEmpty();
    }

    @Test
    void jsonThatNoPacketMayHoldIsNoText() {
        assertThatThrownBy(() -> Argument.value("[".repeat(600) + "]".repeat(600)))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("512 levels");
        assertThatThrownBy(() -> Argument.value("1".repeat(1001))).hasMessageContaining("at most 1000 digits");
        assertThat(Argument.value("[".repeat(600))).isEqualTo(new RawJson('"' + "[".repeat(600) + '"'));
    }

    @Test
    void valuesThatNobodyWroteGoOutToo() throws IOException {
        assertThat(sent("a", 1, null)).isEqualTo("[\"a\",1,null]");
        assertThat(sent()).isEqualTo("[]");
    }

    @Test
    void whatIsShownOfItIsOnOneLine() {
        assertThat(RawJson.shown(RawJson.of("{\"a\":\n[1.50,\"\u202e\"]}"))).isEqualTo("{\"a\": [1.50,\"\\u202e\"]}");
    }
}
