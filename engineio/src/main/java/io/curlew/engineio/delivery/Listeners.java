package io.curlew.engineio.delivery;

import io.curlew.engineio.loop.Subscription;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of one kind. Those present when something happens are called; changes count from the next time on. Safe
 * for use by many threads. A connection has dozens of these, most of them empty: one that is costs next to nothing. Not
 * API.
 */
public class Listeners<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final Entry<?>[] NONE = {};

    /**
     * Replaced as a whole when they change, so that a call takes no lock and makes nothing. An array of them, or the
     * only one itself: most lists have one, and there are many lists.
     */
    private volatile Object entries = NONE;

    /** Compared by identity, so that a listener which was added twice is also removed twice. */
    private static final class Entry<T> implements Subscription {
        private final Listeners<T> owner;
        private final Consumer<? super T> listener;
        private final boolean once;

        Entry(Listeners<T> owner, Consumer<? super T> listener, boolean once) {
            this.owner = owner;
            this.listener = Objects.requireNonNull(listener, "listener");
            this.once = once;
        }

        @Override
        public void remove() {
            boolean unused = owner.take(this);
        }

        @Override
        public String toString() {
            return Arrays.asList(owner.present()).contains(this) ? "subscription" : "subscription, removed";
        }
    }

    /** Makes a list of none. */
    public Listeners() {}

    /** Adds a listener behind the others. */
    public final Subscription add(Consumer<? super T> listener) {
        return add(new Entry<>(this, listener, false));
    }

    /** Adds a listener that is removed when it is called. */
    public final Subscription addOnce(Consumer<? super T> listener) {
        return add(new Entry<>(this, listener, true));
    }

    /** Adds a listener in front of the others. */
    public final synchronized Subscription prepend(Consumer<? super T> listener) {
        Entry<T> entry = new Entry<>(this, listener, false);
        Entry<T>[] before = present();
        Entry<T>[] more = Arrays.copyOf(before, before.length + 1);
        System.arraycopy(before, 0, more, 1, before.length);
        more[0] = entry;
        replace(more);
        return entry;
    }

    /** Adds those of another list behind the others. */
    public final void addAll(Listeners<T> others) {
        for (Entry<T> other : others.present()) {
            Subscription unused = add(new Entry<>(this, other.listener, other.once));
        }
    }

    private synchronized Subscription add(Entry<T> entry) {
        Entry<T>[] before = present();
        Entry<T>[] more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = entry;
        replace(more);
        return entry;
    }

    private Entry<T>[] present() {
        return asArray(entries);
    }

    private static <T> Entry<T>[] asArray(Object list) {
        if (list instanceof Entry<?>) {
            Entry<T>[] one = array(1);
            one[0] = only(list);
            return one;
        }
        return several(list);
    }

    private void replace(Entry<T>[] by) {
        entries = by.length == 1 ? by[0] : by;
    }

    /** Returns them as they are now, each to be removed. */
    public final List<Subscription> all() {
        return List.of(present());
    }

    /** Removes all. */
    public final void clear() {
        synchronized (this) {
            entries = NONE;
        }
        emptied();
    }

    /** Returns whether there is none. */
    public final boolean isEmpty() {
        return entries == NONE;
    }

    /** Calls each; what one throws goes to {@code onThrown} and stops no other. */
    public final void call(T value, Consumer<? super Throwable> onThrown) {
        callAll(entries, value, onThrown);
    }

    /**
     * Returns a task that calls the present listeners later: listeners added in the meantime are not called for what
     * was before, and those removed by then are not called any more.
     */
    public final Runnable calling(T value, Consumer<? super Throwable> onThrown) {
        Object before = entries;
        return () -> callAll(stillPresent(before), value, onThrown);
    }

    private Object stillPresent(Object before) {
        if (entries == before) {
            return before;
        }
        Set<Entry<T>> known = Set.of(present());
        Entry<T>[] present = asArray(before);
        return Arrays.stream(present).filter(known::contains).toArray(Listeners::array);
    }

    private void callAll(Object called, T value, Consumer<? super Throwable> onThrown) {
        if (called instanceof Entry<?>) {
            call(only(called), value, onThrown);
            return;
        }
        Entry<T>[] all = several(called);
        for (Entry<T> entry : all) {
            call(entry, value, onThrown);
        }
    }

    private void call(Entry<T> called, T value, Consumer<? super Throwable> onThrown) {
        if (!called.once || take(called)) {
            try {
                called.listener.accept(value);
            } catch (Throwable thrown) {
                Failures.tell(onThrown, thrown, LOG);
            }
        }
    }

    /** Removes a listener. Returns whether it was there. */
    private boolean take(Entry<T> entry) {
        boolean was = remove(entry);
        if (was && isEmpty()) {
            emptied();
        }
        return was;
    }

    private synchronized boolean remove(Entry<T> entry) {
        Entry<T>[] before = present();
        int at = Arrays.asList(before).indexOf(entry);
        if (at < 0) {
            return false;
        }
        if (before.length == 1) {
            entries = NONE;
            return true;
        }
        Entry<T>[] fewer = Arrays.copyOf(before, before.length - 1);
        System.arraycopy(before, 0, fewer, 0, at);
        System.arraycopy(before, at + 1, fewer, at, before.length - 1 - at);
        replace(fewer);
        return true;
    }

    /** The last listener is gone. From any thread. */
    protected void emptied() {}

    /** Nothing but entries of that type gets into the list. */
    @SuppressWarnings("unchecked")
    private static <T> Entry<T> only(Object entry) {
        return (Entry<T>) entry;
    }

    /** As {@link #only}; {@link #NONE} has nothing in it that could be of the wrong type. */
    @SuppressWarnings("unchecked")
    private static <T> Entry<T>[] several(Object entries) {
        return (Entry<T>[]) entries;
    }

    /** Nothing but entries of that type is put into it. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> Entry<T>[] array(int size) {
        return new Entry[size];
    }
}
