package io.curlew.socketio.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The events of a namespace that wait for it to be connected, in order. Its size is bounded by what may enter. */
final class SendBuffer {
    private final Set<Entry> entries = new LinkedHashSet<>();

    Entry add(Emit emit) {
        Entry entry = new Entry(emit);
        entries.add(entry);
        return entry;
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Empties the buffer and returns what was in it. */
    List<Emit> drain() {
        List<Emit> all = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            all.add(entry.emit);
        }
        entries.clear();
        return all;
    }

    /** A place in the buffer; compared by identity, since two events may be equal. */
    static final class Entry {
        private final Emit emit;

        private Entry(Emit emit) {
            this.emit = emit;
        }

        Emit emit() {
            return emit;
        }
    }
}
