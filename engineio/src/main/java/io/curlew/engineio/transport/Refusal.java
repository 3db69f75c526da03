package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.ServerError;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns an unexpected answer into a failure. */
final class Refusal {
    private static final int MAX_EXCERPT = 1024;
    private static final int BAD_REQUEST = 3;
    /** What the reference server's numbers stand for. To a WebSocket's handshake it says these words instead. */
    private static final List<String> ERRORS = List.of(
            "Transport unknown",
            "Session ID unknown",
            "Bad handshake method",
            "Bad request",
            "Forbidden",
            "Unsupported protocol version");

    /** What a status says of the request. */
    private static final Map<Integer, String> SAYING = Map.of(
            408, ": the request did not arrive in time; the network may be too slow for its body",
            413, ": the body is larger than it takes");

    /** Scheme and host of a Location: what is behind them may hold secrets. */
    private static final Pattern ORIGIN =
            Pattern.compile("(?i)(https?://)(?:[^/?#@]*@)?([A-Za-z0-9.\\-_\\[\\]:]{1,255})(?:[/?#].*)?");

    /** There a payload's packets had their length in front. */
    private static final Pattern EIO3_HANDSHAKE = Pattern.compile("[0-9]{1,5}:0\\{");

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("\\s*([A-Za-z0-9.+-]{1,64}/[A-Za-z0-9.+-]{1,64})\\s*(?:;.*)?");

    /** What to look for when a WebSocket's handshake is taken for an ordinary request. */
    static final String NO_UPGRADE = "something between may have removed the Upgrade header";

    private Refusal() {}

    /** For an answer with another status than the one that means success. */
    static TransportException ofStatus(TransportType transport, Phase phase, HttpAnswer answer) {
        Optional<ServerError> error = ServerError.parse(answer.body());
        String what = "the server answered " + answer.status() + redirect(answer) + reason(transport, answer, error);
        TransportException.Builder failure = describe(TransportException.error(transport, phase, what), answer);
        error.ifPresent(failure::serverError);
        Optional.ofNullable(answer.headers().get(HttpHeaderNames.RETRY_AFTER))
                .flatMap(header -> RetryAfter.parse(header, Instant.now()))
                .ifPresent(failure::retryAfter);
        return failure.build();
    }

    private static String reason(TransportType transport, HttpAnswer answer, Optional<ServerError> error) {
        int inWords = ERRORS.indexOf(excerpt(answer.body()).trim());
        int code = error.map(ServerError::code).orElse(inWords);
        return switch (code) {
            case 0 -> ": it does not know this transport";
            case 1 -> ": it does not know the session; behind a load balancer, sessions must be sticky";
            case 4 -> ": it forbids the connection";
            case 5 -> ": it speaks another version of Engine.IO";
            default ->
                transport == TransportType.WEBSOCKET && seesNoUpgrade(answer, code, inWords)
                        ? ": " + NO_UPGRADE
                        : SAYING.getOrDefault(answer.status(), "");
        };
    }

    /** The reference server calls a request bad in JSON, not in words, when it is an ordinary one for the WebSocket. */
    private static boolean seesNoUpgrade(HttpAnswer answer, int code, int inWords) {
        boolean possible = answer.status() / 100 == 2
                || answer.status() == HttpResponseStatus.BAD_REQUEST.code()
                || answer.status() == HttpResponseStatus.UPGRADE_REQUIRED.code();
        return possible && inWords < 0 && (code < 0 || code == BAD_REQUEST);
    }

    /** For a body that does not hold what it should: very often some other program's page. */
    static TransportException ofBody(TransportType transport, Phase phase, HttpAnswer answer, Exception cause) {
        boolean old = EIO3_HANDSHAKE.matcher(excerpt(answer.body())).lookingAt();
        String what = old
                ? "the server speaks Engine.IO 3, as Socket.IO 2 does; this client speaks Engine.IO 4"
                : "the server's answer" + mediaType(answer) + " is not an Engine.IO payload: " + cause.getMessage();
        TransportException.Builder failure = describe(TransportException.error(transport, phase, what), answer);
        return (old ? failure.otherVersion() : failure).cause(cause).build();
    }

    private static TransportException.Builder describe(TransportException.Builder failure, HttpAnswer answer) {
        return failure.httpStatus(answer.status()).bodyExcerpt(excerpt(answer.body()));
    }

    private static String redirect(HttpAnswer answer) {
        String location = answer.headers().get(HttpHeaderNames.LOCATION);
        if (location == null || answer.status() / 100 != 3) {
            return "";
        }
        Matcher origin = ORIGIN.matcher(location);
        return ", a redirect " + (origin.matches() ? "to " + origin.group(1) + origin.group(2) + " " : "")
                + "that is not followed";
    }

    private static String mediaType(HttpAnswer answer) {
        Matcher type = MEDIA_TYPE.matcher(answer.headers().get(HttpHeaderNames.CONTENT_TYPE, ""));
        return type.matches() ? " (" + type.group(1) + ")" : "";
    }

    private static String excerpt(byte[] body) {
        int length = Math.min(body.length, MAX_EXCERPT);
        // Not in the middle of a character: back to the start of the last one.
        while (length > 0 && length < body.length && (body[length] & 0xC0) == 0x80) {
            length--;
        }
        return new String(body, 0, length, UTF_8);
    }
}
