package io.curlew.testserver;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The entries that a journal keeps, in order. Those for which a test may still wait are not forgotten for the sake of
 * others, such as requests and what was sent, but of these at least a quarter of all is kept, for the transcript.
 * Guarded by the journal's lock.
 */
final class KeptEntries {
    private static final int OTHERS_SHARE = 4;

    /** By their numbers, in the order in which they came. */
    private final TreeMap<Long, JournalEntry> awaited = new TreeMap<>();

    private final TreeMap<Long, JournalEntry> others = new TreeMap<>();
    private long lastNumber;

    void add(JournalEntry entry) {
        (entry.mayBeWaitedFor() ? awaited : others).put(++lastNumber, entry);
    }

    int size() {
        return awaited.size() + others.size();
    }

    List<JournalEntry> inOrder() {
        TreeMap<Long, JournalEntry> all = new TreeMap<>(others);
        all.putAll(awaited);
        return List.copyOf(all.values());
    }

    boolean isAwaited(Predicate<JournalEntry> which) {
        return awaited.values().stream().anyMatch(which);
    }

    /** Takes the first for which a test waits. */
    Optional<JournalEntry> take(Predicate<JournalEntry> which) {
        for (Iterator<Map.Entry<Long, JournalEntry>> all = awaited.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Long, JournalEntry> next = all.next();
            JournalEntry entry = next.getValue();
            if (which.test(entry)) {
                entry.take();
                others.put(next.getKey(), entry);
                all.remove();
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Removes the oldest that nobody can wait for, if there are enough of these; otherwise the oldest of the rest. */
    JournalEntry removeOldest() {
        boolean enough = others.size() > 1 && others.size() * OTHERS_SHARE > size();
        TreeMap<Long, JournalEntry> from = enough || awaited.isEmpty() ? others : awaited;
        return from.pollFirstEntry().getValue();
    }
}
