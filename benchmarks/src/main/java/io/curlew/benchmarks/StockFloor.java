package io.curlew.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Netty's WebSocket handler, and a token stream of Jackson's over a heap array. */
final class StockFloor extends Floor {
    private static final int MAX_HANDSHAKE = 8 << 10;
    private static final int MAX_FRAME = 32 << 20;

    private final boolean copies;

    /** @param copies whether it hands out binary, as a client must, rather than pass over it */
    StockFloor(Channel channel, Arrivals arrivals, boolean copies) {
        super(channel, arrivals);
        this.copies = copies;
    }

    @Override
    ChannelHandler[] handlers(URI uri) {
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(uri)
                .maxFramePayloadLength(MAX_FRAME)
                .build();
        return new ChannelHandler[] {
            new HttpClientCodec(),
            new HttpObjectAggregator(MAX_HANDSHAKE),
            new WebSocketClientProtocolHandler(config),
            new Frames()
        };
    }

    @Override
    void write(Channel to, byte[] payload, boolean binary) {
        ByteBuf content = Unpooled.wrappedBuffer(payload);
        to.write(binary ? new BinaryWebSocketFrame(content) : new TextWebSocketFrame(content), to.voidPromise());
    }

    @Override
    void flush(Channel to) {
        to.flush();
    }

    @Override
    Quote quote(JsonParser parser) {
        String symbol = "";
        double price = 0;
        int volume = 0;
        long time = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "symbol" -> symbol = parser.getString();
                case "price" -> price = parser.getDoubleValue();
                case "volume" -> volume = parser.getIntValue();
                case "time" -> time = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        return new Quote(symbol, price, volume, time);
    }

    private final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame) {
                received(ByteBufUtil.getBytes(frame.content()));
            } else if (copies) {
                receivedBinary(ByteBufUtil.getBytes(frame.content()));
            } else {
                passedOverBinary();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            drain();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            drain();
        }
    }
}
