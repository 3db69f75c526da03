package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.PayloadCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.stream.ChunkedStream;
import java.util.List;

/**
 * The packets that a POST carries, encoded when they are sent.
 *
 * @param size of the encoded body, in bytes
 */
record PostBody(List<EnginePacket> packets, long size) {
    /** What a GET carries. */
    static final PostBody NONE = new PostBody(List.of(), 0);

    static PostBody of(List<EnginePacket> packets) {
        return new PostBody(packets, PayloadCodec.encodedSize(packets));
    }

    /** Returns all of it at once. */
    ByteBuf whole() {
        return Unpooled.wrappedBuffer(PayloadCodec.encode(packets));
    }

    /** Returns it piece by piece: each is made when the channel has room for it. */
    HttpChunkedInput pieces(int bytes) {
        return new HttpChunkedInput(new ChunkedStream(PayloadCodec.stream(packets), bytes));
    }
}
