package io.curlew.socketio.client;

import io.curlew.engineio.loop.Subscription;
import io.curlew.socketio.protocol.TypeRef;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where events come from. Listeners are called in the order in which they were added, for the events in the order of
 * the wire, one at a time for all of a client's sockets.
 *
 * <p>Listeners that are added or removed while an event is handed out count from the next event on. A typed listener
 * takes the first arguments, whatever follows them; when one is missing, JSON null, or of another type, it is not
 * called, and the failure is reported as if the listener had thrown it.
 */
public interface EventSource {

    /** Takes three arguments. */
    @FunctionalInterface
    interface TriConsumer<A, B, C> {
        /** Takes them. */
        void accept(A first, B second, C third);
    }

    /**
     * Adds a listener for the events of that name.
     *
     * @throws IllegalArgumentException when no event can have that name: {@code connect}, {@code disconnect} and
     *     {@code connect_error} are no events here
     */
    Subscription on(String name, Consumer<? super Event> listener);

    /** Adds a listener for the next event of that name only; see {@link #on(String, Consumer)}. */
    Subscription once(String name, Consumer<? super Event> listener);

    /** Removes all listeners for the events of that name. */
    void off(String name);

    /** Removes all listeners for events of some name; those for every event stay. */
    void off();

    /** Returns whether somebody listens to the events of that name; who listens to every event does not count. */
    boolean hasListeners(String name);

    /** Returns the listeners for the events of that name, in the order in which they are called, each to be removed. */
    List<Subscription> listeners(String name);

    /** Adds a listener for every event, whatever its name; it is called before those for the event's name. */
    Subscription onAny(Consumer<? super Event> listener);

    /** Adds a listener for every event, in front of all others of that kind. */
    Subscription prependAny(Consumer<? super Event> listener);

    /** Removes all listeners for every event; those for events of some name stay. */
    void offAny();

    /** Returns the listeners for every event, in the order in which they are called, each to be removed. */
    List<Subscription> listenersAny();

    /** Adds a listener for the first argument of the events of that name. */
    default <A> Subscription on(String name, Class<A> type, Consumer<? super A> listener) {
        return on(name, event -> listener.accept(event.args().get(0, type)));
    }

    /** Adds a listener for the first two arguments of the events of that name. */
    default <A, B> Subscription on(
            String name, Class<A> first, Class<B> second, BiConsumer<? super A, ? super B> listener) {
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
        return on(
                name,
                event -> listener.accept(
                        event.args().get(0, first),
                        event.args().get(1, second),
                        event.args().get(2, third)));
    }

    /** Adds a listener for the first argument, of a generic type. */
    default <A> Subscription on(String name, TypeRef<A> type, Consumer<? super A> listener) {
        return on(name, event -> listener.accept(event.args().get(0, type)));
    }

    /** Adds a listener for the first two arguments, of generic types. */
    default <A, B> Subscription on(
            String name, TypeRef<A> first, TypeRef<B> second, BiConsumer<? super A, ? super B> listener) {
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
        return on(
                name,
                event -> listener.accept(
                        event.args().get(0, first),
                        event.args().get(1, second),
                        event.args().get(2, third)));
    }

    /** Adds a listener for the first argument of the next event of that name. */
    default <A> Subscription once(String name, Class<A> type, Consumer<? super A> listener) {
        return once(name, event -> listener.accept(event.args().get(0, type)));
    }

    /** Adds a listener for the first argument, of a generic type, of the next event of that name. */
    default <A> Subscription once(String name, TypeRef<A> type, Consumer<? super A> listener) {
        return once(name, event -> listener.accept(event.args().get(0, type)));
    }
}
