package io.curlew.engineio.transport;

import static io.curlew.engineio.transport.WebSocketRulesIT.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7692, section 7.2.3, and what bounds a bomb. */
class MessageInflaterTest {
    private static final byte[] HELLO = bytes(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00);

    private final MessageInflater inflater = new MessageInflater(true);

    @AfterEach
    void close() {
        inflater.close();
    }

    private String inflate(byte[]... pieces) {
        BoundedBytes into = new BoundedBytes(100);
        for (byte[] piece : pieces) {
            assertThat(inflater.inflate(Unpooled.wrappedBuffer(piece), into)).isTrue();
        }
        assertThat(inflater.end(into)).isTrue();
        return new String(into.take(), US_ASCII);
    }

    @Test
    void oneBlock() {
        assertThat(inflate(HELLO)).isEqualTo("Hello");
    }

    @Test
    void fragments() {
        assertThat(inflate(Arrays.copyOf(HELLO, 3), Arrays.copyOfRange(HELLO, 3, 7)))
                .isEqualTo("Hello");
    }

    @Test
    void aMessageThatRefersToTheOneBefore() {
        assertThat(inflate(HELLO)).isEqualTo("Hello");
        assertThat(inflate(bytes(0xf2, 0x00, 0x11, 0x00, 0x00))).isEqualTo("Hello");
    }

    @Test
    void withoutTakeoverThereIsNoMessageBefore() {
        try (MessageInflater forgetful = new MessageInflater(false)) {
            BoundedBytes into = new BoundedBytes(100);
            forgetful.inflate(Unpooled.wrappedBuffer(HELLO), into);
            forgetful.end(into);
            assertThatExceptionOfType(BrokenFrameException.class)
                    .isThrownBy(() -> forgetful.inflate(
                            Unpooled.wrappedBuffer(bytes(0xf2, 0x00, 0x11, 0x00, 0x00)), new BoundedBytes(100)))
                    .satisfies(broken -> assertThat(broken.status().code()).isEqualTo(1007));
        }
    }

    @Test
    void aBlockWithoutCompression() {
        assertThat(inflate(bytes(0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00)))
                .isEqualTo("Hello");
    }

    @Test
    void aLastBlockAndSomethingBehindIt() {
        assertThat(inflate(bytes(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00)))
                .isEqualTo("Hello");
        assertThat(inflate(HELLO)).isEqualTo("Hello");
    }

    @Test
    void twoBlocks() {
        assertThat(inflate(bytes(0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00)))
                .isEqualTo("Hello");
    }

    @Test
    void nothing() {
        assertThat(inflate(bytes(0x00))).isEmpty();
    }

    @Test
    @Tag("A34")
    void aBombStopsAtTheLimit() {
        try (MessageDeflater deflater = new MessageDeflater(9, true)) {
            ByteBuf bomb = Unpooled.buffer();
            deflater.deflate(new byte[0], new byte[10_000_000], bomb);
            assertThat(bomb.readableBytes()).isLessThan(20_000);
            BoundedBytes into = new BoundedBytes(1000);
            assertThat(inflater.inflate(bomb, into)).isFalse();
            assertThat(into.size()).isEqualTo(1000);
        }
    }

    @Test
    void whatWasDeflatedInflates() {
        Random random = new Random(1);
        for (boolean takeover : new boolean[] {true, false}) {
            try (MessageDeflater deflater = new MessageDeflater(6, takeover);
                    MessageInflater back = new MessageInflater(takeover)) {
                for (int size : new int[] {0, 1, 0, 100, 8191, 8192, 8193, 65_536, 200_000}) {
                    byte[] message = new byte[size];
                    random.nextBytes(message);
                    Arrays.fill(message, 0, size / 2, (byte) 'x');
                    ByteBuf compressed = Unpooled.buffer();
                    deflater.deflate(new byte[] {'4'}, message, compressed);
                    BoundedBytes into = new BoundedBytes(size + 1);
                    assertThat(back.inflate(compressed, into) && back.end(into)).isTrue();
                    byte[] all = into.take();
                    assertThat(all[0]).isEqualTo((byte) '4');
                    assertThat(Arrays.copyOfRange(all, 1, all.length)).isEqualTo(message);
                }
            }
        }
    }

    @Test
    void helloIsDeflatedAsTheStandardSays() {
        try (MessageDeflater deflater = new MessageDeflater(6, true)) {
            ByteBuf first = Unpooled.buffer();
            deflater.deflate(new byte[0], "Hello".getBytes(US_ASCII), first);
            assertThat(ByteBufUtil.getBytes(first)).isEqualTo(HELLO);
            ByteBuf empty = Unpooled.buffer();
            deflater.deflate(new byte[0], new byte[0], empty);
            assertThat(ByteBufUtil.getBytes(empty)).isEqualTo(new byte[] {0});
        }
    }
}
