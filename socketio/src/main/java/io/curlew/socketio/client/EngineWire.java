package io.curlew.socketio.client;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import java.util.List;
import java.util.Optional;

/** A connection over an Engine.IO socket in direct mode. */
final class EngineWire implements Wire {
    private final EngineSocket socket;

    private EngineWire(EngineSocket socket, Listener listener) {
        this.socket = socket;
        listen(listener);
    }

    static EngineWire opening(EngineSocket socket, Listener listener) {
        Subscription unused = socket.onOpen(listener::opened);
        return new EngineWire(socket, listener);
    }

    /** Returns a connection that is open when it has been upgraded. */
    static EngineWire upgrading(EngineSocket socket, Listener listener) {
        Subscription unused =
                socket.onUpgrade(transport -> listener.opened(socket.handshake().orElseThrow()));
        return new EngineWire(socket, listener);
    }

    private void listen(Listener listener) {
        Subscription unused = socket.onData(listener::received);
        unused = socket.onPing(listener::pinged);
        unused = socket.onRoundTrip(listener::roundTrip);
        unused = socket.onBatchEnd(listener::batchEnd);
        unused = socket.onReleased(released -> listener.released(released.messages(), released.bytes()));
        unused = socket.onDrain(listener::drained);
        unused = socket.onClose(listener::closed);
        unused = socket.onError(error -> {
            // Failures of transports come with the end of the socket, if they end it. Everything else is said here
            // only.
            if (!(error instanceof TransportException)) {
                listener.failed(error);
            }
        });
    }

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
