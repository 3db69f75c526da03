package io.curlew.kafka;

import io.curlew.engineio.protocol.Handshake;
import io.curlew.socketio.protocol.Decoder;
import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.protocol.OutgoingPacket;
import io.curlew.socketio.protocol.Parser;

/**
 * Refuses events of which a part is larger than the server's {@code maxPayload}. The server would close the connection
 * for it, which all partitions share, and would do so again each time that the record is sent again. The client sees to
 * that for polling only, because not every server has this limit on WebSocket; npm's does.
 */
final class PayloadLimit implements Parser {
    private final Parser parser;
    private volatile long bytes = Long.MAX_VALUE;

    PayloadLimit(Parser parser) {
        this.parser = parser;
    }

    /** Takes the limit of a new connection. */
    void opened(Handshake handshake) {
        bytes = handshake.maxPayload().orElse(Long.MAX_VALUE);
    }

    @Override
    public EncodedPacket encode(OutgoingPacket packet) {
        EncodedPacket encoded = parser.encode(packet);
        if (packet instanceof OutgoingPacket.Event) {
            encoded.frames().forEach(this::requireFits);
        }
        return encoded;
    }

    private void requireFits(Frame frame) {
        long prefix = frame instanceof Frame.Text ? 1 : 0; // Engine.IO's type
        long size = frame.bytes().length + prefix;
        long limit = bytes;
        if (size > limit) {
            throw new IllegalArgumentException("The event has a part of " + size
                    + " bytes, which exceeds the server's maxPayload of " + limit + " (maxHttpBufferSize): not sent");
        }
    }

    @Override
    public Decoder newDecoder(long maxPacketBytes) {
        return parser.newDecoder(maxPacketBytes);
    }
}
