package io.curlew.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection that takes requests, one after the other: polls and what is posted, or the one that makes it a
 * WebSocket.
 */
final class RawHttp extends ByteToMessageDecoder {
    private @Nullable RawRequest request;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (request == null) {
            request = RawRequest.readFrom(in);
        }
        if (request != null && in.readableBytes() >= request.contentLength()) {
            RawRequest whole = request;
            request = null;
            serve(ctx, whole, in.readSlice(whole.contentLength()));
        }
    }

    private static void serve(ChannelHandlerContext ctx, RawRequest request, ByteBuf body) {
        Optional<String> key = request.webSocketKey();
        if (key.isPresent()) {
            RawWebSocket.start(ctx, key.get());
        } else if (request.sid().isEmpty()) {
            answer(ctx.channel(), RawPolling.start());
        } else {
            RawPolling session = RawPolling.of(request.sid().get());
            if (request.isPost()) {
                session.posted(body);
                answer(ctx.channel(), "ok");
                session.pump();
            } else {
                session.polled(ctx.channel());
            }
        }
    }

    static void answer(Channel to, String body) {
        answer(to, Unpooled.copiedBuffer(body, US_ASCII));
    }

    static void answer(Channel to, ByteBuf body) {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Length: "
                + body.readableBytes() + "\r\n\r\n";
        to.write(Unpooled.copiedBuffer(head, US_ASCII), to.voidPromise());
        to.writeAndFlush(body, to.voidPromise());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            cause.printStackTrace();
        }
        ctx.close();
    }
}
