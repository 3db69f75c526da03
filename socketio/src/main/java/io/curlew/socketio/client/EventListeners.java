package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.loop.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The listeners for one socket's events. Safe for use by many threads. */
final class EventListeners {
    private static final Map<String, String> LIFECYCLE = Map.of(
            "connect", "onConnect",
            "disconnect", "onDisconnect",
            "connect_error", "onConnectError");

    final Listeners<Event> any = new Listeners<>();

    /** Only names that somebody listens to: programs may make up a name for each question they ask. */
    private final Map<String, Listeners<Event>> byName = new ConcurrentHashMap<>(4);

    Subscription on(String name, Consumer<? super Event> listener) {
        return add(name, listeners -> listeners.add(listener));
    }

    Subscription once(String name, Consumer<? super Event> listener) {
        return add(name, listeners -> listeners.addOnce(listener));
    }

    List<Subscription> all(String name) {
        Listeners<Event> listeners = byName.get(name);
        return listeners == null ? List.of() : listeners.all();
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Returns whether there are listeners for events of that name. */
    boolean areThere(String name) {
        return !any.isEmpty() || byName.containsKey(name);
    }

    synchronized void off(String name) {
        byName.remove(name);
    }

    synchronized void off() {
        byName.clear();
    }

    void call(Event event, Consumer<Throwable> onThrown) {
        any.call(event, onThrown);
        Listeners<Event> listeners = byName.get(event.name());
        if (listeners != null) {
            listeners.call(event, onThrown);
        }
    }

    /** Excludes {@link #tidy}: listeners which are just being removed as empty must not take a new one with them. */
    private synchronized Subscription add(String name, Function<Listeners<Event>, Subscription> how) {
        String instead = LIFECYCLE.get(Objects.requireNonNull(name, "name"));
        if (instead != null) {
            throw new IllegalArgumentException("\"" + name + "\" is not an event: use " + instead + "()");
        }
        return how.apply(byName.computeIfAbsent(name, Named::new));
    }

    /** Those of one name. */
    private final class Named extends Listeners<Event> {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        protected void emptied() {
            tidy(name);
        }
    }

    private synchronized void tidy(String name) {
        Listeners<Event> listeners = byName.get(name);
        if (listeners != null && listeners.isEmpty()) {
            byName.remove(name);
        }
    }
}
