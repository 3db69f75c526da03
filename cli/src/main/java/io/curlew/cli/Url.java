package io.curlew.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL with any host that a client takes. Java's {@code URI} knows no underscores in it, which the names of containers
 * are full of, and not every zone of an IPv6 address.
 *
 * @param uri the URL, with another host where Java does not know that one
 * @param host the host as it is written
 */
record Url(URI uri, String host) {
    private static final Pattern WITH_OTHER_HOST = Pattern.compile(
            "(?<before>[^/?#]*://(?:[^/?#]*@)?)(?:(?<name>[\\w.-]*_[\\w.-]*)|(?<address>\\[[^%/?#\\]]*)(?<zone>%[^/?#\\]]+)])"
                    + "(?<behind>(?::\\d*)?(?:[/?#].*)?)");

    /**
     * Takes a URL apart; {@code http} is the default scheme.
     *
     * @throws URISyntaxException when it is none, with a message that repeats it
     */
    static Url parse(String text) throws URISyntaxException {
        String url = text.contains("://") ? text : "http://" + text;
        Matcher other = WITH_OTHER_HOST.matcher(url);
        if (!other.matches()) {
            URI uri = new URI(url);
            return new Url(uri, uri.getHost() == null ? "" : uri.getHost());
        }
        boolean named = other.group("name") != null;
        String known = named ? "host" : other.group("address") + "]";
        String host = named ? other.group("name") : other.group("address") + other.group("zone") + "]";
        return new Url(new URI(other.group("before") + known + other.group("behind")), host);
    }

    /** Returns the scheme, the host and the port, if there is one, without what may be a credential. */
    String origin() {
        return uri.getScheme() + "://" + hostAndPort();
    }

    /** Returns the URL without its path. */
    String root() {
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return uri.getScheme() + "://" + user + hostAndPort() + "/" + query;
    }

    private String hostAndPort() {
        return host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** It may have credentials. */
    @Override
    public String toString() {
        return origin();
    }
}
