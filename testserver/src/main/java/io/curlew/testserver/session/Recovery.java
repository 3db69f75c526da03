package io.curlew.testserver.session;

import io.curlew.socketio.protocol.EncodedPacket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the clients of one namespace that lost their connection need to go on where they were: who they were, and what
 * was sent since.
 *
 * <p>It behaves as the reference server's does. A session is kept for a time after its client has left, and may be
 * recovered more than once in that time. A packet is kept for at least that time, and is forgotten at the next full
 * minute of the namespace after it. A client whose last packet is forgotten begins anew, as does one whose session is.
 *
 * <p>Unlike the reference server's, it is bounded: what finds no room puts out what is oldest.
 */
public final class Recovery {
    /** How many sessions, and how many packets, are kept at most: what a Curlew client buffers by default. */
    public static final int MAX_KEPT = 10_000;
    /** How many bytes of packets are kept at most, but always the newest packet: likewise. */
    public static final long MAX_BYTES = 16L * 1024 * 1024;

    private static final long CLEANING = Duration.ofMinutes(1).toNanos();

    private final long duration;
    private final long start;
    private final Map<String, Kept> sessions = new LinkedHashMap<>();
    private final Deque<Sent> packets = new ArrayDeque<>();
    private long bytes;
    private long cleanings;

    /**
     * A client, as it is told apart from others.
     *
     * @param pid its private id, by which it proves who it was; a credential
     * @param sid the id of its socket
     * @param rooms the rooms that it was in
     * @param data what the application keeps about it
     */
    public record Session(String pid, String sid, Set<String> rooms, Map<String, Object> data) {
        public Session {
            rooms = Collections.unmodifiableSet(new LinkedHashSet<>(rooms)); // in their order
        }

        /** Without the private id, and what the application keeps. */
        @Override
        public String toString() {
            return "Session[" + sid + "]";
        }
    }

    /**
     * A client that has come back.
     *
     * @param session who it was
     * @param missed what it has not seen, in order
     */
    public record Restored(Session session, List<EncodedPacket> missed) {}

    private record Kept(Session session, long leftAt) {}

    private record Sent(String offset, Audience audience, EncodedPacket packet, long sentAt) {}

    /**
     * Keeps what comes.
     *
     * @param duration how long a client may be away
     * @param now the time
     */
    public Recovery(Duration duration, long now) {
        this.duration = duration.toNanos();
        this.start = now;
    }

    /** A client has left that may come back. */
    public void left(Session session, long now) {
        cleanUp(now);
        sessions.remove(session.pid());
        sessions.put(session.pid(), new Kept(session, now));
        if (sessions.size() > MAX_KEPT) {
            forgetFirst(sessions.values().iterator());
        }
    }

    /** An event goes out, which ends with the offset. */
    public void sent(String offset, Audience audience, EncodedPacket packet, long now) {
        cleanUp(now);
        packets.add(new Sent(offset, audience, packet, now));
        bytes += packet.size();
        while (packets.size() > MAX_KEPT || (bytes > MAX_BYTES && packets.size() > 1)) {
            forgetOldest();
        }
    }

    /** Returns the session of the client with that private id, which has received everything up to that offset. */
    public Optional<Restored> restore(String pid, String offset, long now) {
        cleanUp(now);
        Kept kept = sessions.get(pid);
        if (kept == null) {
            return Optional.empty();
        }
        if (now - kept.leftAt() > duration) {
            sessions.remove(pid);
            return Optional.empty();
        }
        return missed(kept.session(), offset).map(missed -> new Restored(kept.session(), missed));
    }

    /** Returns what was sent after that; empty when it is not known what was. */
    private Optional<List<EncodedPacket>> missed(Session session, String offset) {
        boolean found = false;
        List<EncodedPacket> missed = new ArrayList<>();
        for (Sent sent : packets) {
            if (found && sent.audience().includes(session.rooms())) {
                missed.add(sent.packet());
            }
            found = found || sent.offset().equals(offset);
        }
        return found ? Optional.of(missed) : Optional.empty();
    }

    /** Does what a timer that rings every minute would have done by now. */
    private void cleanUp(long now) {
        long due = (now - start) / CLEANING;
        if (due > cleanings) {
            cleanings = due;
            long threshold = start + due * CLEANING - duration;
            sessions.values().removeIf(kept -> kept.leftAt() < threshold);
            while (!packets.isEmpty() && packets.peek().sentAt() < threshold) {
                forgetOldest();
            }
        }
    }

    /** Forgets everything, as a server does that ends. */
    public void forgetAll() {
        sessions.clear();
        packets.clear();
        bytes = 0;
    }

    private void forgetOldest() {
        bytes -= packets.remove().packet().size();
    }

    private static void forgetFirst(Iterator<Kept> oldestFirst) {
        oldestFirst.next();
        oldestFirst.remove();
    }
}
