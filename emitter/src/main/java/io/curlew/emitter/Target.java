package io.curlew.emitter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom something is for, in the order in which the application named it.
 *
 * @param rooms empty for all clients
 * @param flags as the servers know them
 */
record Target(String namespace, Set<String> rooms, Set<String> except, Map<String, Object> flags) {

    static Target everybody(String namespace) {
        return new Target(namespace, Set.of(), Set.of(), Map.of());
    }

    Target to(Collection<String> more) {
        return new Target(namespace, union(rooms, more), except, flags);
    }

    Target except(Collection<String> more) {
        return new Target(namespace, rooms, union(except, more), flags);
    }

    Target with(String flag, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(flags);
        more.put(flag, value);
        return new Target(namespace, rooms, except, Collections.unmodifiableMap(more));
    }

    /** Leaves the flag out: servers ask whether a flag is there, and not only whether it is true. */
    Target without(String flag) {
        Map<String, Object> fewer = new LinkedHashMap<>(flags);
        fewer.remove(flag);
        return new Target(namespace, rooms, except, Collections.unmodifiableMap(fewer));
    }

    List<String> roomList() {
        return new ArrayList<>(rooms);
    }

    List<String> exceptList() {
        return new ArrayList<>(except);
    }

    private static Set<String> union(Set<String> some, Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(some);
        more.forEach(room -> {
            byte[] unused = Utf8.of("A room", room);
            all.add(room);
        });
        return Collections.unmodifiableSet(all);
    }
}
