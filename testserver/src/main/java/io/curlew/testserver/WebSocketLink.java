package io.curlew.testserver;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.FrameCodec;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection: frames to packets and back, and the closing handshake. */
final class WebSocketLink extends SimpleChannelInboundHandler<WebSocketFrame> {
    /** How long the client may take to answer a close frame, as in the reference server's WebSocket library. */
    private static final long CLOSE_TIMEOUT_SECONDS = 30;

    private final Channel channel;
    /** The last close code there is (RFC 6455, section 7.4.2); Netty's decoder knows no last one. */
    private static final int MAX_CLOSE_CODE = 4999;

    private @Nullable Frames owner;
    private long number;

    WebSocketLink(Channel channel) {
        this.channel = channel;
    }

    /** Says who gets what arrives, and under which number. */
    void attach(Frames frames, long ownNumber) {
        owner = frames;
        number = ownNumber;
    }

    Channel channel() {
        return channel;
    }

    void send(List<SentPacket> packets) {
        for (SentPacket packet : packets) {
            var unused = channel.write(packet.instead()
                    .<WebSocketFrame>map(TextWebSocketFrame::new)
                    .orElseGet(() -> frame(packet)));
        }
        channel.flush();
    }

    private WebSocketFrame frame(SentPacket sent) {
        EnginePacket packet = sent.packet();
        byte[] data = FrameCodec.data(packet);
        if (FrameCodec.isBinary(packet)) {
            return Deflate.binary(Unpooled.wrappedBuffer(data), sent.isCompressible());
        }
        ByteBuf text = channel.alloc().buffer(1 + data.length);
        return Deflate.text(text.writeByte(FrameCodec.type(packet)).writeBytes(data), sent.isCompressible());
    }

    /** Sends a close frame; the connection ends when the client has answered. */
    void close(int code) {
        owner = null;
        if (channel.isActive()) {
            var unused = channel.writeAndFlush(new CloseWebSocketFrame(code, ""));
            hangUpLater();
        }
    }

    private void hangUpLater() {
        var timer = channel.eventLoop().schedule(this::hangUp, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
    }

    private void hangUp() {
        var unused = channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame.rsv() != 0) {
            broken(new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.PROTOCOL_ERROR, "a frame has bits of an extension that is not there", null));
        } else if (frame instanceof CloseWebSocketFrame close) {
            closed(close);
        } else if (frame instanceof PingWebSocketFrame) {
            var unused =
                    context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
        } else if (owner != null && !(frame instanceof PongWebSocketFrame)) {
            received(owner, frame);
        }
    }

    private void received(Frames frames, WebSocketFrame frame) {
        try {
            frames.frame(number, packet(frame));
        } catch (ProtocolException wrong) {
            frames.frameInvalid(number, wrong);
        }
    }

    private static EnginePacket packet(WebSocketFrame frame) {
        ByteBuf content = frame.content();
        if (frame instanceof BinaryWebSocketFrame) {
            return FrameCodec.decodeBinary(ByteBufUtil.getBytes(content));
        }
        if (!content.isReadable()) {
            throw new ProtocolException("a packet can't be empty", 0);
        }
        byte type = content.readByte();
        return FrameCodec.decodeLaterText(type, ByteBufUtil.getBytes(content));
    }

    /** Answers the client's close frame, unless it is itself the answer to ours, and ends the connection. */
    private void closed(CloseWebSocketFrame frame) {
        int code = frame.statusCode() < 0 ? WebSocketCloseStatus.EMPTY.code() : frame.statusCode();
        if (owner == null) {
            hangUp();
        } else if (code > MAX_CLOSE_CODE) {
            broken(new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.PROTOCOL_ERROR, "a close frame has a code that must not be sent", null));
        } else {
            lost(TransportException.closed(TransportType.WEBSOCKET, Phase.READ, "the client sent a close frame")
                    .closeCode(code)
                    .build());
            hangUpAfter(frame.retain());
        }
    }

    private void broken(CorruptedWebSocketFrameException why) {
        if (owner == null) {
            hangUp(); // one close frame was sent, which is all that there may be
            return;
        }
        lost(violation(why));
        hangUpAfter(new CloseWebSocketFrame(why.closeStatus().code(), ""));
    }

    private void hangUpAfter(CloseWebSocketFrame last) {
        channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
    }

    private void lost(TransportException why) {
        Frames frames = owner;
        owner = null;
        if (frames != null) {
            frames.webSocketLost(number, why);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost(TransportException.closed(TransportType.WEBSOCKET, Phase.READ, "the connection was lost")
                .build());
    }

    /** What the frame decoder and the aggregator find wrong is answered here; what is left are failures. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException wrong) {
            broken(wrong);
        } else if (Deflate.isBroken(cause)) {
            broken(new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "a message can't be decompressed", cause));
        } else if (cause instanceof TooLongFrameException || Deflate.isTooLarge(cause)) {
            lost(violation(cause));
            close(WebSocketCloseStatus.MESSAGE_TOO_BIG.code());
        } else {
            ServerLog.connectionFailed(cause);
            hangUp();
        }
    }

    private static TransportException violation(Throwable cause) {
        return TransportException.error(
                        TransportType.WEBSOCKET, Phase.READ, "the client broke the WebSocket protocol or its limits")
                .cause(cause)
                .build();
    }
}
