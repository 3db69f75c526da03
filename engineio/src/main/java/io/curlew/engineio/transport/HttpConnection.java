package io.curlew.engineio.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection, one request at a time. */
final class HttpConnection extends ChannelInboundHandlerAdapter {

    /** What became of a request. Exactly one of the three is called, once, unless the connection is dropped before. */
    interface Outcome {
        /** Whatever this throws goes to {@link #failed}, which is called after it then. */
        void answered(HttpAnswer answer);

        /** The connection ended before the whole answer had come. What this throws goes to {@link #failed} too. */
        void lost(@Nullable Throwable cause);

        /** What arrived is not an answer, or this side failed. */
        void failed(String what, @Nullable Throwable cause);
    }

    /** A larger body is encoded and goes piece by piece, as fast as the channel takes them. */
    private static final int MAX_WHOLE = 256 * 1024;

    /** The network cuts pieces too. This many leave it room for twenty times as many, and keep pieces small. */
    private static final int MAX_PIECES = 400;

    /** A server that refuses a body before its end says so, and hangs up: both come within a round trip. */
    private static final long LAST_WORDS_MILLIS = 1_000;

    private final Channel channel;
    private final int maxBody;
    private final AnswerDecoder decoder = new AnswerDecoder();
    private final ArrivalWatch arrivals;
    private AnswerCollector answer;
    private @Nullable Outcome outcome;
    /** Told at the end of the read that brought its end: by then it is known whether more came behind it. */
    private @Nullable HttpAnswer whole;

    /** No other request goes out on this connection. */
    private boolean spent;

    private long reusableUntil;
    private boolean sent;

    private HttpConnection(Channel channel, int maxBody) {
        this.channel = channel;
        this.maxBody = maxBody;
        this.arrivals = ArrivalWatch.on(channel);
        this.answer = AnswerCollector.ofBody(maxBody);
    }

    /** Speaks HTTP on a connected channel. */
    static HttpConnection on(Channel channel, int maxBody) {
        HttpConnection connection = new HttpConnection(channel, maxBody);
        channel.config().setAutoClose(false); // when a write fails there may be an answer to read
        channel.pipeline().addLast(new HttpRequestEncoder(), connection.decoder, new ChunkedWriteHandler(), connection);
        return connection;
    }

    /** Returns whether the server can still be expected to take another request. */
    boolean isReusable() {
        return channel.isActive() && outcome == null && System.nanoTime() - reusableUntil < 0;
    }

    void send(HttpRequest request, PostBody body, Outcome whatBecomes) {
        outcome = whatBecomes;
        arrivals.restart();
        answer = AnswerCollector.ofBody(maxBody);
        decoder.expectAnswer();
        sent = false;
        write(request, body).addListener(written -> {
            sent = written.isSuccess();
            if (!sent) {
                // Later, for this may run inside send().
                var unused = channel.eventLoop()
                        .schedule(
                                () -> notSent(whatBecomes, written.cause()),
                                body.size() > 0 ? LAST_WORDS_MILLIS : 0,
                                TimeUnit.MILLISECONDS);
            }
        });
    }

    private void notSent(Outcome whose, Throwable cause) {
        if (outcome == whose) {
            lost(cause);
        }
    }

    /** Returns whether the whole request has been handed to the network. */
    boolean isSent() {
        return sent;
    }

    private ChannelFuture write(HttpRequest request, PostBody body) {
        if (body.size() <= MAX_WHOLE) {
            return channel.writeAndFlush(whole(request, body));
        }
        var unused = channel.write(request);
        return channel.writeAndFlush(body.pieces(pieceOf(body.size())));
    }

    private static FullHttpRequest whole(HttpRequest request, PostBody body) {
        return new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                body.whole(),
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
    }

    /** Returns whether no byte of an answer has come since the last request was sent. */
    boolean isUnanswered() {
        return arrivals.nothingHasCome();
    }

    /** Servers count the pieces in which a body comes: engine.io refuses one in more than 10 000 (6.6.13). */
    private static int pieceOf(long body) {
        return (int) Math.max(Connector.CHUNK, body / MAX_PIECES + 1);
    }

    void setReading(boolean reading) {
        channel.config().setAutoRead(reading);
    }

    /** Closes the connection; the outcome of a request in flight is never reported. */
    void drop() {
        outcome = null;
        whole = null;
        var unused = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws BadAnswerException {
        try {
            if (message == AnswerDecoder.SURPLUS) {
                surplus();
            } else if (outcome != null && whole == null && message instanceof HttpObject part) {
                received(part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /**
     * A server that hangs up with a word, one that can't count, or one that would answer a request before it is sent.
     */
    private void surplus() {
        spent = true;
        if (outcome == null) {
            var unused = channel.close();
        }
    }

    private void received(HttpObject part) throws BadAnswerException {
        if (part instanceof LastHttpContent && answer.endsWithItsConnection() && isCutOff()) {
            lost(new SSLException("TLS ended without close_notify: how much of the answer is missing is unknown"));
        } else {
            whole = answer.add(part).orElse(null);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        tellWhole();
    }

    private void tellWhole() {
        HttpAnswer complete = whole;
        whole = null;
        if (complete != null) {
            answered(complete);
        }
    }

    /** Anybody on the way can end TCP; only the server can say goodbye in TLS (RFC 8446, section 6.1). */
    private boolean isCutOff() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls != null && !tls.sslCloseFuture().isSuccess();
    }

    private void answered(HttpAnswer complete) {
        Duration reusable = spent ? Duration.ZERO : reusable(complete);
        reusableUntil = System.nanoTime() + reusable.toNanos();
        Outcome told = outcome;
        outcome = null;
        if (reusable.isZero() || reusable.isNegative()) {
            var unused = channel.close();
        }
        if (told != null) {
            tell(told, complete);
        }
    }

    /** The outcome has been taken, so {@link #exceptionCaught} could not report what is thrown here. */
    private void tell(Outcome told, HttpAnswer complete) {
        try {
            told.answered(complete);
        } catch (Throwable failure) {
            var unused = channel.close();
            tellFailed(told, "the answer could not be taken", failure);
        }
    }

    private static void tellFailed(Outcome told, String what, Throwable failure) {
        NetworkFailure why = NetworkFailure.unexpected(failure);
        told.failed(what + ": " + why.words(), why.cause());
    }

    /** A refusal's body may not have been read to its end, and a refused session needs no connection. */
    private static Duration reusable(HttpAnswer complete) {
        return complete.isOk() ? KeepAlive.of(complete) : Duration.ZERO;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof BadAnswerException bad) {
            fail(String.valueOf(bad.getMessage()), null);
        } else if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            lost(cause);
        } else {
            NetworkFailure why = NetworkFailure.unexpected(cause);
            fail("unexpected failure: " + why.words(), why.cause());
        }
    }

    private void lost(@Nullable Throwable cause) {
        Outcome told = end();
        if (told != null) {
            tellLost(told, cause);
        }
    }

    /** As in {@link #tell}, nobody else could report what is thrown here, as by the attempt to connect once more. */
    private static void tellLost(Outcome told, @Nullable Throwable cause) {
        try {
            told.lost(cause);
        } catch (Throwable failure) {
            tellFailed(told, "the connection was lost, and dealing with that failed", failure);
        }
    }

    private void fail(String what, @Nullable Throwable cause) {
        Outcome told = end();
        if (told != null) {
            told.failed(what, cause);
        }
    }

    /** Ends the connection, and returns the request that must still be notified: a complete answer counts. */
    private @Nullable Outcome end() {
        spent = true;
        tellWhole();
        Outcome told = outcome;
        drop();
        return told;
    }
}
