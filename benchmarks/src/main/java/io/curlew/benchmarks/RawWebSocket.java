package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** One WebSocket, of which the headers are read only while packets are counted. */
final class RawWebSocket extends ByteToMessageDecoder {
    private static final ChannelGroup ALL = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private static final int MASK = 4;
    private static final int FIRST_CONTROL = 8;
    private static final int CLOSE = 8;

    private final Session session;
    private long toSkip;
    private boolean endsMessage;

    private RawWebSocket(Channel channel) {
        session = new Session(channel);
    }

    /** Takes a connection over from the handler that read the request. */
    static void start(ChannelHandlerContext from, String key) {
        ALL.add(from.channel());
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n";
        from.write(Unpooled.copiedBuffer(answer, US_ASCII));
        from.writeAndFlush(Flood.text(RawSession.open("raw")));
        from.pipeline().replace(from.handler(), null, new RawWebSocket(from.channel()));
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (toSkip > 0) {
            skip(in);
        } else {
            readFrame(ctx, in);
        }
    }

    private void readFrame(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.readableBytes() < 2) {
            return;
        }
        int start = in.readerIndex();
        int first = in.getByte(start);
        int length = in.getByte(start + 1) & 0x7F;
        int header = MASK + (length < 126 ? 2 : length == 126 ? 4 : 10);
        if (in.readableBytes() < header) {
            return;
        }
        long payload = length < 126 ? length : length == 126 ? in.getUnsignedShort(start + 2) : in.getLong(start + 2);
        int opcode = first & 0x0F;
        if (session.isCounting() && opcode < FIRST_CONTROL) {
            in.skipBytes(header);
            toSkip = payload;
            endsMessage = first < 0; // its highest bit
            skip(in);
        } else if (in.readableBytes() >= header + payload) {
            String packet = unmasked(in, header, (int) payload);
            if (opcode == CLOSE) {
                ctx.close();
            } else {
                session.received(packet);
            }
        }
    }

    private void skip(ByteBuf in) {
        int now = (int) Math.min(toSkip, in.readableBytes());
        in.skipBytes(now);
        toSkip -= now;
        if (toSkip == 0 && endsMessage) {
            session.passedOver(1);
        }
    }

    private static String unmasked(ByteBuf in, int header, int length) {
        byte[] bytes = new byte[length];
        int mask = in.readerIndex() + header - MASK;
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (in.getByte(mask + MASK + i) ^ in.getByte(mask + (i & 3)));
        }
        in.skipBytes(header + length);
        return new String(bytes, US_ASCII);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        ctx.flush();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        session.pump();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            cause.printStackTrace();
        }
        ctx.close();
    }

    private static final class Session extends RawSession {
        private final Channel channel;

        Session(Channel channel) {
            this.channel = channel;
        }

        @Override
        void send(String packet) {
            channel.write(Flood.text(packet));
        }

        /** Writes while the socket takes it. */
        @Override
        void pump() {
            while (flood() != null && channel.isWritable()) {
                Flood frames = Flood.frames(flood());
                channel.write(frames.first(take(frames.events())));
            }
            channel.flush();
        }

        @Override
        void close() {
            channel.close();
        }

        @Override
        void closeAll() {
            ALL.close();
        }
    }
}
