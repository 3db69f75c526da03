package io.curlew.socketio.client;

import io.curlew.engineio.loop.EventLoop;
import io.curlew.socketio.session.ClientSession;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection there is, and earlier ones that are about to end: those still send what was given to them, but what
 * they say is of no interest. Confined to the loop, but for {@link #wire}.
 */
final class Connections {
    private final ClientSettings settings;
    private final ClientSession session;
    private final EventLoop loop;
    private final Function<Link, Wire.Listener> listeners;
    private int open;
    private @Nullable Link current;
    private Optional<Object> auth = Optional.empty();
    private volatile Optional<Wire> wire = Optional.empty();

    /** @param listeners creates the listener for everything that happens on a connection */
    Connections(
            ClientSettings settings, ClientSession session, EventLoop loop, Function<Link, Wire.Listener> listeners) {
        this.settings = settings;
        this.session = session;
        this.loop = loop;
        this.listeners = listeners;
    }

    void open(ConnectAttempt attempt) {
        auth = attempt.auth();
        Link next = new Link(settings.wires(), loop, attempt, listeners);
        session.connectionOpening(next.wire().maxMessageSize());
        open++;
        current = next;
        wire = Optional.of(next.wire());
        next.wire().open();
    }

    /** Closes the present connection, if there is one. */
    void close() {
        wire.ifPresent(closing -> {
            leave();
            closing.close();
        });
    }

    /** Takes note of a connection that has ended, as each does once. */
    void ended(Link link) {
        open--;
        if (isCurrent(link)) {
            leave();
        }
    }

    boolean isCurrent(@Nullable Link link) {
        return link == current;
    }

    @Nullable
    Link current() {
        return current;
    }

    /** Returns the auth data that was set for the attempt which made the present connection. */
    Optional<Object> auth() {
        return auth;
    }

    /** Returns the present connection. From any thread. */
    Optional<Wire> wire() {
        return wire;
    }

    boolean isEmpty() {
        return open == 0;
    }

    private void leave() {
        current = null;
        wire = Optional.empty();
    }
}
