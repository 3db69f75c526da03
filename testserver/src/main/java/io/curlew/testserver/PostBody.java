package io.curlew.testserver;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The body of a POST while it arrives. One that is too large, or too slow, is refused at once and ends the session, as
 * with engine.io 6.6.13; its rest is read and forgotten.
 */
final class PostBody {
    private final ServerEngineDriver driver;
    private final HttpExchange exchange;
    private final long request;
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Future<?> timer;

    PostBody(ServerEngineDriver driver, HttpExchange exchange, long request, int limit) {
        this.driver = driver;
        this.exchange = exchange;
        this.request = request;
        this.limit = limit;
    }

    void arriveWithin(Duration timeout, ServerLoop loop) {
        timer = loop.schedule(
                () -> refuse(HttpResponseStatus.REQUEST_TIMEOUT, "the body took too long to arrive"),
                timeout.toNanos());
    }

    void add(ByteBuf content) {
        if (exchange.isAnswered()) {
            return;
        }
        if (content.readableBytes() > limit - bytes.size()) {
            refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "the body is larger than maxPayload");
            return;
        }
        byte[] piece = new byte[content.readableBytes()];
        content.getBytes(content.readerIndex(), piece);
        bytes.writeBytes(piece);
    }

    private void refuse(HttpResponseStatus status, String why) {
        cancelTimer();
        if (!exchange.isAnswered()) {
            exchange.answer(status);
            driver.postRefused(request, why);
        }
    }

    void end() {
        cancelTimer();
        if (!exchange.isAnswered()) {
            driver.posted(request, bytes.toByteArray());
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
