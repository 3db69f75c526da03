package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much of what TLS says by itself may wait to be written. */
@Tag("N31")
class TlsRepliesTest {
    private static final int MOST = 1024;

    private final EmbeddedChannel channel = new EmbeddedChannel(new TlsReplies());

    private ChannelFuture write(int bytes) {
        return channel.write(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    private void writeMany(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            var unused = write(bytes);
        }
    }

    @Test
    void asManyAsMayWaitDo() {
        writeMany(MOST, 27);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void oneMoreEndsTheConnectionAndSaysWhy() {
        writeMany(MOST, 27);
        ChannelFuture last = write(27);
        assertThat(channel.isOpen()).isFalse();
        assertThat(last.isDone()).isTrue();
        assertThatThrownBy(channel::checkException)
                .isInstanceOf(SSLException.class)
                .hasMessage("the server asked for more than 1024 answers without reading them");
    }

    @Test
    void thoseThatHaveLeftDoNotCount() {
        for (int i = 0; i < 10; i++) {
            writeMany(MOST, 27);
            channel.flush();
        }
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void whatTheApplicationSendsDoesNotCount() {
        writeMany(2 * MOST, 65);
        assertThat(channel.isOpen()).isTrue();
    }
}
