package io.curlew.socketio.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The events of a namespace that wait to be sent, in order. Its size is bounded by what may enter. */
final class SendBuffer {
    private final String namespace;
    private final Core core;
    private Set<Entry> entries = Set.of(); // until one waits, which in most never happens

    SendBuffer(String namespace, Core core) {
        this.namespace = namespace;
        this.core = core;
    }

    Entry add(Emit emit, long now) {
        if (entries.isEmpty()) {
            entries = new LinkedHashSet<>();
        }
        Entry entry = new Entry(emit, now);
        entries.add(entry);
        return entry;
    }

    /** Takes an event out, which will not be sent. */
    void drop(Entry entry, DropReason why) {
        take(entry);
        core.add(new SocketAction.Dropped(namespace, entry.emit, why));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** Returns the event that has waited longest; null when there is none. */
    @Nullable
    Entry oldest() {
        return entries.isEmpty() ? null : entries.iterator().next();
    }

    /** Takes events out, the oldest first, until they have so many bytes or there are none left. */
    List<Emit> take(long bytes) {
        List<Emit> taken = new ArrayList<>();
        long size = 0;
        for (Entry next = oldest(); next != null && size < bytes; next = oldest()) {
            take(next);
            taken.add(next.emit);
            size += next.emit.packet().size();
        }
        return taken;
    }

    private void take(Entry entry) {
        if (entry.expiry != null) {
            entry.expiry.cancel();
        }
        entries.remove(entry);
    }

    /** A place in the buffer; compared by identity, since two events may be equal. */
    static final class Entry {
        private final Emit emit;
        private final long since;
        private Timers.@Nullable Timer expiry;

        private Entry(Emit emit, long since) {
            this.emit = emit;
            this.since = since;
        }

        Emit emit() {
            return emit;
        }

        /** Sets the timer of its time to live, which is cancelled when it leaves. */
        void livesUntil(Timers.Timer timer) {
            expiry = timer;
        }

        /** Returns when it came. */
        long since() {
            return since;
        }
    }
}
