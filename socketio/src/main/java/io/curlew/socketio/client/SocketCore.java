package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.session.AckFailure;
import io.curlew.socketio.session.ConnectFailure;
import io.curlew.socketio.session.DropReason;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket's side towards the application: who listens, who waits for what, and what any thread may ask. Written by the
 * loop; listeners may come and go on any thread.
 */
final class SocketCore {
    private static final Logger LOG = LoggerFactory.getLogger(SocketIoClient.class);

    final EventListeners events = new EventListeners();
    final Listeners<Outgoing> outgoing = new Listeners<>();
    final Listeners<DroppedEvent> dropped = new Listeners<>();
    final Listeners<Socket> connect = new Listeners<>();
    final Listeners<ConnectFailedException> connectError = new Listeners<>();
    final Listeners<Disconnection> disconnect = new Listeners<>();

    private final Socket socket;
    private final Meter meter;
    private final List<Waiter> waiters = new ArrayList<>();
    private final Map<Long, PendingAck> acks = new HashMap<>();
    private @Nullable Throwable lastFailure;

    private volatile boolean wanted;
    /** Whether it was connected, and the client brings it back by itself if it is lost. Confined to the loop. */
    private boolean returning;

    private volatile Optional<String> sid = Optional.empty();
    private volatile boolean recovered;
    private volatile int unsent;
    private volatile Optional<String> offset = Optional.empty();
    private volatile Optional<String> pid = Optional.empty();
    private final AtomicReference<@Nullable RecoveryPoint> resumption = new AtomicReference<>();
    private volatile @Nullable Inbox<Event> inbox;

    /** What {@link Socket#onAnyOutgoing} tells. */
    record Outgoing(String name, List<@Nullable Object> args) {}

    private record Waiter(Promise<Socket> promise, Subscription deadline) {}

    /** @param since when it was emitted, if somebody counts */
    private record PendingAck(String event, Promise<Args> promise, long since) {}

    SocketCore(Socket socket, Meter meter) {
        this.socket = socket;
        this.meter = meter;
    }

    // From any thread.

    String namespace() {
        return socket.namespace();
    }

    Optional<String> sid() {
        return sid;
    }

    /** Looks for the id first, which is set while the socket is wanted and only then: no other state shows in between. */
    Socket.State state() {
        if (sid.isPresent()) {
            return Socket.State.CONNECTED;
        }
        return wanted ? Socket.State.CONNECTING : Socket.State.DISCONNECTED;
    }

    boolean recovered() {
        return recovered;
    }

    Optional<String> offset() {
        return offset;
    }

    Optional<RecoveryPoint> recoveryPoint() {
        Optional<String> at = offset;
        return pid.flatMap(id -> at.map(processed -> new RecoveryPoint(id, processed)));
    }

    void resumeFrom(RecoveryPoint point) {
        pid = Optional.of(point.pid());
        offset = Optional.of(point.offset());
        resumption.set(point);
    }

    /** Returns where the next connect is to go on, once. */
    Optional<RecoveryPoint> takeResumption() {
        return Optional.ofNullable(resumption.getAndSet(null));
    }

    /** Returns whether somebody wants to see the arguments of what is emitted. */
    boolean wantsArgs() {
        return !outgoing.isEmpty() || !dropped.isEmpty();
    }

    int unsent() {
        return unsent;
    }

    synchronized Inbox<Event> openInbox() {
        Inbox<Event> open = inbox;
        if (open == null) {
            open = new Inbox<>();
            inbox = open;
        }
        return open;
    }

    /** The client has ended: nobody is to wait for an event any more. */
    void clientEnded() {
        onInbox(Inbox::end);
    }

    // From the application, on the loop.

    void await(Promise<Socket> promise, Subscription deadline) {
        wanted = true;
        waiters.add(new Waiter(promise, deadline));
    }

    /** Fails one who waited long enough; returns whether nobody wants to connect any more, the client included. */
    boolean late(Promise<Socket> promise, Duration deadline) {
        if (waiters.removeIf(waiter -> waiter.promise == promise)) {
            promise.fail(ConnectFailedException.late(deadline, lastFailure));
            return waiters.isEmpty() && sid.isEmpty() && !returning;
        }
        return false;
    }

    void await(long ackId, String event, Promise<Args> promise) {
        acks.put(ackId, new PendingAck(event, promise, meter.start()));
    }

    /** The event was refused by the connection; nobody else will tell. */
    void refused(long ackId, RuntimeException why) {
        endAck(ackId, ack -> fail(ack, new AckException(ack.event, why)));
    }

    void forgetAck(long ackId) {
        acks.remove(ackId);
    }

    // From the session.

    void joined(SocketAction.Joined joined) {
        sid = Optional.of(joined.sid());
        recovered = joined.recovered();
        pid = joined.pid();
        lastFailure = null;
        returning = true;
        onInbox(Inbox::reopen);
    }

    void connected(Delivery delivery) {
        meter.tell(metrics -> metrics.connected(namespace(), recovered));
        delivery.call(connect, socket);
        connectedAlready();
    }

    void connectedAlready() {
        endWaiting(promise -> promise.succeed(socket));
    }

    void connectFailed(SocketAction.ConnectFailed failed, Delivery delivery) {
        ConnectFailedException why = ConnectFailedException.of(failed.why(), failed.willRetry());
        lastFailure = why;
        wanted = failed.willRetry();
        returning &= failed.willRetry();
        if (!(failed.why() instanceof ConnectFailure.Left)) {
            delivery.call(connectError, why);
        }
        if (!failed.willRetry()) {
            endWaiting(promise -> promise.fail(why));
            onInbox(Inbox::end);
        }
    }

    void disconnected(SocketAction.Disconnected left, Delivery delivery) {
        wanted = left.willReconnect();
        returning = left.willReconnect();
        sid = Optional.empty();
        meter.tell(metrics -> metrics.disconnected(namespace(), left.reason()));
        Disconnection how = new Disconnection(left.reason(), left.cause(), left.willReconnect(), left.said());
        how.serverMessage(PeerText.SENTENCE + 1)
                .ifPresent(text -> LOG.warn("The server disconnected {}: {}", socket, PeerText.opening(text)));
        delivery.call(disconnect, how);
        if (!left.willReconnect()) {
            onInbox(Inbox::end);
        }
    }

    /** Hands an event on. */
    void arrived(SocketAction.EventArrived arrived, Delivery delivery) {
        Event event = new Event(socket, arrived);
        if (meter.isOn()) {
            meter.tell(metrics -> metrics.eventReceived(namespace(), event.name(), arrived.size()));
        }
        Inbox<Event> open = inbox;
        if (open == null) {
            delivery.event(event);
        } else {
            arrivedForInbox(event, open, delivery);
        }
    }

    /** Listeners hear of it, and the inbox decides when it is processed: who takes events there does so later, if at all. */
    private void arrivedForInbox(Event event, Inbox<Event> open, Delivery delivery) {
        long memory = event.memory() + Memory.IN_INBOX;
        delivery.count(memory);
        Runnable taken = delivery.backlog().takenTwice(memory);
        delivery.tellUncounted(() -> {
            events.call(event, delivery::thrown);
            taken.run();
        });
        open.add(event, () -> {
            taken.run();
            processed(event);
        });
    }

    /** The event's turn has come: its listeners are called. */
    void handle(Event event, Consumer<Throwable> onThrown) {
        events.call(event, onThrown);
        processed(event);
    }

    private void processed(Event event) {
        if (event.offset().isPresent()) {
            offset = event.offset();
        }
    }

    void sent(OutgoingEvent event, Delivery delivery) {
        if (meter.isOn()) {
            meter.tell(metrics ->
                    metrics.eventSent(namespace(), event.name(), event.packet().size()));
        }
        if (!outgoing.isEmpty()) {
            Outgoing sent = new Outgoing(event.name(), event.args());
            delivery.notice(outgoing, sent, event.packet().size());
        }
    }

    void unsent(int events) {
        unsent = events;
    }

    void dropped(OutgoingEvent event, DropReason why, Delivery delivery) {
        dropped(event, reason(why), delivery);
    }

    void dropped(OutgoingEvent event, DroppedEvent.Reason reason, Delivery delivery) {
        countDropped(event.name(), reason);
        delivery.notice(
                dropped,
                new DroppedEvent(event.name(), event.args(), reason),
                event.packet().size());
    }

    /** Counts an event that is dropped. From any thread. */
    void countDropped(String event, DroppedEvent.Reason reason) {
        meter.tell(metrics -> metrics.eventDropped(namespace(), event, reason));
    }

    void answered(SocketAction.AckArrived answer) {
        endAck(answer.ackId(), ack -> {
            if (meter.isOn()) {
                meter.tell(metrics -> metrics.ackReceived(namespace(), ack.event, Meter.since(ack.since)));
            }
            ack.promise.succeed(answer.args(), answer.memory());
        });
    }

    void unanswered(SocketAction.AckFailed failed) {
        endAck(failed.ackId(), ack -> fail(ack, new AckException(ack.event, reason(failed.why()))));
    }

    private void fail(PendingAck ack, AckException why) {
        meter.tell(metrics -> metrics.ackFailed(namespace(), ack.event, why));
        ack.promise.fail(why);
    }

    private void endAck(long id, Consumer<PendingAck> end) {
        PendingAck ack = acks.remove(id);
        if (ack != null) {
            end.accept(ack);
        }
    }

    private void endWaiting(Consumer<Promise<Socket>> end) {
        List<Waiter> all = List.copyOf(waiters);
        waiters.clear();
        for (Waiter waiter : all) {
            waiter.deadline.remove();
            end.accept(waiter.promise);
        }
    }

    private void onInbox(Consumer<Inbox<Event>> change) {
        Inbox<Event> open = inbox;
        if (open != null) {
            change.accept(open);
        }
    }

    private static DroppedEvent.Reason reason(DropReason why) {
        return switch (why) {
            case VOLATILE -> DroppedEvent.Reason.VOLATILE;
            case TIMEOUT -> DroppedEvent.Reason.TIMEOUT;
            case CANCELLED -> DroppedEvent.Reason.CANCELLED;
            case EXPIRED -> DroppedEvent.Reason.EXPIRED;
            case OVERFLOW -> DroppedEvent.Reason.OVERFLOW;
            case CLEARED -> DroppedEvent.Reason.CLEARED;
            case GIVEN_UP -> DroppedEvent.Reason.GIVEN_UP;
            case CLOSED -> DroppedEvent.Reason.CLOSED;
        };
    }

    private static AckException.Reason reason(AckFailure why) {
        return switch (why) {
            case TIMEOUT -> AckException.Reason.TIMEOUT;
            case DISCONNECTED -> AckException.Reason.DISCONNECTED;
            case CLOSED -> AckException.Reason.CLOSED;
            case DISCARDED -> AckException.Reason.DISCARDED;
        };
    }
}
