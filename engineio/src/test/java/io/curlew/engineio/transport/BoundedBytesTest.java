package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundedBytesTest {

    @Test
    void whatWasAddedComesOutWhateverThePieces() {
        byte[] all = new byte[100_000];
        new Random(1).nextBytes(all);
        BoundedBytes bytes = new BoundedBytes(all.length);
        Random sizes = new Random(2);
        for (int at = 0; at < all.length; ) {
            int size = Math.min(all.length - at, sizes.nextInt(5_000));
            assertThat(bytes.add(Unpooled.wrappedBuffer(all, at, size))).isTrue();
            at += size;
        }
        assertThat(bytes.from(0)).isEqualTo(all);
        assertThat(bytes.from(all.length)).isEmpty();
        assertThat(bytes.size()).isEqualTo(all.length);
        assertThat(bytes.get(99)).isEqualTo(all[99]);
    }

    @Test
    void pastTheLimitItKeepsTheStartAndSaysSo() {
        BoundedBytes bytes = new BoundedBytes(3);
        assertThat(bytes.add(Unpooled.wrappedBuffer(new byte[] {1, 2}))).isTrue();
        assertThat(bytes.add(Unpooled.wrappedBuffer(new byte[] {3, 4}))).isFalse();
        assertThat(bytes.add(Unpooled.EMPTY_BUFFER)).isTrue();
        assertThat(bytes.add(Unpooled.wrappedBuffer(new byte[] {5}))).isFalse();
        assertThat(bytes.from(0)).containsExactly(1, 2, 3);
    }

    @Test
    void aPieceIsNeitherKeptNorMoved() {
        ByteBuf piece = Unpooled.buffer().writeBytes(new byte[] {1, 2, 3});
        piece.readByte();
        BoundedBytes bytes = new BoundedBytes(10);
        bytes.add(piece);
        piece.setByte(1, 9);
        assertThat(bytes.from(0)).containsExactly(2, 3);
        assertThat(piece.readableBytes()).isEqualTo(2);
        assertThat(piece.refCnt()).isEqualTo(1);
    }

    @Test
    void theLargestLimitThereIsDoesNotOverflow() {
        BoundedBytes bytes = new BoundedBytes(Integer.MAX_VALUE);
        assertThat(bytes.add(Unpooled.wrappedBuffer(new byte[2_000]))).isTrue();
        assertThat(bytes.add(Unpooled.wrappedBuffer(new byte[2_000]))).isTrue();
        assertThat(bytes.size()).isEqualTo(4_000);
    }
}
