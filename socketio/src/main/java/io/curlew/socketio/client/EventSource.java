package io.curlew.socketio.client;

import io.curlew.engineio.loop.Subscription;
import io.curlew.socketio.protocol.TriConsumer;
import io.curlew.socketio.protocol.TypeRef;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A source of events. Listeners are called in the order in which they were added, for events in wire order, one at a
 * time for all sockets of a client.
 *
 * <p>A listener that is added or removed while an event is being delivered takes effect with the next event. A typed
 * listener receives the first arguments, whatever follows them. If one is missing, is JSON null or has another type,
 * the listener is not called, and the failure is reported as if the listener had thrown it.
 */
public interface EventSource {

    /**
     * Adds a listener for the events with that name.
     *
     * @throws IllegalArgumentException if the name is reserved: {@code connect}, {@code disconnect} and
     *     {@code connect_error} are not events here
     */
    Subscription on(String name, Consumer<? super Event> listener);

    /** Adds a listener for only the next event with that name; see {@link #on(String, Consumer)}. */
    Subscription once(String name, Consumer<? super Event> listener);

    /** Removes all listeners for the events with that name. */
    void off(String name);

    /** Removes all listeners that were added for an event name; listeners for every event stay. */
    void off();

    /** Returns whether there are listeners for the events with that name; listeners for every event do not count. */
    boolean hasListeners(String name);

    /** Returns the listeners for the events with that name, in the order in which they are called. */
    List<Subscription> listeners(String name);

    /** Adds a listener for every event, whatever its name; it is called before those for the event's name. */
    Subscription onAny(Consumer<? super Event> listener);

    /** Adds a listener for every event, before all others of this kind. */
    Subscription prependAny(Consumer<? super Event> listener);

    /** Removes all listeners for every event; listeners for an event name stay. */
    void offAny();

    /** Returns the listeners for every event, in the order in which they are called. */
    List<Subscription> listenersAny();

    /** Adds a listener for the first argument of the events with that name. */
    default <A> Subscription on(String name, Class<A> type, Consumer<? super A> listener) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(listener, "listener");
        return on(name, event -> listener.accept(event.args().get(0, type)));
    }

    /** Adds a listener for the first two arguments of the events of that name. */
    default <A, B> Subscription on(
            String name, Class<A> first, Class<B> second, BiConsumer<? super A, ? super B> listener) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(listener, "listener");
        return on(
                name,
                event ->
                        listener.accept(event.args().get(0, first), event.args().get(1, second)));
    }

    /** Adds a listener for the first three arguments of the events of that name. */
    default <A, B, C> Subscription on(
            String name,
            Class<A> first,
            Class<B> second,
            Class<C> third,
            TriConsumer<? super A, ? super B, ? super C> listener) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(third, "third");
        Objects.requireNonNull(listener, "listener");
        return on(
                name,
                event -> listener.accept(
                        event.args().get(0, first),
                        event.args().get(1, second),
                        event.args().get(2, third)));
    }

    /** Adds a listener for the first argument, of a generic type, of the events with that name. */
    default <A> Subscription on(String name, TypeRef<A> type, Consumer<? super A> listener) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(listener, "listener");
        return on(name, event -> listener.accept(event.args().get(0, type)));
    }

    /** Adds a listener for the first two arguments, of generic types. */
    default <A, B> Subscription on(
            String name, TypeRef<A> first, TypeRef<B> second, BiConsumer<? super A, ? super B> listener) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(listener, "listener");
        return on(
                name,
                event ->
                        listener.accept(event.args().get(0, first), event.args().get(1, second)));
    }

    /** Adds a listener for the first three arguments, of generic types. */
    default <A, B, C> Subscription on(
            String name,
            TypeRef<A> first,
            TypeRef<B> second,
            TypeRef<C> third,
            TriConsumer<? super A, ? super B, ? super C> listener) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(third, "third");
        Objects.requireNonNull(listener, "listener");
        return on(
                name,
                event -> listener.accept(
                        event.args().get(0, first),
                        event.args().get(1, second),
                        event.args().get(2, third)));
    }

    /** Adds a listener for the first argument of the next event with that name. */
    default <A> Subscription once(String name, Class<A> type, Consumer<? super A> listener) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(listener, "listener");
        return once(name, event -> listener.accept(event.args().get(0, type)));
    }

    /** Adds a listener for the first argument, of a generic type, of the next event with that name. */
    default <A> Subscription once(String name, TypeRef<A> type, Consumer<? super A> listener) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(listener, "listener");
        return once(name, event -> listener.accept(event.args().get(0, type)));
    }
}
