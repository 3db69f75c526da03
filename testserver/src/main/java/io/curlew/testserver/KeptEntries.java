package io.curlew.testserver;

import io.curlew.testserver.JournalEntry.Kind;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The entries that a journal keeps, in order. The first to go are those for which no test can wait, such as what was
 * sent; but a quarter of the entries and of the bytes is left to them, for the transcript. The next are requests to
 * routes, for which hardly any test waits and which a program may repeat without end; they keep a quarter, too. Guarded
 * by the journal's lock.
 */
final class KeptEntries {
    private static final int SHARE = 4;

    private final Part awaited = new Part();
    private final Part routes = new Part();
    private final Part others = new Part();
    private long lastNumber;

    /** Some of the entries, by their numbers, in the order in which they came. */
    private static final class Part {
        private final TreeMap<Long, JournalEntry> entries = new TreeMap<>();
        /** What the entries keep in memory, each by itself. */
        private long bytes;

        void put(long number, JournalEntry entry) {
            entries.put(number, entry);
            bytes += entry.held();
        }

        JournalEntry removeOldest() {
            JournalEntry oldest = entries.pollFirstEntry().getValue();
            bytes -= oldest.held();
            return oldest;
        }

        int size() {
            return entries.size();
        }
    }

    void add(JournalEntry entry) {
        Part part = !entry.mayBeWaitedFor() ? others : entry.kind() == Kind.ROUTE ? routes : awaited;
        part.put(++lastNumber, entry);
    }

    int size() {
        return awaited.size() + routes.size() + others.size();
    }

    List<JournalEntry> inOrder() {
        TreeMap<Long, JournalEntry> all = new TreeMap<>(others.entries);
        all.putAll(awaited.entries);
        all.putAll(routes.entries);
        return List.copyOf(all.values());
    }

    boolean isAwaited(Predicate<JournalEntry> which) {
        return awaited.entries.values().stream().anyMatch(which);
    }

    /** Takes the first for which a test waits. */
    Optional<JournalEntry> take(Predicate<JournalEntry> which) {
        return take(which, awaited).or(() -> take(which, routes));
    }

    private Optional<JournalEntry> take(Predicate<JournalEntry> which, Part from) {
        for (Iterator<Map.Entry<Long, JournalEntry>> all =
                        from.entries.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<Long, JournalEntry> next = all.next();
            JournalEntry entry = next.getValue();
            if (which.test(entry)) {
                entry.take();
                others.put(next.getKey(), entry); // before its removal, which may change the map's entry
                from.bytes -= entry.held();
                all.remove();
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /**
     * Removes the oldest that nobody can wait for, if these take more than a quarter; or else of the requests to
     * routes, if these do; otherwise the oldest of the rest.
     */
    JournalEntry removeOldest() {
        return Stream.of(others, routes)
                .filter(this::isMoreThanItsShare)
                .findFirst()
                .or(() -> Stream.of(awaited, routes, others)
                        .filter(part -> part.size() > 0)
                        .findFirst())
                .orElseThrow()
                .removeOldest();
    }

    private boolean isMoreThanItsShare(Part part) {
        boolean many = part.size() * SHARE > size();
        boolean large = part.bytes * SHARE > awaited.bytes + routes.bytes + others.bytes;
        return part.size() > 1 && (many || large);
    }
}
