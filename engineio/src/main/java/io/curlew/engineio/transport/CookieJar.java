package io.curlew.engineio.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * The cookies that one endpoint has set (RFC 6265, section 5.3), for that endpoint alone: there are no redirects, so no
 * other host ever sees one, and a cookie that this endpoint could not be sent is not kept. Lives on the loop of its
 * socket's transports.
 */
final class CookieJar extends Cookies {
    /** What a browser keeps for a host, at the least (RFC 6265, section 6.1). */
    static final int MAX_COOKIES = 50;

    private final Target target;
    private final InstantSource clock;
    /** Oldest first; a cookie that changes its value keeps its place. */
    private Map<Key, SetCookie> cookies = Map.of();

    /** What distinguishes one cookie from another. */
    private record Key(String name, String path) {}

    CookieJar(Target target, InstantSource clock) {
        this.target = target;
        this.clock = clock;
    }

    @Override
    Runnable find(HttpHeaders request, Executor loop, Executor offLoop, Found found) {
        found.found(header());
        return NOTHING;
    }

    private String header() {
        if (cookies.isEmpty()) {
            return ""; // as it mostly is, at the start above all
        }
        Instant now = clock.instant();
        cookies.values().removeIf(cookie -> cookie.isExpired(now));
        return cookies.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getKey().path().length()))
                .map(Map.Entry::getValue)
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
    }

    @Override
    void store(HttpHeaders answer, Executor offLoop) {
        Instant now = clock.instant();
        for (String header : answer.getAll(HttpHeaderNames.SET_COOKIE)) {
            SetCookie.parse(header, now).ifPresent(cookie -> put(cookie, now));
        }
    }

    private void put(SetCookie cookie, Instant now) {
        String path = cookie.path().isEmpty() ? defaultPath(target.path()) : cookie.path();
        if (!isOfThisHost(cookie.domain()) || !covers(path, target.path()) || (cookie.secure() && !target.secure())) {
            return;
        }
        if (cookies.isEmpty()) {
            cookies = new LinkedHashMap<>();
        }
        Key key = new Key(cookie.name(), path);
        if (cookie.isExpired(now)) {
            cookies.remove(key);
        } else {
            cookies.put(key, cookie);
            makeRoom(now);
        }
    }

    private void makeRoom(Instant now) {
        if (cookies.size() > MAX_COOKIES) {
            cookies.values().removeIf(cookie -> cookie.isExpired(now));
        }
        Iterator<SetCookie> oldest = cookies.values().iterator();
        while (cookies.size() > MAX_COOKIES) {
            oldest.next();
            oldest.remove();
        }
    }

    /**
     * Section 5.1.3. A host may name itself or what is above it; the cookie comes back to this host only, either way.
     */
    private boolean isOfThisHost(String domain) {
        String host = target.host().toLowerCase(Locale.ROOT);
        return domain.isEmpty() || host.equals(domain) || (host.endsWith("." + domain) && !isAddress(host));
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /** Section 5.1.4: the request's directory. */
    private static String defaultPath(String requested) {
        int lastSlash = requested.lastIndexOf('/');
        return lastSlash <= 0 ? "/" : requested.substring(0, lastSlash);
    }

    /** Section 5.1.4: whether a request for that path carries the cookie. */
    private static boolean covers(String path, String requested) {
        return requested.startsWith(path)
                && (path.length() == requested.length()
                        || path.endsWith("/")
                        || requested.charAt(path.length()) == '/');
    }
}
