package io.curlew.testserver;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import java.util.Set;

/**
 * Which other sites' pages may read answers.
 *
 * @param origins those sites; all when it is empty
 * @param credentials whether they may send cookies
 */
record Cors(Optional<Set<String>> origins, boolean credentials) {
    /** Every page may, without cookies. */
    static final Cors EVERYBODY = new Cors(Optional.empty(), false);

    /** No page may, as if CORS were not configured. */
    static final Cors NONE = new Cors(Optional.of(Set.of()), false);

    void apply(HttpHeaders request, HttpHeaders response) {
        if (origins.isEmpty()) {
            response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            return;
        }
        if (equals(NONE)) {
            return;
        }
        response.set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        String origin = request.get(HttpHeaderNames.ORIGIN, "");
        if (origins.get().contains(origin)) {
            response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
        if (credentials) {
            response.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
    }
}
