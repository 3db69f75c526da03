package io.curlew.testserver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The application's handlers of one kind. May be added from any thread; called on the loop, those that are there when
 * the call begins. One that throws hinders nobody else.
 *
 * @param <T> what they are told
 */
final class Handlers<T> {
    private final List<Consumer<? super T>> handlers = new CopyOnWriteArrayList<>();

    private final Consumer<Throwable> whenOneThrows;

    Handlers(Consumer<Throwable> whenOneThrows) {
        this.whenOneThrows = whenOneThrows;
    }

    boolean isEmpty() {
        return handlers.isEmpty();
    }

    void add(Consumer<? super T> handler) {
        handlers.add(handler);
    }

    void call(T value) {
        handlers.forEach(handler -> call(handler, value));
    }

    void call(Consumer<? super T> handler, T value) {
        try {
            handler.accept(value);
        } catch (Throwable thrown) {
            whenOneThrows.accept(thrown);
        }
    }
}
