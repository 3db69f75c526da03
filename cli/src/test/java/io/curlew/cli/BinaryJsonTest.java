package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.DefaultParser;
import io.curlew.socketio.protocol.ParserLimits;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryJsonTest {
    private static final byte[] BYTES = {0, 1, 2};

    /** Returns the arguments of an event as they came. */
    private static Args args(String json, byte[]... attachments) {
        Decoder decoder = new DefaultParser(new RawJson.Codec(), ParserLimits.defaults()).newDecoder();
        String header = attachments.length == 0 ? "2" : "5" + attachments.length + "-";
        @Nullable SocketPacket packet = decoder.decodeText((header + "[\"x\"," + json + "]").getBytes(UTF_8));
        for (byte[] attachment : attachments) {
            packet = decoder.decodeBinary(attachment);
        }
        if (packet instanceof SocketPacket.Event event) {
            return event.args();
        }
        throw new AssertionError(packet + " is no event");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":0,\"n\":1e400}",
                "[1.10,{\"_placeholder\":false}]",
                "{\"\\ud800\":{\"_placeholder\":null}}",
                "\"\\\"_placeholder\\\"\""
            })
    void whatOnlyLooksLikeAPlaceholderIsPrintedAsItCame(String json) {
        assertThat(JsonText.array(args(json))).isEqualTo("[" + json + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"_placeholder\":true,\"num\":0}        | {\"$binary\":\"AAEC\"}",
                "{\"_place\\u0068older\":true,\"num\":0}  | {\"$binary\":\"AAEC\"}",
                "[1.10,{\"_placeholder\":true,\"num\":0},1e400] | [1.10,{\"$binary\":\"AAEC\"},1e400]",
                "{\"\\ud800\":-0,\"a\":{\"num\":0,\"_placeholder\":true}} | {\"\\ud800\":-0,\"a\":{\"$binary\":\"AAEC\"}}"
            })
    void binaryIsPrintedWhereItsPlaceholderIsAndAllElseAsItCame(String json, String printed) {
        assertThat(JsonText.array(args(json, BYTES))).isEqualTo("[" + printed + "]");
    }

    @Test
    void eachPlaceholderHasItsOwnBinary() {
        Args args = args(
                "{\"_placeholder\":true,\"num\":1},[{\"_placeholder\":true,\"num\":0}]", BYTES, new byte[] {3, 4, 5});
        assertThat(JsonText.list(args)).containsExactly("{\"$binary\":\"AwQF\"}", "[{\"$binary\":\"AAEC\"}]");
    }

    @Test
    void aLargeAttachmentThatIsNamedWithoutEndIsNotPrintedWithoutEnd() {
        String placeholder = "{\"_placeholder\":true,\"num\":0}";
        String json = String.join(",", Collections.nCopies(1000, placeholder));
        assertThat(JsonText.list(args(json, new byte[1 << 20])))
                .hasSize(1000)
                .filteredOn(text -> text.contains("$binary"))
                .hasSize(17);
    }
}
