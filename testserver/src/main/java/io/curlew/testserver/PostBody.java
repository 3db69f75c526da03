package io.curlew.testserver;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;

/** The body of a POST while it arrives. What is too large is refused at once; its rest is read and forgotten. */
final class PostBody {
    private final EngineDriver driver;
    private final HttpExchange exchange;
    private final long request;
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PostBody(EngineDriver driver, HttpExchange exchange, long request, int limit) {
        this.driver = driver;
        this.exchange = exchange;
        this.request = request;
        this.limit = limit;
    }

    void add(ByteBuf content) {
        if (exchange.isAnswered()) {
            return;
        }
        if (content.readableBytes() > limit - bytes.size()) {
            exchange.answer(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
            driver.postTooLarge(request);
            return;
        }
        byte[] piece = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), piece);
        bytes.writeBytes(piece);
    }

    void end() {
        if (!exchange.isAnswered()) {
            driver.posted(request, bytes.toByteArray());
        }
    }
}
