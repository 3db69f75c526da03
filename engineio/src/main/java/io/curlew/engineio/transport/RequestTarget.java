package io.curlew.engineio.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.engineio.protocol.TransportType;
import java.util.Map;
import java.util.Optional;

/** The path and query of a request, as they stand in its first line. */
final class RequestTarget {
    /** RFC 3986, section 2.3: what never needs encoding. */
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private final StringBuilder text;
    private char separator = '?';

    private RequestTarget(String path) {
        text = new StringBuilder(path);
    }

    /** A request's target with the user's parameters first and the protocol's own behind them. */
    static RequestTarget of(String path, Map<String, String> query, TransportType transport, Optional<String> sid) {
        RequestTarget target = new RequestTarget(path);
        query.forEach(target::add);
        target.add("EIO", "4").add("transport", transport.wireName());
        sid.ifPresent(id -> target.add("sid", id));
        return target;
    }

    RequestTarget add(String key, String value) {
        text.append(separator);
        encode(key);
        text.append('=');
        encode(value);
        separator = '&';
        return this;
    }

    private void encode(String part) {
        for (byte b : part.getBytes(UTF_8)) {
            char c = (char) (b & 0xFF);
            if (UNRESERVED.indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append('%').append(hex(c >> 4)).append(hex(c & 0xF));
            }
        }
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
