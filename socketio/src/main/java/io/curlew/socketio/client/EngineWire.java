package io.curlew.socketio.client;

import io.curlew.engineio.client.EngineListener;
import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.Released;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A connection over an Engine.IO socket in direct mode. */
final class EngineWire implements Wire, EngineListener {
    private final EngineSocket socket;
    private final Listener listener;
    private final boolean opensUpgraded;

    private EngineWire(EngineSocket socket, Listener listener, boolean opensUpgraded) {
        this.socket = socket;
        this.listener = listener;
        this.opensUpgraded = opensUpgraded;
    }

    static EngineWire opening(EngineSocket socket, Listener listener) {
        return listening(new EngineWire(socket, listener, false));
    }

    /** Returns a connection that is open when it has been upgraded. */
    static EngineWire upgrading(EngineSocket socket, Listener listener) {
        return listening(new EngineWire(socket, listener, true));
    }

    private static EngineWire listening(EngineWire wire) {
        wire.socket.listen(wire);
        return wire;
    }

    // ---- what happens

    @Override
    public void opened(Handshake handshake) {
        if (!opensUpgraded) {
            listener.opened(handshake);
        }
    }

    @Override
    public void upgraded(TransportType to) {
        if (opensUpgraded) {
            listener.opened(socket.handshake().orElseThrow());
        }
    }

    @Override
    public void received(EngineData data) {
        listener.received(data);
    }

    @Override
    public void batchEnd() {
        listener.batchEnd();
    }

    @Override
    public void pinged() {
        listener.pinged();
    }

    @Override
    public void roundTrip(Duration time) {
        listener.roundTrip(time);
    }

    @Override
    public void released(Released messages) {
        listener.released(messages.messages(), messages.bytes());
    }

    @Override
    public void drained() {
        listener.drained();
    }

    /** Failures of transports come with the end of the socket, if they end it. Everything else is said here only. */
    @Override
    public void failed(Throwable why) {
        if (!(why instanceof TransportException)) {
            listener.failed(why);
        }
    }

    @Override
    public void closed(EngineClose close) {
        listener.closed(close);
    }

    // ---- what is wanted

    /** Returns a frame as the message that carries it; no copy. */
    static EngineData message(Frame frame) {
        return frame instanceof Frame.Text text ? EngineData.ofUtf8(text.bytes()) : EngineData.ofBytes(frame.bytes());
    }

    @Override
    public void open() {
        var unused = socket.connect();
    }

    @Override
    public void send(List<EngineData> unit) {
        socket.send(unit);
    }

    @Override
    public void requestReceipt(Runnable told) {
        // In direct mode it comes on the loop.
        var unused = socket.requestReceipt().thenRun(told);
    }

    @Override
    public void prepareClose() {
        socket.cancelUpgrade();
        socket.resumeReading();
    }

    @Override
    public void close() {
        var unused = socket.closeAsync();
    }

    @Override
    public boolean writable() {
        return socket.writable();
    }

    @Override
    public boolean heartbeatOverdue() {
        return socket.heartbeatOverdue();
    }

    @Override
    public boolean sleptSincePing() {
        return socket.sleptSincePing();
    }

    @Override
    public void pauseReading() {
        socket.pauseReading();
    }

    @Override
    public void resumeReading() {
        socket.resumeReading();
    }

    @Override
    public int maxMessageSize() {
        return socket.maxMessageSize();
    }

    @Override
    public Optional<TransportType> transport() {
        return socket.transport();
    }

    @Override
    public Optional<String> suppliedServer() {
        return socket.suppliedServer();
    }

    @Override
    public void requireFits(EncodedPacket packet) {
        socket.maxOutgoingSize().ifPresent(limit -> packet.frames().forEach(frame -> requireFits(frame, limit)));
    }

    private static void requireFits(Frame frame, long limit) {
        long size = PayloadCodec.encodedSize(new EnginePacket.Message(message(frame)));
        if (size > limit) {
            throw new IllegalArgumentException("A packet with a part of " + size
                    + " bytes on polling exceeds the server's maxPayload of " + limit + ": it was not sent");
        }
    }
}
