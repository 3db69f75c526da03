package io.curlew.socketio.client;

import io.curlew.engineio.client.Subscription;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The listeners of one kind. Those present when something happens are called; changes count from the next time on. */
final class Listeners<T> {
    private final CopyOnWriteArrayList<Entry<T>> entries = new CopyOnWriteArrayList<>();

    /** Compared by identity, so that a listener which was added twice is also removed twice. */
    private static final class Entry<T> {
        private final Consumer<? super T> listener;
        private final boolean once;

        Entry(Consumer<? super T> listener, boolean once) {
            this.listener = listener;
            this.once = once;
        }
    }

    Subscription add(Consumer<? super T> listener) {
        return add(new Entry<>(listener, false));
    }

    Subscription addOnce(Consumer<? super T> listener) {
        return add(new Entry<>(listener, true));
    }

    /** Adds a listener in front of the others. */
    Subscription prepend(Consumer<? super T> listener) {
        Entry<T> entry = new Entry<>(listener, false);
        entries.add(0, entry);
        return () -> entries.remove(entry);
    }

    void clear() {
        entries.clear();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Calls each; what one throws goes to {@code onThrown} and stops no other. */
    void call(T value, Consumer<Throwable> onThrown) {
        for (Entry<T> entry : entries) {
            if (!entry.once || entries.remove(entry)) {
                call(entry, value, onThrown);
            }
        }
    }

    private static <T> void call(Entry<T> entry, T value, Consumer<Throwable> onThrown) {
        try {
            entry.listener.accept(value);
        } catch (Throwable thrown) {
            onThrown.accept(thrown);
        }
    }

    private Subscription add(Entry<T> entry) {
        entries.add(entry);
        return () -> entries.remove(entry);
    }
}
