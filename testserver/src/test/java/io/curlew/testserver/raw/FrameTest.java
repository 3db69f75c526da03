package io.curlew.testserver.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames as RFC 6455 writes them, and as it does not. */
class FrameTest {
    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static RawFrame read(String hex) throws IOException {
        return RawFrame.read(
                new DataInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(hex))));
    }

    @Test
    void writesTheExamplesOfTheRfc() {
        assertThat(hex(RawFrame.text("Hello").bytes())).isEqualTo("810548656c6c6f");
        assertThat(hex(RawFrame.text("Hel").notFinal().bytes())).isEqualTo("010348656c");
        assertThat(hex(RawFrame.of(RawFrame.CONTINUATION, new byte[] {'l', 'o'}).bytes()))
                .isEqualTo("80026c6f");
        assertThat(hex(RawFrame.of(RawFrame.PING, new byte[0]).bytes())).isEqualTo("8900");
        assertThat(hex(RawFrame.close(1000, "bye").bytes())).isEqualTo("880503e8627965");
    }

    @Test
    void writesLengthsInTheirShortestForm() {
        assertThat(hex(RawFrame.header(RawFrame.BINARY, true, 0, false, 125))).isEqualTo("827d");
        assertThat(hex(RawFrame.header(RawFrame.BINARY, true, 0, false, 126))).isEqualTo("827e007e");
        assertThat(hex(RawFrame.header(RawFrame.BINARY, true, 0, false, 65_535)))
                .isEqualTo("827effff");
        assertThat(hex(RawFrame.header(RawFrame.BINARY, true, 0, false, 65_536)))
                .isEqualTo("827f0000000000010000");
    }

    @Test
    void writesWhatIsForbidden() {
        assertThat(hex(RawFrame.header(RawFrame.BINARY, true, 0, false, Long.MAX_VALUE)))
                .isEqualTo("827f7fffffffffffffff");
        assertThat(hex(RawFrame.header(RawFrame.BINARY, true, 0, false, -1))).isEqualTo("827fffffffffffffffff");
        assertThat(hex(RawFrame.text("a").rsv(7).bytes())).isEqualTo("f10161");
        assertThat(hex(RawFrame.text("abcde").asMasked().bytes())).isEqualTo("8185123456787356351c77");
    }

    @Test
    void readsWhatItWrites() throws IOException {
        RawFrame frame = read("8105" + "48656c6c6f");
        assertThat(frame.text()).isEqualTo("Hello");
        assertThat(frame.masked()).isFalse();
        assertThat(frame.fin()).isTrue();
        for (int length : new int[] {0, 125, 126, 65_535, 65_536}) {
            RawFrame written =
                    RawFrame.binary(new byte[length]).asMasked().rsv(2).notFinal();
            assertThat(read(hex(written.bytes())).bytes()).isEqualTo(written.bytes());
        }
    }

    @Test
    void unmasksWhatAClientSends() throws IOException {
        assertThat(read("818537fa213d7f9f4d5158").text()).isEqualTo("Hello");
        assertThat(read("880203e9").closeCode()).isEqualTo(1001);
        assertThat(read("8800").closeCode()).isEqualTo(1005);
    }

    @Test
    @Tag("N01")
    void aLengthThatNoFrameCanHaveIsNotRead() {
        for (String length : new String[] {"ffffffffffffffff", "8000000000000000", "7fffffffffffffff"}) {
            assertThatThrownBy(() -> read("827f" + length))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the client's frame says that it has ");
        }
    }

    @Test
    void aFrameThatBreaksOffIsTheEndOfTheConnection() {
        assertThatThrownBy(() -> read("8105486c")).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read("81")).isInstanceOf(EOFException.class);
    }
}
