package io.curlew.socketio.client;

import io.curlew.socketio.session.SocketAction;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The attempts to open a connection, and what each learns of those before. Confined to the loop. */
final class Attempts {
    private final Connections connections;
    private final Optional<AttemptHook> hook;
    private final Feed feed;
    private final Meter meter;
    private final ConnectionLog log;
    private @Nullable Throwable lastError;
    private int number;
    private long start;

    Attempts(Connections connections, Optional<AttemptHook> hook, Feed feed, Meter meter, ConnectionLog log) {
        this.connections = connections;
        this.hook = hook;
        this.feed = feed;
        this.meter = meter;
        this.log = log;
    }

    /** Makes one, after the application's hook has had its say. */
    void make(int next) {
        number = next;
        start = meter.start();
        ConnectAttempt attempt = new ConnectAttempt(next, lastError);
        log.begins(Optional.empty());
        hook.ifPresentOrElse(asked -> asked.ask(attempt, new Answer()), () -> open(attempt));
    }

    private void open(ConnectAttempt attempt) {
        log.begins(attempt.url());
        connections.open(attempt);
        log.opening(connections.wire());
    }

    /** What the hook says is of no interest any more. */
    void cancel() {
        hook.ifPresent(AttemptHook::cancel);
    }

    /** The client has ended: a hook that hangs is interrupted. */
    void end() {
        hook.ifPresent(AttemptHook::end);
    }

    private final class Answer implements AttemptHook.Outcome {
        @Override
        public void goOn(ConnectAttempt agreed) {
            if (agreed.isStopped()) {
                Throwable why = new CancellationException("the beforeAttempt hook stopped the attempt");
                feed.happened(null, (session, clock) -> session.connectionGivenUp(why, clock.now()));
            } else {
                open(agreed);
            }
        }

        @Override
        public void failed(Throwable why) {
            feed.happened(null, (session, clock) -> session.connectionFailed(why, clock.now()));
        }
    }

    void opened() {
        meter.connectionOpened(number, start);
        log.opened(number);
    }

    void failed(Throwable cause) {
        lastError = cause;
        meter.connectionFailed(number, cause);
        log.failed(number, cause);
    }

    void lost(SocketAction.ConnectionClosed closed) {
        lastError = closed.cause()
                .orElseGet(() -> new IllegalStateException(
                        "the connection was closed: " + closed.reason().text()));
        meter.connectionClosed(closed.reason());
        log.lost(closed);
    }

    /** There will be no other attempt. */
    void gaveUp() {
        log.gaveUp(number);
    }

    /** A namespace could not be joined. What befell the connection itself is known already. */
    void notJoined(String namespace, ConnectFailedException why) {
        switch (why.reason()) {
            case NOT_OPENED, TIMED_OUT, LOST -> {}
            case LEFT, LATE -> lastError = why;
            case REFUSED, NO_SESSION_ID, NO_ANSWER, NO_AUTH -> {
                lastError = why;
                log.notJoined(namespace, why);
            }
        }
    }
}
