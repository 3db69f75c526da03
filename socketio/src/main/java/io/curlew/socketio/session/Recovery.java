package io.curlew.socketio.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What lets a server send the events that a lost connection missed: the private id it gave, and the offset that its
 * last event carried. Both outlive the connection, and a recovery that fails.
 *
 * <p>Both come from a peer, and an offset may be what another user of the server wrote: the last argument of a volatile
 * broadcast looks the same. So neither is kept when it is too long to be one, and a CONNECT that was not taken with
 * them is followed by one without.
 */
final class Recovery {
    /**
     * The most bytes of JSON that {@link ClientSession#MAX_RECOVERY_BYTES} can stand for: each as an escape, in quotes.
     */
    private static final int MAX_JSON = "\\u0000".length() * ClientSession.MAX_RECOVERY_BYTES + 2;

    private Optional<String> pid = Optional.empty();
    private Optional<String> offset = Optional.empty();
    private boolean withheld;

    /** Returns what to put into a CONNECT packet. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        pid.filter(id -> !withheld).ifPresent(id -> {
            fields.put("pid", id);
            offset.ifPresent(at -> fields.put("offset", at));
        });
        return fields;
    }

    /**
     * The latest CONNECT got no answer: the next one does without the fields, or has them again if it was not for them.
     */
    void notTaken() {
        withheld = !withheld && pid.isPresent();
    }

    /** Goes on where an earlier session was. */
    void resume(String earlierPid, String earlierOffset) {
        pid = Optional.of(earlierPid);
        offset = Optional.of(earlierOffset);
        withheld = false;
    }

    /** Takes the private id of the server's answer; returns whether it is the one known before. */
    boolean joined(Optional<String> newPid) {
        boolean recovered = !withheld && newPid.isPresent() && newPid.equals(pid);
        pid = newPid;
        withheld = false;
        return recovered;
    }

    /** Returns whether a server can mean this as a private id, or as an offset. */
    static boolean isPlausible(String text) {
        return text.length() <= ClientSession.MAX_RECOVERY_BYTES
                && text.getBytes(UTF_8).length <= ClientSession.MAX_RECOVERY_BYTES;
    }

    /**
     * Takes the offset of an event that is handed on: its last argument when that is a string and nobody asks for an
     * answer. The server adds offsets to no other events.
     */
    Optional<String> received(SocketPacket.Event event) {
        if (pid.isEmpty() || event.ackId().isPresent()) {
            return Optional.empty();
        }
        Optional<String> carried = lastString(event.args()).filter(Recovery::isPlausible);
        if (carried.isPresent()) {
            offset = carried;
        }
        return carried;
    }

    private static Optional<String> lastString(Args args) {
        int last = args.size() - 1;
        if (last < 0 || args.isBinary(last) || args.jsonSize(last) > MAX_JSON) {
            return Optional.empty();
        }
        return Json.of(args.json(last)).asString();
    }
}
