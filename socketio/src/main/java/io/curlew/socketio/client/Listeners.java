package io.curlew.socketio.client;

import io.curlew.engineio.client.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The listeners of one kind. Those present when something happens are called; changes count from the next time on. */
final class Listeners<T> {
    private final CopyOnWriteArrayList<Entry> entries = new CopyOnWriteArrayList<>();
    private final Runnable onEmpty;

    /** Compared by identity, so that a listener which was added twice is also removed twice. */
    private final class Entry implements Subscription {
        private final Consumer<? super T> listener;
        private final boolean once;

        Entry(Consumer<? super T> listener, boolean once) {
            this.listener = listener;
            this.once = once;
        }

        @Override
        public void remove() {
            boolean unused = take(this);
        }

        void call(T value, Consumer<Throwable> onThrown) {
            try {
                listener.accept(value);
            } catch (Throwable thrown) {
                onThrown.accept(thrown);
            }
        }
    }

    Listeners() {
        this(() -> {});
    }

    /** @param onEmpty told, from any thread, when the last listener is gone */
    Listeners(Runnable onEmpty) {
        this.onEmpty = onEmpty;
    }

    Subscription add(Consumer<? super T> listener) {
        return add(new Entry(listener, false));
    }

    Subscription addOnce(Consumer<? super T> listener) {
        return add(new Entry(listener, true));
    }

    /** Adds a listener in front of the others. */
    Subscription prepend(Consumer<? super T> listener) {
        Entry entry = new Entry(listener, false);
        entries.add(0, entry);
        return entry;
    }

    /** Returns them as they are now, each to be removed. */
    List<Subscription> all() {
        return List.copyOf(entries);
    }

    void clear() {
        entries.clear();
        onEmpty.run();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Calls each; what one throws goes to {@code onThrown} and stops no other. */
    void call(T value, Consumer<Throwable> onThrown) {
        for (Entry entry : entries) {
            if (!entry.once || take(entry)) {
                entry.call(value, onThrown);
            }
        }
    }

    private Subscription add(Entry entry) {
        entries.add(entry);
        return entry;
    }

    /** Removes a listener. Returns whether it was there. */
    private boolean take(Entry entry) {
        boolean was = entries.remove(entry);
        if (was && entries.isEmpty()) {
            onEmpty.run();
        }
        return was;
    }
}
