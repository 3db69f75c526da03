package io.curlew.testserver.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which client of a namespace is in which rooms. A room is there while somebody is in it. */
public final class Rooms {
    private final Map<String, Set<String>> roomsOf = new LinkedHashMap<>();
    private final Map<String, Set<String>> clientsIn = new LinkedHashMap<>();

    /** The client is in the room from now on. */
    public void join(String sid, String room) {
        roomsOf.computeIfAbsent(sid, absent -> new LinkedHashSet<>()).add(room);
        clientsIn.computeIfAbsent(room, absent -> new LinkedHashSet<>()).add(sid);
    }

    /**
     * The client is not in the room any more. One that has left its last room, its own included, still gets what is
     * sent to everybody, as in the reference server.
     */
    public void leave(String sid, String room) {
        Set<String> left = roomsOf.get(sid);
        if (left != null) {
            left.remove(room);
        }
        clientsIn.computeIfPresent(room, (name, clients) -> without(clients, sid));
    }

    /** The client has gone: it is in no room any more, and gets nothing. */
    public void leaveAll(String sid) {
        of(sid).forEach(room -> leave(sid, room));
        roomsOf.remove(sid);
    }

    /** Returns the rooms that the client is in, in the order in which it joined them. */
    public Set<String> of(String sid) {
        return new LinkedHashSet<>(roomsOf.getOrDefault(sid, Set.of()));
    }

    /** Returns the clients that belong to the audience, each once. */
    public List<String> clients(Audience audience) {
        Set<String> candidates = new LinkedHashSet<>();
        if (audience.rooms().isEmpty()) {
            candidates.addAll(roomsOf.keySet());
        }
        audience.rooms().forEach(room -> candidates.addAll(clientsIn.getOrDefault(room, Set.of())));
        audience.except().forEach(room -> candidates.removeAll(clientsIn.getOrDefault(room, Set.of())));
        return new ArrayList<>(candidates);
    }

    /** Returns null, which removes the entry, when nothing is left. */
    @SuppressWarnings("NullAway") // what Map.computeIfPresent wants
    private static Set<String> without(Set<String> set, String value) {
        set.remove(value);
        return set.isEmpty() ? null : set;
    }
}
