package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("N12")
class ArrivalWatchTest {
    /** Like TLS it hands nothing on before it has a whole record, here of two bytes. */
    private static final class Records extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            if (in.readableBytes() >= 2) {
                out.add(in.readRetainedSlice(2));
            }
        }
    }

    private final EmbeddedChannel channel = new EmbeddedChannel(new Records());
    private final ArrivalWatch watch = ArrivalWatch.on(channel);

    private void arrive(int bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    @Test
    void atFirstNothingHasCome() {
        assertThat(watch.nothingHasCome()).isTrue();
    }

    @Test
    void aPartOfARecordIsSomething() {
        arrive(1);
        assertThat(watch.nothingHasCome()).isFalse();
    }

    @Test
    void whatCameWithTheRequestBeforeDoesNotCount() {
        arrive(2);
        watch.restart();
        assertThat(watch.nothingHasCome()).isTrue();
    }

    @Test
    void anOrderlyGoodbyeIsNothing() {
        arrive(1);
        channel.pipeline().context(Records.class).fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
        assertThat(watch.nothingHasCome()).isTrue();
    }

    @Test
    void anotherEndDoesNotMakeItSo() {
        arrive(1);
        channel.pipeline()
                .context(Records.class)
                .fireUserEventTriggered(new SslCloseCompletionEvent(new ClosedChannelException()));
        assertThat(watch.nothingHasCome()).isFalse();
    }

    @Test
    void aWholeRecordBeforeTheGoodbyeIsSomething() {
        arrive(2);
        channel.pipeline().context(Records.class).fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
        assertThat(watch.nothingHasCome()).isFalse();
    }

    @Test
    void withoutTlsEveryByteIs() {
        EmbeddedChannel plain = new EmbeddedChannel();
        ArrivalWatch onPlain = ArrivalWatch.on(plain);
        plain.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
        assertThat(onPlain.nothingHasCome()).isFalse();
    }
}
