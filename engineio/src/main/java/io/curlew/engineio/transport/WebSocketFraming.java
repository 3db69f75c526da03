package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** WebSocket frames on a channel: packets out and in, and everything that RFC 6455 wants besides. */
final class WebSocketFraming extends ChannelInboundHandlerAdapter {
    /** As long as closing a client may take: a last frame that has not left by then does not. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** Hears of what comes in. Exactly one of the last three is called, once, and nothing behind it. */
    interface Peer extends Pings.Answers {
        void received(EnginePacket packet);

        /** Everything that one read brought has been handed over. */
        void readComplete();

        /** The channel takes more, or takes no more. */
        void writabilityChanged();

        /** The peer's close frame; it has been answered. */
        void closed(int code, String message);

        /** The connection is gone, without a close frame, as reading or writing showed. */
        void lost(Phase phase, @Nullable Throwable cause);

        /** The peer broke a rule, or this side failed; a close frame has been sent. */
        void broken(String what, Throwable cause);
    }

    private final Channel channel;
    private final FrameReader reader;
    private final PacedFrames frames;
    private final FrameWriter writer;
    private final @Nullable Compression compression;
    private @Nullable Peer peer;
    private byte @Nullable [] unansweredPing;
    private @Nullable ChannelFuture closeSent;
    private final Pings pings = new Pings();
    /** What the connection ended with, while some of what it brought before is still to be read. */
    private @Nullable Runnable end;

    private WebSocketFraming(Channel channel, int maxMessageSize, @Nullable Compression compression, Peer peer) {
        this.channel = channel;
        this.reader =
                new FrameReader(maxMessageSize, compression == null ? null : compression.inflater(), new Incoming());
        this.frames = new PacedFrames(reader);
        this.compression = compression;
        this.writer = new FrameWriter(channel, compression);
        this.peer = peer;
    }

    /**
     * Speaks WebSocket from here on.
     *
     * @param compression closed behind the channel; null when nothing is compressed
     */
    static WebSocketFraming on(
            ChannelPipeline pipeline, int maxMessageSize, @Nullable Compression compression, Peer peer) {
        WebSocketFraming framing = new WebSocketFraming(pipeline.channel(), maxMessageSize, compression, peer);
        if (compression != null) {
            pipeline.channel().closeFuture().addListener(closed -> framing.closeCompression());
        }
        pipeline.addLast(framing);
        return framing;
    }

    private void closeCompression() {
        if (compression != null && !channel.isOpen() && frames.isEmpty()) {
            compression.close();
        }
    }

    /** The session has begun on another connection. To be said before anything is read. */
    void continueSession() {
        reader.continueSession();
    }

    /** Writes the packets with one flush, and returns the future of the last. */
    ChannelFuture write(List<EnginePacket> packets) {
        return writer.write(packets);
    }

    /** Sends a ping that the peer has to answer at once; {@link Pings.Answers#roundTrip} follows. */
    void measureRoundTrip() {
        if (closeSent == null && !pings.isMeasuring()) {
            var unused = writer.control(Opcode.PING, pings.measure(System.nanoTime()));
        }
    }

    /**
     * Sends a ping behind what was written, and returns its future; {@link Pings.Answers#ponged} follows when it is
     * answered.
     */
    ChannelFuture ping() {
        return closeSent == null
                ? writer.control(Opcode.PING, pings.ask(System.nanoTime()))
                : channel.newFailedFuture(new IllegalStateException("the close frame was sent"));
    }

    boolean isWritable() {
        return writer.isWritable();
    }

    /**
     * Whether to read. No packet comes while that is off, not even of what was read from the network before; and none
     * comes from inside this call, as whoever has room again may be in the middle of something.
     */
    void setReading(boolean wanted) {
        reader.setReading(wanted);
        if (wanted && !frames.isEmpty()) {
            channel.eventLoop().execute(this::readOn);
        } else {
            channel.config().setAutoRead(wanted);
        }
    }

    /** Hands over what an earlier read brought, and was not wanted then. */
    private void readOn() {
        try {
            writer.hold();
            frames.readOn();
            writer.release();
            readComplete();
        } catch (Throwable failure) {
            writer.release();
            failed(failure);
        }
        if (!frames.isEmpty()) {
            return;
        }
        if (end != null) {
            end.run(); // needs no room, and nobody might read on for nothing
        } else if (reader.isReading()) {
            channel.config().setAutoRead(true);
        }
    }

    /** What was written can't be sent: that is the end, behind what was read before. */
    void writeFailed(Throwable cause) {
        ended(Phase.WRITE, cause);
        var unused = channel.close();
    }

    /** Sends a close frame; {@link Peer#closed} or {@link Peer#lost} follows. */
    void close() {
        var unused = sendClose(WebSocketCloseStatus.NORMAL_CLOSURE.code());
    }

    /** Closes the channel at once; the peer hears no more. */
    void drop() {
        stopReading();
        writer.release();
        var unused = channel.close();
    }

    private void stopReading() {
        peer = null;
        frames.stop();
        closeCompression();
    }

    // ---- what comes in ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            writer.hold(); // what is written while a read is handed over leaves with one system call
            frames.add(bytes);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private final class Incoming implements FrameReader.Frames {
        @Override
        public void packet(EnginePacket packet) {
            if (peer != null) {
                peer.received(packet);
            }
        }

        @Override
        public void control(int opcode, byte[] payload) {
            if (peer != null) {
                switch (opcode) {
                    case Opcode.PING -> unansweredPing = payload;
                    case Opcode.PONG -> pings.answered(payload, System.nanoTime(), peer);
                    default -> closed(peer, CloseFrame.of(payload));
                }
            }
        }
    }

    private void closed(Peer told, CloseFrame frame) {
        stopReading();
        try {
            closeLater();
            sendClose(frame.code()).addListener(ChannelFutureListener.CLOSE);
        } finally {
            told.closed(frame.code(), frame.reason()); // whatever comes of the answer: there is no other signal
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        writer.release();
        readComplete();
    }

    private void readComplete() {
        closeCompression();
        answerPing();
        if (peer != null) {
            peer.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        writer.pump();
        answerPing();
        if (peer != null) {
            peer.writabilityChanged();
        }
    }

    /** Of many pings the last is answered (RFC 6455, section 5.5.3), and that when there is room: none pile up. */
    private void answerPing() {
        byte[] ping = unansweredPing;
        if (ping != null && closeSent == null && writer.isWritable()) {
            unansweredPing = null;
            var unused = writer.control(Opcode.PONG, ping);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended(Phase.READ, null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failed(cause);
    }

    private void failed(Throwable cause) {
        if (cause instanceof BrokenFrameException broken) {
            broken(broken.status(), String.valueOf(broken.getMessage()), broken);
        } else if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            ended(Phase.READ, cause);
        } else {
            NetworkFailure why = NetworkFailure.unexpected(cause);
            broken(WebSocketCloseStatus.INTERNAL_SERVER_ERROR, "unexpected failure: " + why.words(), why.cause());
        }
    }

    /**
     * The connection is gone. What arrived before is delivered before, when there is room for it. The first reason
     * counts: that of a failed write, not that the channel is closed then.
     */
    private void ended(Phase phase, @Nullable Throwable cause) {
        Runnable told = end;
        if (told == null) {
            told = () -> lost(phase, cause);
            end = told;
        }
        if (frames.isEmpty()) {
            told.run();
        }
    }

    private void lost(Phase phase, @Nullable Throwable cause) {
        Peer told = peer;
        drop();
        if (told != null) {
            told.lost(phase, cause);
        }
    }

    private void broken(WebSocketCloseStatus status, String what, Throwable cause) {
        Peer told = peer;
        stopReading();
        try {
            closeLater();
            var unused = sendClose(status.code());
            // Read on without looking. Closing a socket that has unread bytes resets the connection, and the close
            // frame, which tells the server what was wrong, would be lost with it.
            setReading(true);
        } finally {
            if (told != null) {
                told.broken(what, cause); // whatever comes of the close frame
            }
        }
    }

    // ---- the end ----

    private ChannelFuture sendClose(int code) {
        ChannelFuture sent = closeSent;
        if (sent == null) {
            sent = writer.control(Opcode.CLOSE, CloseFrame.payload(code));
            closeSent = sent;
        }
        return sent;
    }

    /** Whatever the server does about the close frame, the connection ends. */
    private void closeLater() {
        Future<?> timer = channel.eventLoop().schedule(this::drop, LINGER.toNanos(), TimeUnit.NANOSECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
    }
}
