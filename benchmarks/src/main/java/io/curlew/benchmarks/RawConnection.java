package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, driven by the events that its client emits: {@code flood} has it write events, {@code count} has it answer
 * after so many messages, of which it reads the headers only, {@code ask} is acked, {@code bye} and {@code byeall} close.
 */
final class RawConnection extends ByteToMessageDecoder {
    private static final ChannelGroup ALL = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
    private static final Pattern CONNECT = Pattern.compile("40(/[^,]*,)?.*");
    private static final Pattern EVENT = Pattern.compile("42(/[^,]*,)?(\\d*)\\[\"(\\w+)\",?\"?(\\w*)\"?,?(\\d*)\\]");
    private static final int MASK = 4;
    private static final int FIRST_CONTROL = 8;
    private static final int CLOSE = 8;

    /** No client that keeps to this sees a ping in a run. */
    private static final String OPEN =
            "0{\"sid\":\"raw\",\"upgrades\":[],\"pingInterval\":86400000,\"pingTimeout\":86400000,"
                    + "\"maxPayload\":100000000}";

    private boolean upgraded;
    private long toSkip;
    private int toCount;
    private @Nullable Flood flood;
    private int toFlood;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (!upgraded) {
            upgrade(ctx, in);
        } else if (toSkip > 0) {
            skip(ctx, in);
        } else {
            readFrame(ctx, in);
        }
    }

    private void upgrade(ChannelHandlerContext ctx, ByteBuf in) {
        String request = in.toString(US_ASCII);
        Matcher key = KEY.matcher(request);
        if (request.endsWith("\r\n\r\n") && key.find()) {
            in.skipBytes(in.readableBytes());
            upgraded = true;
            ALL.add(ctx.channel());
            String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept(key.group(1)) + "\r\n\r\n";
            ctx.write(Unpooled.copiedBuffer(answer, US_ASCII));
            ctx.writeAndFlush(Flood.text(OPEN));
        }
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
        if (toCount > 0 && opcode < FIRST_CONTROL) {
            in.skipBytes(header);
            toSkip = payload;
            toCount -= (first >>> 7) & 1;
            skip(ctx, in);
        } else if (in.readableBytes() >= header + payload) {
            perform(ctx, opcode, unmasked(in, header, (int) payload));
        }
    }

    private void skip(ChannelHandlerContext ctx, ByteBuf in) {
        int now = (int) Math.min(toSkip, in.readableBytes());
        in.skipBytes(now);
        toSkip -= now;
        if (toSkip == 0 && toCount == 0) {
            ctx.writeAndFlush(Flood.text("42[\"counted\"]"));
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

    private void perform(ChannelHandlerContext ctx, int opcode, String packet) {
        Matcher event = EVENT.matcher(packet);
        Matcher connect = CONNECT.matcher(packet);
        if (opcode == CLOSE || packet.equals("1")) {
            ctx.close();
        } else if (event.matches()) {
            perform(ctx, namespace(event), event.group(2), event.group(3), event.group(4), event.group(5));
        } else if (connect.matches()) {
            ctx.write(Flood.text("40" + namespace(connect) + "{\"sid\":\"raw\"}"));
        }
    }

    private static String namespace(Matcher packet) {
        return packet.group(1) == null ? "" : packet.group(1);
    }

    private void perform(
            ChannelHandlerContext ctx, String namespace, String ack, String command, String what, String number) {
        switch (command) {
            case "ask" -> ctx.write(Flood.text("43" + namespace + ack + "[]"));
            case "count" -> toCount = Integer.parseInt(what);
            case "flood" -> {
                flood = Flood.of(what);
                toFlood = Integer.parseInt(number);
                pump(ctx);
            }
            case "bye" -> ctx.close();
            case "byeall" -> ALL.close();
            default -> throw new IllegalArgumentException(command);
        }
    }

    /** Writes while the socket takes it; {@link #channelWritabilityChanged} goes on. */
    private void pump(ChannelHandlerContext ctx) {
        while (flood != null && toFlood > 0 && ctx.channel().isWritable()) {
            int now = Math.min(toFlood, flood.events());
            toFlood -= now;
            ctx.write(flood.first(now));
        }
        ctx.flush();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        ctx.flush();
        super.channelReadComplete(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            pump(ctx);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            cause.printStackTrace();
        }
        ctx.close();
    }
}
