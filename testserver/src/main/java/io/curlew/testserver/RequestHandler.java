package io.curlew.testserver;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The HTTP side of one TCP connection: one request after the other. */
final class RequestHandler extends SimpleChannelInboundHandler<HttpObject> {
    private final Requests requests;
    private final HttpStyle style;
    private @Nullable HttpExchange exchange;
    private Optional<RequestBody> body = Optional.empty();
    private boolean closing;

    RequestHandler(Requests requests, HttpStyle style) {
        this.requests = requests;
        this.style = style;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (closing) {
            return; // the codec delivers the rest of what it has
        } else if (message.decoderResult().isFailure()) {
            close(context);
        } else if (message instanceof HttpRequest request) {
            begin(context, request);
        } else if (message instanceof HttpContent content) {
            received(content);
        }
    }

    /** What has a body that is read is judged by its head; everything else waits for its end. */
    private void begin(ChannelHandlerContext context, HttpRequest request) {
        if (exchange != null && !exchange.isAnswered()) {
            close(context); // one request after the other
            return;
        }
        exchange = new HttpExchange(context.channel(), request, style, requests::over);
        body = requests.body(exchange);
    }

    private void close(ChannelHandlerContext context) {
        closing = true;
        var unused = context.close();
    }

    private void received(HttpContent content) {
        body.ifPresent(post -> post.add(content.content()));
        if (content instanceof LastHttpContent) {
            body.ifPresentOrElse(RequestBody::end, this::endWithoutBody);
        }
    }

    /** A POST without a body that is read was answered, or never will be. */
    private void endWithoutBody() {
        if (exchange != null && !exchange.method().equals(HttpMethod.POST)) {
            requests.request(exchange);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.lost();
        }
        body.ifPresent(RequestBody::drop);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ServerLog.connectionFailed(cause);
        close(context);
    }
}
