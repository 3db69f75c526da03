package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.TransportType;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the requests to one endpoint. */
final class RequestBuilder {
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
    private final Map<String, String> query;
    private long asked;

    RequestBuilder(TransportConfig config, Target target) {
        this.config = config;
        this.target = target;
        this.query = new LinkedHashMap<>(config.query());
        query.keySet().removeAll(ownKeys(config.requests()));
    }

    /** These are the protocol's, so the user's of the same name are not sent. */
    private static Set<String> ownKeys(RequestConfig settings) {
        Set<String> keys = new HashSet<>(Set.of("EIO", "transport", "sid"));
        if (!settings.timestamped().isEmpty()) {
            keys.add(settings.timestampParameter());
        }
        if (settings.base64()) {
            keys.add("b64");
        }
        return keys;
    }

    HttpRequest get(Optional<String> sid) {
        return polling(HttpMethod.GET, sid);
    }

    /** @param size of the body that is to follow */
    HttpRequest post(Optional<String> sid, long size) {
        HttpRequest request = polling(HttpMethod.POST, sid);
        request.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain;charset=UTF-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, size);
        return request;
    }

    /** The request that asks to go on as a WebSocket (RFC 6455, section 4.1). */
    FullHttpRequest upgrade(Optional<String> sid, String key) {
        RequestTarget to = target(TransportType.WEBSOCKET, sid);
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, to.toString(), Unpooled.EMPTY_BUFFER);
        addHeaders(request, TransportType.WEBSOCKET);
        request.headers()
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13")
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key);
        if (!subprotocols().isEmpty()) {
            request.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(", ", subprotocols()));
        }
        deflate().ifPresent(config -> request.headers().set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, config.offer()));
        return request;
    }

    /** Returns what the upgrade offers for compression. */
    Optional<DeflateConfig> deflate() {
        return config.requests().deflate();
    }

    /** Returns what the upgrade offers; the answer may choose one of them. */
    List<String> subprotocols() {
        return config.requests().subprotocols();
    }

    private HttpRequest polling(HttpMethod method, Optional<String> sid) {
        RequestTarget to = target(TransportType.POLLING, sid);
        if (config.requests().base64() && sid.isEmpty()) {
            to.add("b64", "1");
        }
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, to.toString());
        addHeaders(request, TransportType.POLLING);
        request.headers().set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
        return request;
    }

    private RequestTarget target(TransportType type, Optional<String> sid) {
        RequestTarget to = RequestTarget.of(target.path(), query, type, sid);
        if (config.requests().timestamped().contains(type)) {
            to.add(config.requests().timestampParameter(), neverTheSame());
        }
        return to;
    }

    /** Keeps caches on the way from answering. */
    private String neverTheSame() {
        return Long.toString(System.currentTimeMillis(), RADIX) + "." + Long.toString(asked++, RADIX);
    }

    private void addHeaders(HttpRequest request, TransportType type) {
        HttpHeaders headers = request.headers();
        headers.set(HttpHeaderNames.HOST, target.authority())
                .set(HttpHeaderNames.ACCEPT, "*/*")
                .set(HttpHeaderNames.USER_AGENT, UserAgent.OURS);
        addTo(headers, config.headers());
        addTo(headers, config.requests().headers().getOrDefault(type, Map.of()));
    }

    private static void addTo(HttpHeaders headers, Map<String, List<String>> ofTheUser) {
        ofTheUser.forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.set(name, values);
            }
        });
    }
}
