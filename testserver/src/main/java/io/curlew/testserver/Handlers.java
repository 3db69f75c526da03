package io.curlew.testserver;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The application's handlers of one kind. May be added from any thread; called on the loop, those that are there when
 * the call begins. One that throws hinders nobody else.
 *
 * @param <T> what they receive
 */
final class Handlers<T> {
    private final List<Entry<T>> entries = new CopyOnWriteArrayList<>();
    private final Consumer<Throwable> whenOneThrows;

    private record Entry<T>(Consumer<? super T> handler, boolean once) {
        Entry {
            Objects.requireNonNull(handler, "handler");
        }
    }

    Handlers(Consumer<Throwable> whenOneThrows) {
        this.whenOneThrows = whenOneThrows;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void add(Consumer<? super T> handler) {
        entries.add(new Entry<>(handler, false));
    }

    /** Adds a handler that is called before those that are there. */
    void prepend(Consumer<? super T> handler) {
        entries.add(0, new Entry<>(handler, false));
    }

    /** Returns the handlers, in the order in which they are called. */
    List<Consumer<? super T>> all() {
        return entries.stream().<Consumer<? super T>>map(Entry::handler).toList();
    }

    /** Adds a handler that is called once. */
    void addOnce(Consumer<? super T> handler) {
        entries.add(new Entry<>(handler, true));
    }

    /** Removes the handler, as often as it was added. */
    void remove(Consumer<? super T> handler) {
        entries.removeIf(entry -> entry.handler().equals(handler));
    }

    void clear() {
        entries.clear();
    }

    void call(T value) {
        entries.forEach(entry -> call(entry, value));
    }

    private void call(Entry<T> entry, T value) {
        if (!entry.once() || entries.remove(entry)) {
            call(entry.handler(), value);
        }
    }

    void call(Consumer<? super T> handler, T value) {
        try {
            handler.accept(value);
        } catch (Throwable thrown) {
            whenOneThrows.accept(thrown);
        }
    }
}
