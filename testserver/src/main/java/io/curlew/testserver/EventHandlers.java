package io.curlew.testserver;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Handlers of events by their names.
 *
 * @param <E> the events
 */
final class EventHandlers<E> {
    private final Supplier<Handlers<E>> none;
    private final Map<String, Handlers<E>> byName = new ConcurrentHashMap<>();

    /** @param none makes handlers of one name, none at first */
    EventHandlers(Supplier<Handlers<E>> none) {
        this.none = none;
    }

    void on(String name, Consumer<? super E> handler) {
        of(name).add(handler);
    }

    void once(String name, Consumer<? super E> handler) {
        of(name).addOnce(handler);
    }

    void off() {
        byName.clear();
    }

    void off(String name) {
        byName.remove(name);
    }

    void off(String name, Consumer<? super E> handler) {
        Handlers<E> handlers = byName.get(name);
        if (handlers != null) {
            handlers.remove(handler);
        }
    }

    private Handlers<E> of(String name) {
        return byName.computeIfAbsent(Objects.requireNonNull(name, "event"), absent -> none.get());
    }

    List<Consumer<? super E>> all(String name) {
        Handlers<E> handlers = byName.get(name);
        return handlers == null ? List.of() : handlers.all();
    }

    boolean hasAny(String name) {
        Handlers<E> handlers = byName.get(name);
        return handlers != null && !handlers.isEmpty();
    }

    void call(String name, E event) {
        Handlers<E> handlers = byName.get(name);
        if (handlers != null) {
            handlers.call(event);
        }
    }
}
