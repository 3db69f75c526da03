package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * WebSocket frames on a channel: packets out and in, and everything that RFC 6455 wants besides. The only class that
 * knows frames.
 */
final class WebSocketFraming extends ChannelInboundHandlerAdapter {
    /** Close code of a close frame that has none (RFC 6455, section 7.4.1). */
    static final int NO_STATUS = 1005;
    /** Netty's own default: so much may wait for the end of a read. */
    private static final int MAX_FLUSHES_HELD_BACK = FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES;
    /** The reserved bit RSV1. */
    private static final int COMPRESSED = 4;
    /** As long as closing a client may take: a last frame that has not left by then does not. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** Hears of what comes in. Exactly one of the last three is called, once, and nothing behind it. */
    interface Peer {
        void received(EnginePacket packet);

        /** The answer to {@link #measureRoundTrip}. */
        void roundTrip(long nanos);

        /** Everything that one read brought has been handed over. */
        void readComplete();

        /** The channel takes more, or takes no more. */
        void writabilityChanged();

        /** The peer's close frame; it has been answered. */
        void closed(int code, String message);

        /** The connection is gone, without a close frame. */
        void lost(@Nullable Throwable cause);

        /** The peer broke a rule, or this side failed; a close frame has been sent. */
        void broken(String what, Throwable cause);
    }

    private final Channel channel;
    private final MessageAssembler messages;
    private final @Nullable Compression compression;
    private @Nullable Peer peer;
    private @Nullable ByteBuf unansweredPing;
    private boolean closeSent;
    private boolean measuring;
    private long measuredFrom;

    private WebSocketFraming(Channel channel, int maxMessageSize, @Nullable Compression compression, Peer peer) {
        this.channel = channel;
        this.compression = compression;
        this.messages = new MessageAssembler(maxMessageSize);
        this.peer = peer;
    }

    /**
     * Speaks WebSocket from here on.
     *
     * @param compression closed with the channel; null when nothing is compressed
     */
    static WebSocketFraming on(
            ChannelPipeline pipeline, int maxMessageSize, @Nullable Compression compression, Peer peer) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                // Compression uses a reserved bit, and then looks at all of them itself.
                .allowExtensions(compression != null)
                .maxFramePayloadLength(maxMessageSize)
                // Both are done here: one pass over the text, and a close frame with a listener behind it.
                .withUTF8Validator(false)
                .closeOnProtocolViolation(false)
                .build();
        WebSocketFraming framing = new WebSocketFraming(pipeline.channel(), maxMessageSize, compression, peer);
        if (compression != null) {
            pipeline.channel().closeFuture().addListener(closed -> compression.close());
        }
        pipeline.addLast(
                // What is written while a read is handed over (pongs, answers) leaves with one system call.
                new FlushConsolidationHandler(MAX_FLUSHES_HELD_BACK, false),
                new WebSocket13FrameDecoder(config),
                new WebSocket13FrameEncoder(true),
                framing);
        return framing;
    }

    /** Writes the packets with one flush, and returns the future of the last. */
    ChannelFuture write(List<EnginePacket> packets) {
        ChannelFuture last = channel.newSucceededFuture();
        for (EnginePacket packet : packets) {
            last = channel.write(frame(packet));
        }
        channel.flush();
        return last;
    }

    private WebSocketFrame frame(EnginePacket packet) {
        if (compression != null && channel.isOpen() && compression.wants(packet)) {
            ByteBuf content = channel.alloc().buffer();
            compression.deflate(packet, content);
            return FrameCodec.isBinary(packet)
                    ? new BinaryWebSocketFrame(true, COMPRESSED, content)
                    : new TextWebSocketFrame(true, COMPRESSED, content);
        }
        byte[] data = FrameCodec.data(packet);
        if (FrameCodec.isBinary(packet)) {
            // Not copied: the encoder masks into a buffer of its own.
            return new BinaryWebSocketFrame(Unpooled.wrappedBuffer(data));
        }
        ByteBuf content = channel.alloc().buffer(1 + data.length);
        return new TextWebSocketFrame(content.writeByte(FrameCodec.type(packet)).writeBytes(data));
    }

    /** Sends a ping that the peer has to answer at once; {@link Peer#roundTrip} follows. */
    void measureRoundTrip() {
        if (!measuring && !closeSent) {
            measuring = true;
            measuredFrom = System.nanoTime();
            ByteBuf content = channel.alloc().buffer(Long.BYTES).writeLong(measuredFrom);
            var unused = channel.writeAndFlush(new PingWebSocketFrame(content));
        }
    }

    private void measured(Peer told, ByteBuf answer) {
        boolean ours = answer.readableBytes() == Long.BYTES && answer.getLong(answer.readerIndex()) == measuredFrom;
        if (measuring && ours) {
            measuring = false;
            told.roundTrip(System.nanoTime() - measuredFrom);
        }
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    void setReading(boolean reading) {
        channel.config().setAutoRead(reading);
    }

    /** Sends a close frame; {@link Peer#closed} or {@link Peer#lost} follows. */
    void close() {
        sendClose(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE, ""));
    }

    /** Closes the channel at once; the peer hears no more. */
    void drop() {
        peer = null;
        var unused = channel.close();
    }

    // ---- what comes in ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (peer != null && message instanceof WebSocketFrame frame) {
                read(peer, frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(Peer told, WebSocketFrame frame) {
        if (frame.rsv() != 0) {
            deliver(told, compressed(frame));
        } else if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
            boolean text = frame instanceof TextWebSocketFrame;
            deliver(told, messages.start(text, frame.isFinalFragment(), frame.content()));
        } else if (frame instanceof ContinuationWebSocketFrame) {
            deliver(told, messages.next(frame.isFinalFragment(), frame.content()));
        } else if (frame instanceof PingWebSocketFrame) {
            unansweredPing = Unpooled.wrappedBuffer(ByteBufUtil.getBytes(frame.content()));
        } else if (frame instanceof PongWebSocketFrame) {
            measured(told, frame.content());
        } else if (frame instanceof CloseWebSocketFrame close) {
            closed(told, close.statusCode(), close.reasonText());
        }
    }

    /** Only the first frame of a message says that it is compressed (RFC 7692, section 6). */
    private @Nullable EnginePacket compressed(WebSocketFrame frame) {
        boolean text = frame instanceof TextWebSocketFrame;
        if (compression == null || frame.rsv() != COMPRESSED || !(text || frame instanceof BinaryWebSocketFrame)) {
            throw new BrokenFrameException(
                    WebSocketCloseStatus.PROTOCOL_ERROR, "a frame has a reserved bit that means nothing here", null);
        }
        return messages.startCompressed(text, frame.isFinalFragment(), frame.content(), compression.inflater());
    }

    private static void deliver(Peer told, @Nullable EnginePacket packet) {
        if (packet != null) {
            told.received(packet);
        }
    }

    private void closed(Peer told, int status, String message) {
        peer = null;
        sendClose(status < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(status, ""));
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        closeLater();
        told.closed(status < 0 ? NO_STATUS : status, message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        answerPing();
        if (peer != null) {
            peer.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        answerPing();
        if (peer != null) {
            peer.writabilityChanged();
        }
    }

    /** Of many pings the last is answered (RFC 6455, section 5.5.3), and that when there is room: none pile up. */
    private void answerPing() {
        ByteBuf ping = unansweredPing;
        if (ping != null && !closeSent && channel.isWritable()) {
            unansweredPing = null;
            var unused = channel.writeAndFlush(new PongWebSocketFrame(ping));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof BrokenFrameException broken) {
            broken(broken.status(), String.valueOf(broken.getMessage()), broken);
        } else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            broken(corrupted.closeStatus(), String.valueOf(corrupted.getMessage()), corrupted);
        } else if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            lost(cause);
        } else {
            broken(WebSocketCloseStatus.INTERNAL_SERVER_ERROR, "unexpected failure", cause);
        }
    }

    private void lost(@Nullable Throwable cause) {
        Peer told = peer;
        drop();
        if (told != null) {
            told.lost(cause);
        }
    }

    private void broken(WebSocketCloseStatus status, String what, Throwable cause) {
        Peer told = peer;
        peer = null;
        sendClose(new CloseWebSocketFrame(status, ""));
        discardTheRest();
        closeLater();
        if (told != null) {
            told.broken(what, cause);
        }
    }

    // ---- the end ----

    private void sendClose(CloseWebSocketFrame frame) {
        if (closeSent) {
            frame.release();
        } else {
            closeSent = true;
            var unused = channel.writeAndFlush(frame);
        }
    }

    /**
     * Reads on without looking. Closing a socket that has unread bytes resets the connection, and the close frame, which
     * tells the server what was wrong, would be lost with it.
     */
    private void discardTheRest() {
        if (channel.pipeline().get(WebSocket13FrameDecoder.class) != null) {
            channel.pipeline().remove(WebSocket13FrameDecoder.class);
        }
        setReading(true);
    }

    /** Whatever the server does about the close frame, the connection ends. */
    private void closeLater() {
        Future<?> timer = channel.eventLoop().schedule(this::drop, LINGER.toNanos(), TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
    }
}
