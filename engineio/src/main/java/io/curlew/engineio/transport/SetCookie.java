package io.curlew.engineio.transport;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one Set-Cookie header says (RFC 6265, section 5.2). Not Netty's decoder: that one logs values that it does not
 * like.
 *
 * @param domain in lower case and without a leading dot; empty when not said
 * @param path empty when not said, or not absolute
 * @param expires when the cookie ends; the end of time when not said
 */
record SetCookie(String name, String value, String domain, String path, boolean secure, Instant expires) {
    /** Of name and value together: what browsers take (RFC 6265, section 6.1). */
    static final int MAX_SIZE = 4096;
    /** What browsers take (RFC 6265bis, section 5.6). */
    private static final int MAX_ATTRIBUTE = 1024;

    private static final Pattern SECONDS = Pattern.compile("-?[0-9]+");
    /** More digits than this are more than 300 years. */
    private static final int MAX_DIGITS = 10;

    /** Reads the header's value. Empty when it holds no cookie, or one that is too large or can't be sent back. */
    static Optional<SetCookie> parse(String header, Instant now) {
        String[] parts = header.split(";", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 0 || !parts[0].chars().allMatch(SetCookie::canBeSentBack)) {
            return Optional.empty();
        }
        String name = parts[0].substring(0, equals).trim();
        String value = parts[0].substring(equals + 1).trim();
        if (name.isEmpty() || name.length() + value.length() > MAX_SIZE) {
            return Optional.empty();
        }
        Attributes attributes = new Attributes(now);
        for (int i = 1; i < parts.length; i++) {
            attributes.read(parts[i]);
        }
        return Optional.of(attributes.of(name, value));
    }

    /** No control characters; Netty hands bytes beyond ASCII over as Latin-1 and sends them back unchanged. */
    static boolean canBeSentBack(int c) {
        return c == '\t' || (c >= 0x20 && c != 0x7F && c <= 0xFF);
    }

    boolean isExpired(Instant now) {
        return !expires.isAfter(now);
    }

    /** A cookie is a secret. */
    @Override
    public String toString() {
        return "SetCookie";
    }

    /** Of several attributes of one name the last counts; those that make no sense don't. */
    private static final class Attributes {
        private final Instant now;
        private String domain = "";
        private String path = "";
        private boolean secure;
        private Optional<Instant> expires = Optional.empty();
        private Optional<Instant> ofMaxAge = Optional.empty();

        Attributes(Instant now) {
            this.now = now;
        }

        void read(String attribute) {
            int equals = attribute.indexOf('=');
            String name = equals < 0 ? attribute : attribute.substring(0, equals);
            String value = equals < 0 ? "" : attribute.substring(equals + 1).trim();
            if (value.length() <= MAX_ATTRIBUTE) {
                take(name.trim().toLowerCase(Locale.ROOT), value);
            }
        }

        private void take(String name, String value) {
            switch (name) {
                case "domain" -> domain = domain(value);
                case "path" -> path = value.startsWith("/") ? value : "";
                case "secure" -> secure = true;
                case "expires" -> expires = HttpDate.parse(value).or(() -> expires);
                case "max-age" -> ofMaxAge = age(value).or(() -> ofMaxAge);
                default -> {
                    // HttpOnly and SameSite are about scripts and pages, which there are none of.
                }
            }
        }

        private static String domain(String value) {
            return (value.startsWith(".") ? value.substring(1) : value).toLowerCase(Locale.ROOT);
        }

        private Optional<Instant> age(String value) {
            if (!SECONDS.matcher(value).matches()) {
                return Optional.empty();
            }
            if (value.startsWith("-")) {
                return Optional.of(Instant.MIN);
            }
            return Optional.of(value.length() > MAX_DIGITS ? Instant.MAX : now.plusSeconds(Long.parseLong(value)));
        }

        SetCookie of(String name, String value) {
            Instant end = ofMaxAge.or(() -> expires).orElse(Instant.MAX);
            return new SetCookie(name, value, domain, path, secure, end);
        }
    }
}
