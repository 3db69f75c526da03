package io.curlew.testserver;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.Optional;

/** The WebSocket handshake, without subprotocols; of extensions there is permessage-deflate at most. */
final class WebSocketUpgrade {
    private final WebSocketServerHandshakerFactory handshakers;
    private final int maxPayload;

    /** @param deflate whether messages may be compressed, which {@link Deflate} sees to */
    WebSocketUpgrade(int maxPayload, boolean deflate) {
        this.maxPayload = maxPayload;
        // Masks are demanded, other frames than text and binary pass. What breaks the protocol is the link's to answer:
        // the decoder would hang up on a bad close frame without a word. So are reserved bits, if there are extensions.
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxPayload)
                .allowExtensions(deflate)
                .expectMaskedFrames(true)
                .closeOnProtocolViolation(false)
                .build();
        this.handshakers = new WebSocketServerHandshakerFactory("", null, config);
    }

    /** Accepts the request; empty if it is not a valid handshake, which was answered then. */
    Optional<WebSocketLink> accept(HttpExchange exchange) {
        WebSocketServerHandshaker handshaker = handshakers.newHandshaker(exchange.request());
        if (handshaker == null) {
            exchange.answered(HttpResponseStatus.UPGRADE_REQUIRED);
            var unused = WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(exchange.channel());
            return Optional.empty();
        }
        try {
            return Optional.of(handshake(handshaker, exchange));
        } catch (WebSocketHandshakeException incomplete) {
            exchange.refuse(RequestError.BAD_REQUEST);
            return Optional.empty();
        }
    }

    private WebSocketLink handshake(WebSocketServerHandshaker handshaker, HttpExchange exchange) {
        Channel channel = exchange.channel();
        var unused = handshaker.handshake(
                channel, withoutBody(exchange.request()), exchange.handshakeHeaders(), channel.newPromise());
        exchange.answered(HttpResponseStatus.SWITCHING_PROTOCOLS);
        WebSocketLink link = new WebSocketLink(channel);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.remove(HttpServerKeepAliveHandler.class);
        pipeline.remove(HttpServerExpectContinueHandler.class);
        pipeline.remove(RequestHandler.class);
        pipeline.addLast(new WebSocketFrameAggregator(maxPayload), link);
        return link;
    }

    private static FullHttpRequest withoutBody(HttpRequest request) {
        return new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
    }
}
