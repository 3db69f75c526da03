package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.TransportType;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One HTTP request and its one answer. Confined to the loop. */
final class HttpExchange {
    static final String TEXT = "text/plain; charset=UTF-8";
    private static final String JSON = "application/json";
    private static final String HTML = "text/html";
    /** From how many bytes on an answer is compressed, as by the reference server. */
    private static final int COMPRESSION_THRESHOLD = 1024;

    private final Channel channel;
    private final HttpRequest request;
    private final HttpStyle style;
    private final String path;
    private final Map<String, String> query = new HashMap<>();
    private final Consumer<HttpExchange> whenOver;
    private Runnable whenLost = () -> {};
    private Optional<String> opened = Optional.empty();
    private byte[] body = {};
    private byte[] answer = {};
    private boolean keepsBodies;
    private boolean forRoute;
    private boolean compressed;
    private boolean complete;
    private boolean answered;
    private boolean over;
    private int status;
    private int connection;

    /** @param whenOver called once, when there is a status, or when a route's request is never answered */
    HttpExchange(Channel channel, HttpRequest request, HttpStyle style, Consumer<HttpExchange> whenOver) {
        this.channel = channel;
        this.style = style;
        this.request = request;
        this.whenOver = whenOver;
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        this.path = decodedPath(uri);
        for (String pair : uri.rawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                query.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
    }

    /** In a path, unlike in a query, a plus is a plus. */
    private static String decodedPath(QueryStringDecoder uri) {
        try {
            return uri.path();
        } catch (IllegalArgumentException meansNothing) {
            return uri.rawPath();
        }
    }

    /** An escape that means nothing leaves the text as it is: Node, on which the reference server runs, goes on too. */
    private static String decoded(String text) {
        try {
            return QueryStringDecoder.decodeComponent(text, UTF_8);
        } catch (IllegalArgumentException meansNothing) {
            return text;
        }
    }

    Channel channel() {
        return channel;
    }

    HttpRequest request() {
        return request;
    }

    HttpMethod method() {
        return request.method();
    }

    String path() {
        return path;
    }

    Map<String, String> query() {
        return query;
    }

    /** Returns what the application may know of this request. */
    HandshakeRequest toHandshakeRequest(TransportType transport) {
        InetSocketAddress client = (InetSocketAddress) channel.remoteAddress();
        return new HandshakeRequest(transport, path, query, headers(), client);
    }

    /** Returns what the journal keeps of this request. */
    RecordedRequest toRecordedRequest() {
        return new RecordedRequest(
                request.method().name(),
                path,
                query,
                headers(),
                beginning(body),
                body.length,
                status,
                beginning(answer),
                answer.length);
    }

    private static String beginning(byte[] body) {
        return new String(body, 0, Math.min(body.length, RecordedRequest.MAX_BODY), UTF_8);
    }

    /** The journal keeps the bodies of the request and of the answer. */
    void keepBodies() {
        keepsBodies = true;
    }

    /** Sets the body of an Engine.IO request, if the journal keeps it. */
    void broughtPackets(byte[] newBody) {
        if (keepsBodies) {
            body = newBody;
        }
    }

    /** A route answers the request. */
    void forRoute() {
        forRoute = true;
    }

    boolean isForRoute() {
        return forRoute;
    }

    /** Sets the body of a request to a route, which is complete with it. */
    void brought(byte[] newBody) {
        complete = true;
        body = newBody;
    }

    RouteRequest toRouteRequest() {
        return new RouteRequest(request.method().name(), path, query, headers(), new String(body, UTF_8));
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : request.headers().names()) {
            headers.put(name.toLowerCase(Locale.ROOT), request.headers().getAll(name));
        }
        return headers;
    }

    /** Says which connection this belongs to, by its number. */
    void belongsTo(int number) {
        connection = number;
    }

    /** Returns the number of its connection; 0 when it has none. */
    int connection() {
        return connection;
    }

    /** Says that the answer opens a session, and which. */
    void opens(String sid) {
        opened = Optional.of(sid);
    }

    /** Compresses the answer, whether the client accepts that or not. */
    void compress() {
        compressed = true;
    }

    /** Returns the headers of the answer to a WebSocket's handshake, beside those of its protocol. */
    HttpHeaders handshakeHeaders() {
        HttpHeaders headers = new DefaultHttpHeaders();
        style.apply(request.headers(), headers);
        return headers;
    }

    /** Returns a query parameter; the empty string when there is none. */
    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean hasSid() {
        return !parameter("sid").isEmpty();
    }

    boolean isVersion4() {
        return parameter("EIO").equals("4");
    }

    boolean isOctetStream() {
        return request.headers()
                .contains(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_OCTET_STREAM, true);
    }

    boolean isUpgrade() {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
    }

    boolean isAnswered() {
        return answered;
    }

    /** @param compressible whether the body may be compressed if the client accepts that */
    void answer(byte[] body, boolean compressible) {
        boolean worthIt = compressible
                && style.compression()
                && body.length >= COMPRESSION_THRESHOLD
                && Gzip.isAccepted(request.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING));
        compressed |= worthIt;
        answer(HttpResponseStatus.OK, TEXT, body);
    }

    /** Answers, unless the connection is lost before it is time. */
    void answer(HttpReply reply) {
        if (reply.delay().isZero()) {
            answerNow(reply);
        } else {
            var unused = channel.eventLoop()
                    .schedule(() -> answerNow(reply), Times.nanos(reply.delay()), TimeUnit.NANOSECONDS);
        }
    }

    private void answerNow(HttpReply reply) {
        if (!answered) {
            FullHttpResponse response = withBody(HttpResponseStatus.valueOf(reply.status()), reply.bytes());
            reply.headers().forEach((name, value) -> response.headers().set(name, value));
            write(response);
        }
    }

    /** Answers without a body. */
    void answer(HttpResponseStatus status) {
        answer(status, TEXT, new byte[0]);
    }

    /** Refuses as the reference server does: a request with JSON, a WebSocket with text. */
    void refuse(RequestError error) {
        if (isUpgrade()) {
            answer(HttpResponseStatus.BAD_REQUEST, HTML, error.message().getBytes(UTF_8));
        } else {
            answer(HttpResponseStatus.BAD_REQUEST, JSON, error.json());
        }
    }

    /** Answers a browser that asks before it sends a request from another site. */
    void answerPreflight() {
        FullHttpResponse response = response(HttpResponseStatus.NO_CONTENT, new byte[0]);
        List<String> wanted = request.headers().getAll(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        response.headers()
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET,POST,OPTIONS")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, wanted.isEmpty() ? "*" : String.join(",", wanted));
        write(response);
    }

    private void answer(HttpResponseStatus status, String type, byte[] plain) {
        FullHttpResponse response = withBody(status, plain);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        opened.ifPresent(sid -> style.setCookie(sid, response.headers()));
        write(response);
    }

    private FullHttpResponse withBody(HttpResponseStatus status, byte[] plain) {
        answer = keepsBodies ? plain : answer;
        boolean gzip = compressed && plain.length > 0;
        byte[] sent = gzip ? Gzip.compress(plain) : plain;
        FullHttpResponse response = response(status, sent);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, sent.length);
        if (gzip) {
            response.headers().set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        if (isUpgrade()) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return response;
    }

    private FullHttpResponse response(HttpResponseStatus status, byte[] body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        style.apply(request.headers(), response.headers());
        return response;
    }

    private void write(FullHttpResponse response) {
        answered(response.status().code()); // who sees the answer finds it in the journal
        ChannelFuture written = channel.writeAndFlush(response);
        if (style.closing()) {
            var unused = written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Sets a callback for the loss of the connection before the answer was given. */
    void whenLost(Runnable action) {
        whenLost = action;
    }

    void lost() {
        if (!answered) {
            answered = true;
            whenLost.run();
            unanswered();
        }
    }

    /** Says that nothing is answered: a test may wait for a request to a route all the same. */
    void unanswered() {
        if (complete) {
            end();
        }
    }

    private void end() {
        if (!over) {
            over = true;
            whenOver.accept(this);
        }
    }

    /** Says that the answer is given by the WebSocket handshake. */
    void answered(HttpResponseStatus byHandshake) {
        answered(byHandshake.code());
    }

    private void answered(int newStatus) {
        answered = true;
        status = newStatus;
        end();
    }
}
