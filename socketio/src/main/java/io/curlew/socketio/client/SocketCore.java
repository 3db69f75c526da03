package io.curlew.socketio.client;

import io.curlew.engineio.delivery.Inbox;
import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.session.AckFailure;
import io.curlew.socketio.session.DropReason;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One socket's side towards the application: listeners, waiting callers, and what any thread may ask. Written by the
 * loop; listeners may come and go on any thread.
 */
final class SocketCore {

    final Listeners<Outgoing> outgoing = new Listeners<>();
    final Listeners<DroppedEvent> dropped = new Listeners<>();
    final Listeners<Boolean> connect = new Listeners<>();
    final Listeners<ConnectFailedException> connectError = new Listeners<>();
    final Listeners<Disconnection> disconnect = new Listeners<>();

    private final String namespace;
    private final Meter meter;
    private final BiConsumer<SocketAction.EventArrived, Delivery> onEvent;
    private List<Waiter> waiters = List.of();
    private @Nullable Throwable lastFailure;

    private volatile boolean active;
    private volatile Optional<String> sid = Optional.empty();
    private volatile boolean recovered;
    private volatile int unsent;
    private volatile Optional<String> offset = Optional.empty();
    private volatile Optional<String> pid = Optional.empty();
    private Optional<RecoveryPoint> resumption = Optional.empty();
    private volatile @Nullable Inbox<?> inbox;

    /** The listeners of {@link Socket#onAnyOutgoing}. */
    record Outgoing(String name, List<@Nullable Object> args) {}

    /**
     * A caller of {@code connect}.
     *
     * @param deadline the timer of the deadline, which ends the attempts also when the caller has given up
     * @param waits whether the caller has not given up
     */
    private record Waiter(Promise<SocketCore> promise, Optional<Subscription> deadline, boolean waits) {}

    /** @param onEvent hands events on, on the loop */
    SocketCore(String namespace, Meter meter, BiConsumer<SocketAction.EventArrived, Delivery> onEvent) {
        this.namespace = namespace;
        this.meter = meter;
        this.onEvent = onEvent;
    }

    // From any thread.

    String namespace() {
        return namespace;
    }

    Optional<String> sid() {
        return sid;
    }

    /** Returns whether it is connected or on its way to be. */
    boolean active() {
        return active;
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

    synchronized void resumeFrom(RecoveryPoint point) {
        pid = Optional.of(point.pid());
        offset = Optional.of(point.offset());
        resumption = Optional.of(point);
    }

    /** Returns where the next connect is to go on, once. */
    synchronized Optional<RecoveryPoint> takeResumption() {
        Optional<RecoveryPoint> taken = resumption;
        resumption = Optional.empty();
        return taken;
    }

    /** Returns whether somebody wants to see the arguments of what is emitted. */
    boolean wantsArgs() {
        return !outgoing.isEmpty() || !dropped.isEmpty();
    }

    int unsent() {
        return unsent;
    }

    /** Events wait there from now on: it is to end with the socket, and to be reopened with it. */
    void follows(Inbox<?> opened) {
        inbox = opened;
    }

    /** The client has ended: no reader shall wait for an event any more. */
    void clientEnded() {
        onInbox(Inbox::end);
    }

    // From the application, on the loop.

    void await(Promise<SocketCore> promise, Optional<Subscription> deadline) {
        if (waiters.isEmpty()) {
            waiters = new ArrayList<>(1);
        }
        waiters.add(new Waiter(promise, deadline, true));
    }

    /** Shows whether the session wants it to be connected. */
    void active(boolean wanted) {
        active = wanted;
    }

    /** Fails a caller that waited long enough; returns whether nobody waits any more. */
    boolean late(Promise<SocketCore> promise, Duration deadline) {
        Optional<Waiter> its = forget(promise);
        its.filter(Waiter::waits).ifPresent(waiter -> promise.fail(ConnectFailedException.late(deadline, lastFailure)));
        return its.isPresent() && waiters.stream().noneMatch(Waiter::waits);
    }

    /** A caller has given up. */
    void stopWaiting(Promise<SocketCore> promise) {
        forget(promise)
                .filter(waiter -> waiter.deadline.isPresent())
                .ifPresent(waiter -> waiters.add(new Waiter(promise, waiter.deadline, false)));
    }

    private Optional<Waiter> forget(Promise<SocketCore> promise) {
        Optional<Waiter> its =
                waiters.stream().filter(waiter -> waiter.promise == promise).findFirst();
        its.ifPresent(waiters::remove);
        return its;
    }

    /** An event has come to the loop. */
    void emitted(OutgoingEvent event) {
        if (event.isAwaited()) {
            event.answerSince(meter.start());
        }
    }

    /** The event was refused by the connection; nothing else reports it. */
    void refused(OutgoingEvent event, RuntimeException why) {
        fail(event, new AckException(event.name(), why));
    }

    // From the session.

    void joined(SocketAction.Joined joined) {
        sid = Optional.of(joined.sid());
        recovered = joined.recovered();
        pid = joined.pid();
        lastFailure = null;
        onInbox(Inbox::reopen);
    }

    void connected(Delivery delivery) {
        meter.connected(namespace, recovered);
        delivery.call(connect, true);
        connectedAlready();
    }

    void connectedAlready() {
        endWaiting(promise -> promise.succeed(this));
    }

    void connectFailed(ConnectFailedException why, Delivery delivery) {
        lastFailure = why;
        active = why.willRetry();
        if (why.reason() != ConnectFailedException.Reason.LEFT) {
            delivery.call(connectError, why);
        }
        if (!why.willRetry()) {
            endWaiting(promise -> promise.fail(why));
            onInbox(Inbox::end);
        }
    }

    void disconnected(SocketAction.Disconnected left, Delivery delivery) {
        active = left.willReconnect();
        sid = Optional.empty();
        meter.disconnected(namespace, left.reason());
        Disconnection how = new Disconnection(left.reason(), left.cause(), left.willReconnect(), left.said());
        how.serverMessage(PeerText.SENTENCE + 1)
                .ifPresent(text -> ClientLog.LOG.warn(
                        "The server disconnected namespace {}: {}", namespace, PeerText.opening(text)));
        delivery.call(disconnect, how);
        if (!left.willReconnect()) {
            onInbox(Inbox::end);
        }
    }

    /** Hands an event on. */
    void arrived(SocketAction.EventArrived arrived, Delivery delivery) {
        meter.eventReceived(namespace, arrived.event().name(), arrived.size());
        onEvent.accept(arrived, delivery);
    }

    /** An event has been processed. From any thread. */
    void processed(Optional<String> at) {
        if (at.isPresent()) {
            offset = at;
        }
    }

    void sent(OutgoingEvent event, Delivery delivery) {
        meter.eventSent(namespace, event.name(), event.packet().size());
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
                new DroppedEvent(event.name(), event.args(), reason, event.tag()),
                event.packet().size());
    }

    /** Counts an event that is dropped. From any thread. */
    void countDropped(String event, DroppedEvent.Reason reason) {
        meter.eventDropped(namespace, event, reason);
    }

    void answered(SocketAction.AckArrived answer) {
        OutgoingEvent event = OutgoingEvent.of(answer.event());
        if (event.isAwaited()) {
            meter.ackReceived(namespace, event.name(), event.since());
            event.answered(answer.args(), answer.memory());
        }
    }

    void unanswered(SocketAction.AckFailed failed) {
        OutgoingEvent event = OutgoingEvent.of(failed.event());
        fail(
                event,
                failed.why() == AckFailure.TIMEOUT
                        ? AckException.late(event.name(), Duration.ofNanos(event.ackTimeout()))
                        : new AckException(event.name(), reason(failed.why())));
    }

    private void fail(OutgoingEvent event, AckException why) {
        if (event.isAwaited()) {
            meter.ackFailed(namespace, event.name(), why);
            event.unanswered(why);
        }
    }

    private void endWaiting(Consumer<Promise<SocketCore>> end) {
        List<Waiter> all = waiters;
        waiters = List.of();
        for (Waiter waiter : all) {
            waiter.deadline.ifPresent(Subscription::remove);
            end.accept(waiter.promise);
        }
    }

    private void onInbox(Consumer<Inbox<?>> change) {
        Inbox<?> open = inbox;
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
