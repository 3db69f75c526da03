package io.curlew.cli;

import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The events that want an answer and have none yet, by their numbers. A server may ask without end: the last 1000 are
 * kept.
 */
final class Questions {
    static final int MAX = 1000;

    private final Map<Long, Event> waiting = new LinkedHashMap<>();
    private long last;

    /** Keeps an event, and returns its number. The oldest is forgotten when there are too many. */
    synchronized long add(Event event) {
        last++;
        waiting.put(last, event);
        if (waiting.size() > MAX) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        return last;
    }

    /** Returns the event with that number, which has its answer now. */
    synchronized Optional<Event> take(long number) {
        return Optional.ofNullable(waiting.remove(number));
    }

    /** Forgets those of a namespace that was left: nobody would hear the answers. */
    synchronized void forget(Socket socket) {
        waiting.values().removeIf(event -> event.socket().equals(socket));
    }

    synchronized int size() {
        return waiting.size();
    }
}
