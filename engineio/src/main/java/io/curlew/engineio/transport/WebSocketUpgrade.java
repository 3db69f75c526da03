package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket handshake (RFC 6455, section 4.1): asks to switch, checks the answer, and makes room for the frames.
 */
final class WebSocketUpgrade extends ChannelInboundHandlerAdapter {

    /** What became of the handshake. One of the two is called, once. */
    interface Outcome {
        /**
         * The frames' handlers belong at the pipeline's end now; a frame that came with the answer is yet to come.
         *
         * @param compression what was agreed on, to be closed with the connection; null for none
         */
        void switched(ChannelPipeline pipeline, @Nullable Compression compression);

        void failed(TransportException why);
    }

    private final WebSocketKey key = WebSocketKey.random();
    private final HttpRequestEncoder encoder = new HttpRequestEncoder();
    private final AnswerDecoder decoder = new AnswerDecoder();
    private final AnswerCollector answer = AnswerCollector.ofSwitch();
    private final CookieCarrier cookies;
    private final List<String> subprotocols;
    private final Optional<DeflateConfig> deflate;
    private @Nullable Outcome outcome;

    private WebSocketUpgrade(RequestBuilder requests, CookieCarrier cookies, Outcome outcome) {
        this.cookies = cookies;
        this.subprotocols = requests.subprotocols();
        this.deflate = requests.deflate();
        this.outcome = outcome;
    }

    /** Asks to switch, on a connected channel. */
    static void start(
            Channel channel, RequestBuilder requests, CookieCarrier cookies, Optional<String> sid, Outcome outcome) {
        WebSocketUpgrade upgrade = new WebSocketUpgrade(requests, cookies, outcome);
        channel.pipeline().addLast(upgrade.encoder, upgrade.decoder, upgrade);
        upgrade.decoder.expectAnswer();
        FullHttpRequest request = requests.upgrade(sid, upgrade.key.value());
        Runnable unasked = cookies.addTo(
                request,
                () -> upgrade.send(channel, request),
                failure -> upgrade.fail("the request could not be prepared", failure));
        if (unasked != Cookies.NOTHING) {
            channel.closeFuture().addListener(closed -> unasked.run());
        }
    }

    private void send(Channel channel, FullHttpRequest request) {
        channel.writeAndFlush(request).addListener(written -> {
            if (!written.isSuccess()) {
                // Later, for this may run inside this method.
                channel.eventLoop().execute(() -> failed("the request could not be sent", written.cause()));
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws BadAnswerException {
        try {
            if (outcome != null && message instanceof HttpObject part) {
                Optional<HttpAnswer> whole = answer.add(part);
                if (whole.isPresent()) {
                    judge(context.pipeline(), whole.get());
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void judge(ChannelPipeline pipeline, HttpAnswer whole) throws BadAnswerException {
        cookies.takeFrom(whole);
        if (whole.status() != HttpAnswer.SWITCHING_PROTOCOLS) {
            fail(Refusal.ofStatus(TransportType.WEBSOCKET, Phase.HANDSHAKE, whole));
            return;
        }
        check(whole.headers());
        Compression compression = compression(whole.headers());
        Outcome told = outcome;
        outcome = null;
        if (told != null) {
            handOver(told, pipeline, compression);
        }
    }

    /** The outcome has been taken, so {@link #exceptionCaught} could not report what is thrown here. */
    private void handOver(Outcome told, ChannelPipeline pipeline, @Nullable Compression compression) {
        try {
            leave(pipeline);
            told.switched(pipeline, compression);
        } catch (Throwable failure) {
            NetworkFailure why = NetworkFailure.unexpected(failure);
            told.failed(failure("the answer could not be taken: " + why.words(), why.cause()));
        }
    }

    private void check(HttpHeaders headers) throws BadAnswerException {
        require(
                only(headers, HttpHeaderNames.UPGRADE).equalsIgnoreCase("websocket")
                        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true),
                "it does not switch to WebSocket; " + Refusal.NO_UPGRADE);
        require(
                only(headers, HttpHeaderNames.SEC_WEBSOCKET_ACCEPT).equals(key.accept()),
                "Sec-WebSocket-Accept is not the answer to this request");
        require(
                isOffered(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)),
                "it chose a subprotocol that was not offered");
    }

    /** Returns the value of a header that stands there once; else the empty string. */
    private static String only(HttpHeaders headers, AsciiString name) {
        List<String> values = headers.getAll(name);
        return values.size() == 1 ? values.get(0).trim() : "";
    }

    private @Nullable Compression compression(HttpHeaders headers) throws BadAnswerException {
        List<String> chosen = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        if (deflate.isEmpty()) {
            require(chosen.isEmpty(), "it chose an extension that was not offered");
            return null;
        }
        Optional<DeflateTerms> terms = DeflateTerms.of(deflate.get(), chosen);
        return terms.isEmpty() ? null : new Compression(deflate.get(), terms.get());
    }

    /** None is fine too: the server then speaks no subprotocol. */
    private boolean isOffered(List<String> chosen) {
        return chosen.isEmpty()
                || (chosen.size() == 1 && subprotocols.contains(chosen.get(0).trim()));
    }

    private static void require(boolean condition, String complaint) throws BadAnswerException {
        if (!condition) {
            throw new BadAnswerException("the WebSocket handshake's answer is wrong: " + complaint);
        }
    }

    /** The decoder stays until it has passed on, as raw bytes, what came behind the answer. */
    private void leave(ChannelPipeline pipeline) {
        pipeline.remove(this);
        pipeline.remove(encoder);
        pipeline.channel().eventLoop().execute(() -> {
            if (pipeline.context(decoder) != null) {
                pipeline.remove(decoder);
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail("the connection was lost before the whole answer had come", null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof BadAnswerException bad) {
            fail(String.valueOf(bad.getMessage()), null);
        } else {
            failed("the connection failed", cause);
        }
    }

    private void failed(String what, Throwable thrown) {
        NetworkFailure why = NetworkFailure.of(thrown);
        fail(why.after(what), why.cause());
    }

    private void fail(String what, @Nullable Throwable cause) {
        fail(failure(what, cause));
    }

    private static TransportException failure(String what, @Nullable Throwable cause) {
        TransportException.Builder failure = TransportException.error(TransportType.WEBSOCKET, Phase.HANDSHAKE, what);
        return (cause == null ? failure : failure.cause(cause)).build();
    }

    private void fail(TransportException why) {
        Outcome told = outcome;
        outcome = null;
        if (told != null) {
            told.failed(why);
        }
    }
}
