package io.curlew.testserver;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request while it arrives. One that is too large, or too slow, is refused at once; its rest is read and
 * forgotten. A POST that is refused so ends its session, as with engine.io 6.6.13.
 */
final class RequestBody {
    /** As of engine.io 6.6.13, whose {@code maxBufferedChunks} that is. */
    private static final int MAX_PIECES = 10_000;
    /** A larger body may come in more: a piece has up to 8 KiB here, and up to 64 KiB with Node.js. */
    private static final int BYTES_FOR_ANOTHER_PIECE = 1024;

    private final HttpExchange exchange;
    private final int limit;
    private final Consumer<byte[]> whenComplete;
    private final Consumer<String> whenRefused;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pieces;
    private @Nullable Future<?> timer;

    /**
     * @param whenComplete gets the body
     * @param whenRefused hears why there is none, after that was answered
     */
    RequestBody(HttpExchange exchange, int limit, Consumer<byte[]> whenComplete, Consumer<String> whenRefused) {
        this.exchange = exchange;
        this.limit = limit;
        this.whenComplete = whenComplete;
        this.whenRefused = whenRefused;
    }

    void arriveWithin(Duration timeout, ServerLoop loop) {
        timer = loop.schedule(
                () -> refuse(HttpResponseStatus.REQUEST_TIMEOUT, "the body took too long to arrive"),
                timeout.toNanos());
    }

    void add(ByteBuf content) {
        if (exchange.isAnswered()) {
            drop();
            return;
        }
        if (content.isReadable() && ++pieces > mostPieces()) {
            refuse(
                    HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                    "the body comes in more than " + mostPieces() + " pieces");
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

    private int mostPieces() {
        return Math.max(MAX_PIECES, limit / BYTES_FOR_ANOTHER_PIECE);
    }

    private void refuse(HttpResponseStatus status, String why) {
        drop();
        if (!exchange.isAnswered()) {
            exchange.answer(status);
            whenRefused.accept(why);
        }
    }

    void end() {
        byte[] whole = bytes.toByteArray();
        drop();
        if (!exchange.isAnswered()) {
            whenComplete.accept(whole);
        }
    }

    /** Forgets what has come, which nobody will get: an idle connection would keep it. */
    void drop() {
        bytes = new ByteArrayOutputStream(0);
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
