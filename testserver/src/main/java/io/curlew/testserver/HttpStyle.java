package io.curlew.testserver;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What all answers of a server to HTTP requests have in common.
 *
 * @param headers the headers that each of them has
 * @param cookie the name of the cookie that a handshake on polling sets
 * @param compression whether large answers are compressed for those who accept that
 * @param closing whether each connection is closed after its answer, without a word about that before
 */
record HttpStyle(
        Map<String, String> headers, Cors cors, Optional<String> cookie, boolean compression, boolean closing) {

    HttpStyle {
        headers = new LinkedHashMap<>(headers);
    }

    /** Adds what all answers have. */
    void apply(HttpHeaders request, HttpHeaders response) {
        cors.apply(request, response);
        headers.forEach(response::set);
    }

    /** Adds the cookie that stands for the session, as the reference server does by default. */
    void setCookie(String sid, HttpHeaders response) {
        cookie.ifPresent(name ->
                response.set(HttpHeaderNames.SET_COOKIE, name + "=" + sid + "; Path=/; HttpOnly; SameSite=Lax"));
    }
}
