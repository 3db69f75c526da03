package io.curlew.socketio.client;

import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.ConnectFailure;
import io.curlew.socketio.session.DropReason;
import io.curlew.socketio.session.SocketAction;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Does what the session says: to the connection, to those who send, to those who listen. Confined to the loop. */
final class Actions {
    private final ClientDriver driver;
    private final Connections connections;
    private final Outbound outbound;
    private final Signals signals;
    private final Delivery delivery;
    private final ReadingPause reading;
    private final Optional<AttemptHook> hook;
    private final Meter meter;
    private @Nullable Throwable lastError;
    private int attempt;
    private long attemptStart;

    Actions(
            ClientDriver driver,
            Connections connections,
            Outbound outbound,
            Signals signals,
            Delivery delivery,
            ReadingPause reading,
            Optional<AttemptHook> hook,
            Meter meter) {
        this.meter = meter;
        this.driver = driver;
        this.connections = connections;
        this.outbound = outbound;
        this.signals = signals;
        this.delivery = delivery;
        this.reading = reading;
        this.hook = hook;
    }

    void perform(SocketAction action) {
        if (action instanceof SocketAction.EventArrived arrived) {
            arrived(arrived);
        } else if (action instanceof SocketAction.SendEvent send) {
            send(send);
        } else if (action instanceof SocketAction.SendAck send) {
            outbound.ack(send);
        } else if (action instanceof SocketAction.Dropped dropped) {
            drop(dropped);
        } else if (action instanceof SocketAction.Settled settled) {
            outbound.dropped(settled.event().packet());
            driver.count(signals.socket(settled.namespace()));
        } else if (action instanceof SocketAction.AckDropped dropped) {
            outbound.dropped(dropped.packet());
        } else if (action instanceof SocketAction.SendConnect join) {
            outbound.connect(join);
        } else if (action instanceof SocketAction.SendDisconnect leave) {
            outbound.disconnect(leave);
        } else if (action instanceof SocketAction.AwaitReceipt asked) {
            awaitReceipt(asked);
        } else if (action instanceof SocketAction.PrepareClose) {
            connections.wire().ifPresent(Wire::prepareClose);
        } else if (action instanceof SocketAction.OpenConnection open) {
            reading.whenItGoesOn(open.attempt(), () -> open(open.attempt()));
        } else if (action instanceof SocketAction.CloseConnection) {
            close();
        } else if (action instanceof SocketAction.Closed) {
            driver.sessionEnded();
        } else {
            remember(action);
            measure(action);
            signals.tell(action, delivery);
        }
    }

    /** Remembers why there is no connection. */
    private void remember(SocketAction action) {
        if (action instanceof SocketAction.OpenFailed failed) {
            lastError = failed.cause();
        } else if (action instanceof SocketAction.ConnectionClosed closed) {
            lastError = closed.cause()
                    .orElseGet(() -> new IllegalStateException(
                            "the connection was closed: " + closed.reason().text()));
        } else if (action instanceof SocketAction.ConnectFailed failed && saysMore(failed.why())) {
            lastError = ConnectFailedException.of(failed.why(), failed.willRetry());
        }
    }

    private void measure(SocketAction action) {
        if (action instanceof SocketAction.ConnectionOpened) {
            meter.tell(metrics -> metrics.connectionOpened(attempt, Meter.since(attemptStart)));
        } else if (action instanceof SocketAction.OpenFailed failed) {
            meter.tell(metrics -> metrics.connectionFailed(attempt, failed.cause()));
        } else if (action instanceof SocketAction.ConnectionClosed closed) {
            meter.tell(metrics -> metrics.connectionClosed(closed.reason()));
        }
    }

    /** What befell the connection itself is known already. */
    private static boolean saysMore(ConnectFailure why) {
        return !(why instanceof ConnectFailure.NotOpened || why instanceof ConnectFailure.Lost);
    }

    private void open(int number) {
        attempt = number;
        attemptStart = meter.start();
        ConnectAttempt next = new ConnectAttempt(number, lastError);
        hook.ifPresentOrElse(
                asked -> asked.ask(next, new AttemptHook.Outcome() {
                    @Override
                    public void goOn(ConnectAttempt agreed) {
                        if (agreed.isStopped()) {
                            driver.attemptStopped();
                        } else {
                            connections.open(driver, agreed);
                        }
                    }

                    @Override
                    public void failed(Throwable why) {
                        driver.attemptFailed(why);
                    }
                }),
                () -> connections.open(driver, next));
    }

    void arrived(SocketPacket packet, int memory) {
        delivery.call(signals.packet, packet, memory);
    }

    void drained() {
        signals.tellDrained(delivery);
    }

    void roundTrip(Duration time) {
        meter.tell(metrics -> metrics.roundTrip(time));
        delivery.call(signals.ping, time);
    }

    private void arrived(SocketAction.EventArrived arrived) {
        SocketCore socket = signals.socket(arrived.event().namespace());
        socket.arrived(arrived, delivery);
    }

    private void send(SocketAction.SendEvent send) {
        SocketCore socket = signals.socket(send.namespace());
        outbound.event(send, socket);
        socket.sent((OutgoingEvent) send.event(), delivery);
        driver.count(socket);
    }

    private void drop(SocketAction.Dropped dropped) {
        SocketCore socket = signals.socket(dropped.namespace());
        outbound.dropped(dropped.event().packet());
        if (dropped.why() == DropReason.VOLATILE) {
            driver.discarded();
        }
        socket.dropped((OutgoingEvent) dropped.event(), dropped.why(), delivery);
        driver.count(socket);
    }

    private void awaitReceipt(SocketAction.AwaitReceipt asked) {
        boolean unused = outbound.flush();
        Link on = connections.current();
        if (on != null) {
            on.wire()
                    .requestReceipt(() -> driver.happened(
                            on, (session, now) -> session.receipt(asked.namespace(), asked.join(), now)));
        }
    }

    private void close() {
        reading.forgetOpening();
        hook.ifPresent(AttemptHook::cancel);
        boolean unused = outbound.flush();
        connections.close();
        driver.batchIsOver();
    }
}
