package io.curlew.engineio.transport;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which servers close connections that they said they would keep, as some do right after each answer. The sockets of
 * one builder share what they find out. Safe for use by many threads.
 */
public final class KeepAliveMemory {
    /** More servers than one client has to choose from. Forgetting one costs one GET that is sent again. */
    private static final int MAX_ORIGINS = 16;

    private Set<Origin> closing = Set.of();

    /** Cookies, paths and queries make no difference to a connection. */
    private record Origin(boolean secure, String host, int port) {
        static Origin of(Target target) {
            return new Origin(target.secure(), target.host(), target.port());
        }
    }

    synchronized boolean keepsConnections(Target target) {
        return closing.isEmpty() || !closing.contains(Origin.of(target));
    }

    synchronized void closesConnections(Target target) {
        if (closing.isEmpty()) {
            closing = new LinkedHashSet<>();
        }
        if (closing.add(Origin.of(target)) && closing.size() > MAX_ORIGINS) {
            closing.remove(closing.iterator().next());
        }
    }

    /** What was found out was wrong. */
    synchronized void keepsConnectionsAfterAll(Target target) {
        if (!closing.isEmpty()) {
            closing.remove(Origin.of(target));
        }
    }
}
