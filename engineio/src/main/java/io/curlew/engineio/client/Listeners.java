package io.curlew.engineio.client;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The callbacks of one kind. Those present when something happens are called; changes count from the next time on. */
final class Listeners<T> {
    private final CopyOnWriteArrayList<Entry<T>> entries = new CopyOnWriteArrayList<>();

    /** Wraps the callback, so that one that was added twice is also removed twice. */
    private static final class Entry<T> {
        private final Consumer<? super T> callback;

        Entry(Consumer<? super T> callback) {
            this.callback = callback;
        }
    }

    void addAll(Listeners<T> others) {
        entries.addAll(others.entries);
    }

    Subscription add(Consumer<? super T> callback) {
        Entry<T> entry = new Entry<>(callback);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Calls each; what one throws goes to {@code onThrown} and stops no other. */
    void call(T value, Consumer<Throwable> onThrown) {
        for (Entry<T> entry : entries) {
            try {
                entry.callback.accept(value);
            } catch (Throwable thrown) {
                onThrown.accept(thrown);
            }
        }
    }
}
