package io.curlew.kafka;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.BlockingSocket;
import io.curlew.socketio.client.ConnectAttempt;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.Disconnection;
import io.curlew.socketio.client.Event;
import io.curlew.socketio.client.RecoveryPoint;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.socketio.client.SocketIoClientBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed from a Socket.IO server.
 *
 * <p>The client could come back by itself, but then nobody could tell which of the events that wait came before a gap.
 * So its only attempt to reconnect is stopped before it is made. Reconnection is on nevertheless: what gives up a
 * connection without leaving the namespace is {@link SocketIoClient#reconnectNow}.
 */
final class ClientFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(ClientFeed.class);

    private final SessionId session;
    private final SocketIoClient client;
    private final Socket socket;
    private final BlockingSocket view;
    private final Runnable wake;
    private volatile @Nullable Throwable lastError;
    private volatile boolean closing;
    /** How often it was connected; changed only by the thread that polls. */
    private final AtomicInteger connections = new AtomicInteger();

    /** @param wake called from any thread when there is something to do */
    ClientFeed(SessionId session, SocketIoClientBuilder builder, Runnable wake) {
        this.session = session;
        this.wake = wake;
        this.client = builder.reconnection(Backoff.fixed(Duration.ofMillis(1)))
                .beforeAttempt(this::stopReturning)
                .build();
        this.socket = client.socket(session.namespace());
        this.view = socket.blocking();
        socket.onAny(event -> wake.run());
        socket.onConnectError(this::failed);
        socket.onDisconnect(this::disconnected);
    }

    private void stopReturning(ConnectAttempt attempt) {
        if (attempt.number() > 0) {
            attempt.stop();
        }
    }

    private void failed(ConnectFailedException why) {
        if (why.willRetry()) { // else it is the end of the attempt that was stopped, or what connect() tells
            lastError = why;
        }
        wake.run();
    }

    private void disconnected(Disconnection how) {
        if (!closing) {
            LOG.warn(
                    "Session {} was disconnected ({}): {}",
                    session,
                    how.reason().text(),
                    how.cause()
                            .map(Throwable::getMessage)
                            .map(PeerText::opening)
                            .orElse("no more is known"));
        }
        wake.run();
    }

    @Override
    public void resumeFrom(RecoveryPoint point) {
        socket.resumeFrom(point);
    }

    @Override
    public CompletableFuture<?> connect() {
        lastError = null;
        connections.incrementAndGet();
        CompletableFuture<Socket> answered = socket.connect().handle((connected, failure) -> {
            if (failure != null) {
                throw reason(failure);
            }
            return connected;
        });
        // Not in the function above, while which the future is not done: the task would look at it too early.
        CompletableFuture<Socket> unused = answered.whenComplete((connected, failure) -> wake.run());
        return answered;
    }

    private RuntimeException reason(Throwable failure) {
        Throwable first = lastError;
        if (first instanceof RuntimeException known) {
            return known;
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    @Override
    public boolean connected() {
        return socket.connected();
    }

    @Override
    public boolean recovered() {
        return socket.recovered();
    }

    @Override
    public boolean over() {
        return socket.state() == Socket.State.DISCONNECTED;
    }

    @Override
    public Optional<Received> next() {
        Optional<String> before = socket.offset();
        Optional<Event> event = take();
        Optional<String> after = socket.offset(); // moves on when an event is taken, which only this thread does
        return event.map(taken -> new Received(
                taken.name(),
                taken.args(),
                after.filter(offset -> !after.equals(before)),
                socket.recoveryPoint(),
                taken.wantsAck() ? Optional.of(ack(taken, connections.get())) : Optional.empty()));
    }

    /** The client drops an answer for an earlier connection without a word. */
    private Runnable ack(Event event, int connection) {
        return () -> {
            if (connection != connections.get() || !socket.connected()) {
                throw new IllegalStateException("The connection is gone on which the event came");
            }
            event.ack();
        };
    }

    private Optional<Event> take() {
        try {
            return view.receive(Duration.ZERO);
        } catch (IllegalStateException nothingLeft) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<RecoveryPoint> point() {
        return socket.recoveryPoint();
    }

    @Override
    public int waiting() {
        return client.incomingEvents();
    }

    @Override
    public void hangUp() {
        client.reconnectNow();
    }

    @Override
    public CompletableFuture<?> close() {
        closing = true;
        hangUp();
        return client.closeAsync();
    }
}
