package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Tag;
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
        assertThat(bytes.size()).isEqualTo(all.length);
        assertThat(bytes.take()).isEqualTo(all);
        assertThat(bytes.size()).isZero();
        assertThat(bytes.take()).isEmpty();
    }

    @Test
    void pastTheLimitItKeepsTheStartAndSaysSo() {
        BoundedBytes bytes = new BoundedBytes(3);
        assertThat(bytes.add(Unpooled.wrappedBuffer(new byte[] {1, 2}))).isTrue();
        assertThat(bytes.add(Unpooled.wrappedBuffer(new byte[] {3, 4}))).isFalse();
        assertThat(bytes.add(Unpooled.EMPTY_BUFFER)).isTrue();
        assertThat(bytes.add(Unpooled.wrappedBuffer(new byte[] {5}))).isFalse();
        assertThat(bytes.take()).containsExactly(1, 2, 3);
    }

    @Test
    @Tag("N01")
    void moreThanThereIsRoomForIsNotReadInPart() {
        BoundedBytes bytes = new BoundedBytes(3);
        ByteBuf four = Unpooled.wrappedBuffer(new byte[4]);
        assertThatThrownBy(() -> bytes.read(four, 4)).isInstanceOf(IllegalStateException.class);
        bytes.read(four, 3);
        assertThat(bytes.size()).isEqualTo(3);
    }

    @Test
    void aPieceIsNeitherKeptNorMoved() {
        ByteBuf piece = Unpooled.buffer().writeBytes(new byte[] {1, 2, 3});
        piece.readByte();
        BoundedBytes bytes = new BoundedBytes(10);
        bytes.add(piece);
        piece.setByte(1, 9);
        assertThat(bytes.take()).containsExactly(2, 3);
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

    @Test
    void whatIsAnnouncedAndComesNeedsNoSecondArray() {
        BoundedBytes bytes = new BoundedBytes(1 << 20);
        bytes.announce(100_000);
        bytes.read(Unpooled.wrappedBuffer(new byte[30_000]), 30_000);
        byte[] rest = new byte[70_000];
        rest[69_999] = 7;
        bytes.read(Unpooled.wrappedBuffer(rest), 70_000);
        byte[] all = bytes.take();
        assertThat(all).hasSize(100_000);
        assertThat(all[99_999]).isEqualTo((byte) 7);
        assertThat(bytes.allocated()).isZero();
    }

    @Test
    void anAnnouncementTakesFewTimesTheMemoryOfWhatHasCome() {
        BoundedBytes bytes = new BoundedBytes(1 << 30);
        bytes.announce(1 << 30);
        for (int sent = 1; sent <= 1 << 20; sent *= 2) {
            bytes.read(Unpooled.wrappedBuffer(new byte[sent]), sent);
            assertThat(bytes.allocated()).isLessThanOrEqualTo(Math.max(4096, 4 * bytes.size()));
        }
    }
}
