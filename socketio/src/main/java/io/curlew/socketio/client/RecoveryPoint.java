package io.curlew.socketio.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.session.ClientSession;
import java.net.URLDecoder;
import java.net.URLEncoder;

/**
 * A point from which a namespace can continue after a restart of the program: {@link Socket#recoveryPoint} returns it
 * and {@link Socket#resumeFrom} accepts it. Whoever knows it can take over the session, so it is a secret and never
 * printed.
 */
public final class RecoveryPoint {
    private final String pid;
    private final String offset;

    RecoveryPoint(String pid, String offset) {
        this.pid = pid;
        this.offset = offset;
    }

    /**
     * Reads the text that {@link #text} returned.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static RecoveryPoint parse(String text) {
        String[] parts = text.split("&", -1);
        if (parts.length != 2 || parts[0].isEmpty()) {
            throw new IllegalArgumentException("This is not the text of a recovery point");
        }
        return new RecoveryPoint(checked(parts[0]), checked(parts[1]));
    }

    private static String checked(String part) {
        String decoded = URLDecoder.decode(part, UTF_8);
        if (decoded.getBytes(UTF_8).length > ClientSession.MAX_RECOVERY_BYTES) {
            throw new IllegalArgumentException(
                    "This is not the text of a recovery point: neither of its parts has more than "
                            + ClientSession.MAX_RECOVERY_BYTES + " bytes");
        }
        return decoded;
    }

    /** Returns the point as text without spaces and line breaks, to be saved as a secret. */
    public String text() {
        return URLEncoder.encode(pid, UTF_8) + "&" + URLEncoder.encode(offset, UTF_8);
    }

    /** Returns whether both are points of the same session, which may have received events between them. */
    public boolean isOfSameSession(RecoveryPoint other) {
        return pid.equals(other.pid);
    }

    String pid() {
        return pid;
    }

    String offset() {
        return offset;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecoveryPoint point && pid.equals(point.pid) && offset.equals(point.offset);
    }

    @Override
    public int hashCode() {
        return 31 * pid.hashCode() + offset.hashCode();
    }

    @Override
    public String toString() {
        return "RecoveryPoint";
    }
}
