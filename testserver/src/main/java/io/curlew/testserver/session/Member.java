package io.curlew.testserver.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client in one namespace.
 *
 * <pre>
 *   JOINING ──accept──▶ JOINED ──sent out by the server──▶ SENT_OUT
 * </pre>
 *
 * <p>After {@code SENT_OUT} what the client sent before it knew is ignored. In all other cases of leaving, nothing is
 * remembered.
 */
final class Member {
    enum State {
        JOINING,
        JOINED,
        SENT_OUT
    }

    private final String namespace;
    private final Map<Long, Long> deadlines = new LinkedHashMap<>();
    private long earliest = ServerSocketSession.NONE;
    private State state = State.JOINING;
    private String sid = "";

    Member(String namespace) {
        this.namespace = namespace;
    }

    String namespace() {
        return namespace;
    }

    String sid() {
        return sid;
    }

    boolean is(State asked) {
        return state == asked;
    }

    void join(String newSid) {
        state = State.JOINED;
        sid = newSid;
    }

    void sendOut() {
        state = State.SENT_OUT;
    }

    void expectAck(long ackId, long deadline) {
        deadlines.put(ackId, deadline);
        earliest = Math.min(earliest, deadline);
    }

    /** Returns whether that answer was expected; from now on it is not. */
    boolean takeAck(long ackId) {
        return deadlines.remove(ackId) != null;
    }

    /** Returns the answers that are late by now, which from now on are not expected. */
    List<Long> takeLateAcks(long now) {
        List<Long> late = new ArrayList<>();
        earliest = ServerSocketSession.NONE;
        deadlines.forEach((ackId, deadline) -> {
            if (now >= deadline) {
                late.add(ackId);
            } else {
                earliest = Math.min(earliest, deadline);
            }
        });
        late.forEach(deadlines::remove);
        return late;
    }

    /** Returns all answers that are expected, which from now on are not. */
    List<Long> takeAllAcks() {
        List<Long> all = List.copyOf(deadlines.keySet());
        deadlines.clear();
        earliest = ServerSocketSession.NONE;
        return all;
    }

    /** Returns when an answer may be late: not after that is so, perhaps before, since answers come in between. */
    long deadline() {
        return earliest;
    }
}
