package io.curlew.engineio.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL whose IPv6 address may have had a zone, which has a meaning only on this machine (RFC 6874):
 * {@code [fe80::1%25eth0]}. Java's {@code URI} knows zones, but not those with a dash, and does not decode them.
 *
 * @param url the URL without the zone
 * @param zone the interface's name or number, decoded
 */
record ZonedUrl(String url, Optional<String> zone) {
    /** What comes before the address, with the address; the zone behind its first percent sign; the rest. */
    private static final Pattern WITH_ZONE =
            Pattern.compile("([^/?#\\[]*//[^/?#\\[]*\\[[0-9A-Fa-f:.]*)%([^\\]/?#]*)(\\].*)", Pattern.DOTALL);

    private static final String DELIMITER = "25";
    private static final Pattern PERCENT_ENCODED = Pattern.compile("[0-9A-Fa-f]{2}.*");
    private static final Pattern ZONE = Pattern.compile("(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+");
    /** No interface's name has a blank, a slash or anything that is not printed. */
    private static final Pattern NAME = Pattern.compile("[!-~&&[^/%\\[\\]]]+");

    /** @throws IllegalArgumentException when there is a zone that can't be meant */
    static ZonedUrl split(String url) {
        Matcher parts = WITH_ZONE.matcher(url);
        return parts.matches()
                ? new ZonedUrl(parts.group(1) + parts.group(3), Optional.of(zone(parts.group(2))))
                : new ZonedUrl(url, Optional.empty());
    }

    /**
     * A lone percent sign is taken as most programs write it, where it can't be meant otherwise (RFC 6874, section 3).
     */
    private static String zone(String behindPercent) {
        if (behindPercent.startsWith(DELIMITER)) {
            return decoded(behindPercent.substring(DELIMITER.length()));
        }
        if (PERCENT_ENCODED.matcher(behindPercent).matches()) {
            throw new IllegalArgumentException(
                    "The zone of an IPv6 address must have \"%25\" in front: what follows its \"%\" could be an encoded byte");
        }
        return decoded(behindPercent);
    }

    private static String decoded(String zone) {
        String name = ZONE.matcher(zone).matches() ? URLDecoder.decode(zone, UTF_8) : "";
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The zone of an IPv6 address is the name of a network interface, percent-encoded");
        }
        return name;
    }

    /** The URL may hold secrets. */
    @Override
    public String toString() {
        return "ZonedUrl";
    }
}
