package io.curlew.socketio.session;

import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What lets a server send the events that a lost connection missed: the private id it gave, and the offset that its
 * last event carried. Both outlive the connection, and a recovery that fails.
 */
final class Recovery {
    private Optional<String> pid = Optional.empty();
    private Optional<String> offset = Optional.empty();

    /** Returns what to put into a CONNECT packet. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        pid.ifPresent(id -> {
            fields.put("pid", id);
            offset.ifPresent(at -> fields.put("offset", at));
        });
        return fields;
    }

    /** Goes on where an earlier session was. */
    void resume(String earlierPid, String earlierOffset) {
        pid = Optional.of(earlierPid);
        offset = Optional.of(earlierOffset);
    }

    /** Takes the private id of the server's answer; returns whether it is the one known before. */
    boolean joined(Optional<String> newPid) {
        boolean recovered = newPid.isPresent() && newPid.equals(pid);
        pid = newPid;
        return recovered;
    }

    /**
     * Takes the offset of an event that is handed on: its last argument when that is a string and nobody asks for an
     * answer. The server adds offsets to no other events.
     */
    Optional<String> received(SocketPacket.Event event) {
        if (pid.isEmpty() || event.ackId().isPresent()) {
            return Optional.empty();
        }
        Optional<String> carried = lastString(event.args());
        if (carried.isPresent()) {
            offset = carried;
        }
        return carried;
    }

    private static Optional<String> lastString(Args args) {
        int last = args.size() - 1;
        if (last < 0 || args.isBinary(last)) {
            return Optional.empty();
        }
        return Json.of(args.json(last)).asString();
    }
}
