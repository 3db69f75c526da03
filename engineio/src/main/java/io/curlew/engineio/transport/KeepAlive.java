package io.curlew.engineio.transport;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a connection may be used again after an answer. */
final class KeepAlive {
    /** Node's default, for servers that keep theirs to themselves: a lost request ends the session, a dial is cheap. */
    private static final Duration UNSAID = Duration.ofSeconds(5);
    /** The request must reach the server before the server's clock, which started earlier, runs out. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Pattern TIMEOUT =
            Pattern.compile("(?:^|[,;\\s])timeout\\s*=\\s*\"?([0-9]{1,9})", Pattern.CASE_INSENSITIVE);

    private KeepAlive() {}

    /** Returns how long; zero or less when the connection is used up. */
    static Duration of(HttpAnswer answer) {
        if (!answer.keepsAlive()) {
            return Duration.ZERO;
        }
        Matcher said = TIMEOUT.matcher(answer.headers().get("Keep-Alive", ""));
        Duration whole = said.find() ? Duration.ofSeconds(Long.parseLong(said.group(1))) : UNSAID;
        return whole.minus(MARGIN);
    }
}
