package io.curlew.testserver.session;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which clients of a namespace get an event: those in at least one of the rooms, or all when none is named, without
 * those in a room that is excepted. Each client is in a room of its own, which has its id for a name.
 *
 * @param rooms whose clients get it; when empty, all do
 * @param except whose clients don't get it
 */
public record Audience(Set<String> rooms, Set<String> except) {
    /** Everybody in the namespace. */
    public static final Audience EVERYBODY = new Audience(Set.of(), Set.of());

    public Audience {
        rooms = Collections.unmodifiableSet(
                new LinkedHashSet<>(rooms)); // in their order, so that it is the same each time
        except = Collections.unmodifiableSet(new LinkedHashSet<>(except));
    }

    /** Returns this audience with those in the room too; the first room makes it those in the room only. */
    public Audience to(String room) {
        return new Audience(with(rooms, room), except);
    }

    /** Returns this audience without those in the room. */
    public Audience except(String room) {
        return new Audience(rooms, with(except, room));
    }

    /** Returns whether a client in these rooms belongs to it. */
    public boolean includes(Collection<String> ofClient) {
        boolean included = rooms.isEmpty() || ofClient.stream().anyMatch(rooms::contains);
        return included && ofClient.stream().noneMatch(except::contains);
    }

    private static Set<String> with(Set<String> some, String another) {
        Set<String> all = new LinkedHashSet<>(some);
        all.add(another);
        return all;
    }
}
