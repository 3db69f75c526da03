package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Inbox;
import io.curlew.socketio.session.Memory;
import io.curlew.socketio.session.SocketAction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What arrives for one socket: its listeners are called, and it waits for readers that take events one by one. */
final class SocketEvents {
    final EventListeners listeners = new EventListeners();

    private final Socket socket;
    private final SocketCore core;
    private volatile @Nullable Inbox<Event> inbox;

    SocketEvents(Socket socket, SocketCore core) {
        this.socket = socket;
        this.core = core;
    }

    /** Returns where events wait from now on. From any thread. */
    synchronized Inbox<Event> openInbox() {
        Inbox<Event> open = inbox;
        if (open == null) {
            open = new Inbox<>();
            core.follows(open);
            inbox = open;
        }
        return open;
    }

    /** Hands an event on. On the loop. */
    void arrived(SocketAction.EventArrived arrived, Delivery delivery) {
        Event event = new Event(socket, arrived);
        Inbox<Event> open = inbox;
        if (open == null) {
            delivery.tell(event);
        } else {
            arrivedForInbox(event, open, delivery);
        }
    }

    /**
     * Listeners are called, and the inbox decides when it is processed: a reader takes events there later, if at all.
     */
    private void arrivedForInbox(Event event, Inbox<Event> open, Delivery delivery) {
        long memory = event.memory() + Memory.IN_INBOX;
        delivery.count(memory);
        Runnable taken = isForInboxAlone(event, delivery)
                ? () -> delivery.backlog().take(memory)
                : heardToo(event, delivery.backlog().takenTwice(memory), delivery);
        open.add(event, () -> {
            taken.run();
            core.processed(event.offset());
        });
    }

    /**
     * Nobody listens, nor can begin to before the event's turn: no thread has to be woken to find that out. In this
     * order, since the last task of a lane may add a listener just before the lane is idle.
     */
    private boolean isForInboxAlone(Event event, Delivery delivery) {
        return delivery.isIdle() && !listeners.areThere(event.name());
    }

    private Runnable heardToo(Event event, Runnable taken, Delivery delivery) {
        delivery.tellUncounted(new HeardToo(event, taken));
        return taken;
    }

    /** An event for listeners that is in the inbox as well. */
    private final class HeardToo extends LaneTask {
        private final Event event;
        private final Runnable taken;

        HeardToo(Event event, Runnable taken) {
            this.event = event;
            this.taken = taken;
        }

        @Override
        void run(Consumer<Throwable> onThrown) {
            listeners.call(event, onThrown);
            taken.run();
        }

        @Override
        long memory() {
            return UNCOUNTED;
        }
    }

    /** The event's turn has come: its listeners are called. */
    void handle(Event event, Consumer<Throwable> onThrown) {
        listeners.call(event, onThrown);
        core.processed(event.offset());
    }
}
