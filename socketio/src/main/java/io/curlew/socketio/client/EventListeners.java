package io.curlew.socketio.client;

import io.curlew.engineio.client.Subscription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The listeners for one socket's events. Safe for use by many threads. */
final class EventListeners {
    private static final Map<String, String> LIFECYCLE = Map.of(
            "connect", "onConnect",
            "disconnect", "onDisconnect",
            "connect_error", "onConnectError");

    private final Map<String, Listeners<Event>> byName = new ConcurrentHashMap<>();
    private final Listeners<Event> any = new Listeners<>();

    Subscription on(String name, Consumer<? super Event> listener) {
        return named(name).add(listener);
    }

    Subscription once(String name, Consumer<? super Event> listener) {
        return named(name).addOnce(listener);
    }

    Subscription onAny(Consumer<? super Event> listener) {
        return any.add(listener);
    }

    Subscription prependAny(Consumer<? super Event> listener) {
        return any.prepend(listener);
    }

    void offAny() {
        any.clear();
    }

    void off(String name) {
        byName.remove(name);
    }

    void call(Event event, Consumer<Throwable> onThrown) {
        any.call(event, onThrown);
        Listeners<Event> listeners = byName.get(event.name());
        if (listeners != null) {
            listeners.call(event, onThrown);
        }
    }

    private Listeners<Event> named(String name) {
        String instead = LIFECYCLE.get(name);
        if (instead != null) {
            throw new IllegalArgumentException("\"" + name + "\" is no event: use " + instead + "()");
        }
        return byName.computeIfAbsent(name, absent -> new Listeners<>());
    }
}
