package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.URI;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/** Frames by hand, whole messages in one frame only and nothing checked, and Jackson's databind into the record. */
final class BareFloor extends Floor {
    private static final int BATCH_SIZE = 64 << 10;
    private static final int FRAME_OVERHEAD = 14;
    private static final int BINARY = 2;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final ObjectReader QUOTES =
            MAPPER.readerFor(Quote.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS); // the packet goes on

    private @Nullable ByteBuf batch;

    BareFloor(Channel channel, Arrivals arrivals) {
        super(channel, arrivals);
    }

    @Override
    ChannelHandler[] handlers(URI uri) {
        return new ChannelHandler[] {new Frames(uri)};
    }

    @Override
    Quote quote(JsonParser parser) {
        return QUOTES.readValue(parser);
    }

    /** Copies and masks in one pass, into one buffer for the burst. */
    @Override
    void write(Channel to, byte[] payload, boolean binary) {
        if (batch != null && batch.readableBytes() > BATCH_SIZE) {
            to.write(take(batch), to.voidPromise());
        }
        if (batch == null) {
            batch = to.alloc().directBuffer(Math.max(BATCH_SIZE, payload.length) + FRAME_OVERHEAD);
        }
        ByteBuf out = batch.ensureWritable(payload.length + FRAME_OVERHEAD).writeByte(binary ? 0x82 : 0x81);
        if (payload.length < 126) {
            out.writeByte(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            out.writeByte(0x80 | 126).writeShort(payload.length);
        } else {
            out.writeByte(0x80 | 127).writeLong(payload.length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        out.writeInt(mask);
        long twice = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
        int i = 0;
        for (; i <= payload.length - Long.BYTES; i += Long.BYTES) {
            out.writeLong((long) LONGS.get(payload, i) ^ twice);
        }
        for (; i < payload.length; i++) {
            out.writeByte(payload[i] ^ (mask >>> (24 - 8 * (i & 3))));
        }
    }

    @Override
    void flush(Channel to) {
        if (batch != null) {
            to.writeAndFlush(take(batch), to.voidPromise());
        }
    }

    /** Gives it away before it is written: writing may ask for more. */
    private ByteBuf take(ByteBuf written) {
        batch = null;
        return written;
    }

    private final class Frames extends ByteToMessageDecoder {
        private final String request;
        private boolean upgraded;

        Frames(URI uri) {
            request = "GET " + uri.getPath() + "?" + uri.getQuery() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.copiedBuffer(request, US_ASCII));
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            if (upgraded) {
                readFrame(in);
            } else {
                int end = in.toString(US_ASCII).indexOf("\r\n\r\n");
                if (end >= 0) {
                    in.skipBytes(end + 4);
                    upgraded = true;
                }
            }
        }

        private void readFrame(ByteBuf in) {
            if (in.readableBytes() < 2) {
                return;
            }
            int start = in.readerIndex();
            int length = in.getByte(start + 1);
            int header = length < 126 ? 2 : length == 126 ? 4 : 10;
            if (in.readableBytes() < header) {
                return;
            }
            long payload =
                    length < 126 ? length : length == 126 ? in.getUnsignedShort(start + 2) : in.getLong(start + 2);
            if (in.readableBytes() < header + payload) {
                return;
            }
            boolean binary = (in.getByte(start) & 0x0F) == BINARY;
            in.skipBytes(header);
            if (binary) {
                in.skipBytes((int) payload);
                passedOverBinary();
            } else {
                byte[] packet = new byte[(int) payload];
                in.readBytes(packet);
                received(packet);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
            super.channelReadComplete(ctx);
            drain();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            drain();
        }
    }
}
