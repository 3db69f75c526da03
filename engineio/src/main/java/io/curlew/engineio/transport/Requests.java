package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.TransportType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Builds the requests to one endpoint. */
final class Requests {
    /** These say how this connection works, so they are not the user's to set. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "accept-encoding",
            "connection",
            "content-length",
            "keep-alive",
            "sec-websocket-extensions",
            "sec-websocket-key",
            "sec-websocket-protocol",
            "sec-websocket-version",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private static final int RADIX = 36;

    private final TransportConfig config;
    private final Target target;
    private long asked;

    Requests(TransportConfig config, Target target) {
        this.config = config;
        this.target = target;
    }

    FullHttpRequest get(Optional<String> sid) {
        return polling(HttpMethod.GET, sid, Unpooled.EMPTY_BUFFER);
    }

    FullHttpRequest post(Optional<String> sid, byte[] body) {
        FullHttpRequest request = polling(HttpMethod.POST, sid, Unpooled.wrappedBuffer(body));
        request.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain;charset=UTF-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return request;
    }

    /** The request that asks to go on as a WebSocket (RFC 6455, section 4.1). */
    FullHttpRequest upgrade(Optional<String> sid, String key) {
        RequestTarget to = RequestTarget.of(target.path(), config.query(), TransportType.WEBSOCKET, sid);
        FullHttpRequest request = request(HttpMethod.GET, to, Unpooled.EMPTY_BUFFER);
        request.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13")
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key);
        return request;
    }

    private FullHttpRequest polling(HttpMethod method, Optional<String> sid, ByteBuf body) {
        RequestTarget to = RequestTarget.of(target.path(), config.query(), TransportType.POLLING, sid)
                .add("t", neverTheSame());
        FullHttpRequest request = request(method, to, body);
        request.headers().set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
        return request;
    }

    /** Keeps caches on the way from answering. */
    private String neverTheSame() {
        return Long.toString(System.currentTimeMillis(), RADIX) + "." + Long.toString(asked++, RADIX);
    }

    private FullHttpRequest request(HttpMethod method, RequestTarget to, ByteBuf body) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, to.toString(), body);
        HttpHeaders headers = request.headers();
        headers.set(HttpHeaderNames.HOST, target.authority()).set(HttpHeaderNames.ACCEPT, "*/*");
        config.headers().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.set(name, values);
            }
        });
        return request;
    }
}
