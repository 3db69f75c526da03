package io.curlew.socketio.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a log may show of a server's URL. */
final class ServerName {
    /** Scheme, host and port, and what stands between them: user and password. */
    private static final Pattern SERVER = Pattern.compile("([^/?#]*//)(?:[^/?#]*@)?([^/?#]*).*", Pattern.DOTALL);

    private ServerName() {}

    /** Returns the URL without what may be secret: user and password, path and query. */
    static String of(String url) {
        Matcher parts = SERVER.matcher(url);
        return parts.matches() ? parts.group(1) + parts.group(2) : "a malformed URL";
    }
}
