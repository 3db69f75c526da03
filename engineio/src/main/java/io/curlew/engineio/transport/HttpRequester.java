package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request at a time over a connection that it keeps, and replaces when it is gone or too old. A POST is
 * written at most once, and nothing is redirected.
 *
 * <p>A GET is written a second time in one case: the server closed a kept connection just when this side used it again,
 * as any server may (RFC 9112, section 9.3.1), and some do after each answer. Then the GET goes out once more, on a new
 * connection, and this server's connections are not kept any more.
 */
final class HttpRequester {
    /**
     * A server that was closing when the GET came has its FIN or RST here within a round trip. After that the server
     * may have had the GET, and have emptied its buffer into an answer that was lost.
     */
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String LOST = "the connection was lost before the whole answer had come";

    /** What became of a request. Exactly one of the two is called, once, unless the requester is aborted before. */
    interface Outcome {
        /** The request goes out on a new connection, which stands. */
        default void connected() {}

        void answered(HttpAnswer answer);

        void failed(TransportException why);
    }

    private final Connector connector;
    private final CookieCarrier cookies;
    private final KeepAliveMemory memory;
    private @Nullable HttpConnection connection;
    private @Nullable Dial dial;
    private @Nullable Exchange exchange;
    private boolean reading = true;

    HttpRequester(Connector connector, CookieCarrier cookies, KeepAliveMemory memory) {
        this.cookies = cookies;
        this.connector = connector;
        this.memory = memory;
    }

    /**
     * Sends the request.
     *
     * @param body whose length the request tells
     * @param phase named in the failure
     * @param deadline from now to the whole answer; starts anew when reading was off in between
     * @param outcome never called from inside this method
     */
    void send(HttpRequest request, PostBody body, Phase phase, Duration deadline, Outcome outcome) {
        Exchange next = new Exchange(request, body, phase, deadline, outcome);
        exchange = next;
        next.restartTimer();
        next.unasked = cookies.addTo(
                request,
                () -> sendReady(next),
                failure -> next.failedIfWanted("the request could not be prepared", failure));
    }

    private void sendReady(Exchange next) {
        if (exchange != next) {
            return; // it was aborted, or its time is over
        }
        HttpConnection kept = connection;
        if (kept != null && kept.isReusable() && memory.keepsConnections(connector.target())) {
            next.writeTo(kept, true);
        } else {
            dialFor(next);
        }
    }

    private void dialFor(Exchange next) {
        dropConnection();
        dial = connector.dial(next);
    }

    void setReading(boolean wanted) {
        if (reading == wanted) {
            return;
        }
        reading = wanted;
        if (connection != null) {
            connection.setReading(wanted);
        }
        if (exchange != null) {
            exchange.restartTimer();
        }
    }

    /** Closes the connection; the outcome of a request in flight is never reported. */
    void abort() {
        if (exchange != null) {
            exchange.finish();
        }
        if (dial != null) {
            dial.cancel();
            dial = null;
        }
        dropConnection();
    }

    private void dropConnection() {
        if (connection != null) {
            connection.drop();
            connection = null;
        }
    }

    /** One request on its way from connecting to its answer. */
    private final class Exchange implements Connector.Outcome, HttpConnection.Outcome {
        private final HttpRequest request;
        private final PostBody body;
        private final Phase phase;
        private final Duration deadline;
        private final Outcome outcome;
        private @Nullable Future<?> timer;
        /** Calls the question for cookies off. */
        private Runnable unasked = Cookies.NOTHING;

        private boolean onKept;
        private boolean again;
        private long writtenAt;

        Exchange(HttpRequest request, PostBody body, Phase phase, Duration deadline, Outcome outcome) {
            this.request = request;
            this.body = body;
            this.phase = phase;
            this.deadline = deadline;
            this.outcome = outcome;
        }

        /** An answer is not late while the application does not read. */
        void restartTimer() {
            cancelTimer();
            if (reading) {
                timer = connector.loop().schedule(this::timeout, deadline.toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        private void cancelTimer() {
            if (timer != null) {
                timer.cancel(false);
            }
        }

        private void timeout() {
            String what = isStillBeingSent()
                    ? "the body of " + body.size() + " bytes could not be sent within " + DurationText.of(deadline)
                            + ": the network is too slow for it"
                    : "no answer within " + DurationText.of(deadline) + perhapsTooSlow();
            abort();
            fail(TransportException.error(connector.type(), phase, what)
                    .timeout()
                    .build());
        }

        private boolean isStillBeingSent() {
            return body.size() > 0 && connection != null && !connection.isSent();
        }

        /** What this machine has taken may be still on its way. */
        private String perhapsTooSlow() {
            return body.size() <= Connector.CHUNK
                    ? ""
                    : " to a body of " + body.size() + " bytes: the network may be too slow for it";
        }

        private void writeTo(HttpConnection to, boolean kept) {
            onKept = kept;
            writtenAt = System.nanoTime();
            to.send(request, body, this);
        }

        @Override
        public void connected(Channel channel) {
            HttpConnection fresh = HttpConnection.on(channel, connector.config().maxMessageSize());
            dial = null;
            connection = fresh;
            fresh.setReading(reading);
            outcome.connected();
            writeTo(fresh, false);
        }

        @Override
        public void answered(HttpAnswer answer) {
            finish();
            cookies.takeFrom(answer);
            if (!memory.keepsConnections(connector.target())) {
                dropConnection();
            }
            if (again && answer.status() == HttpAnswer.BAD_REQUEST) {
                // The server has noticed the loss too. It, and not this refusal, is what ended the session.
                lostForGood(", and the session with it", Refusal.ofStatus(connector.type(), phase, answer));
            } else {
                outcome.answered(answer);
            }
        }

        @Override
        public void lost(@Nullable Throwable cause) {
            if (maySendAgain()) {
                again = true;
                // Now, and not when it has turned out well: meanwhile a POST must not go the same way.
                memory.closesConnections(connector.target());
                dialFor(this);
            } else if (isStillBeingSent()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - writtenAt);
                lostForGood(
                        "; " + millis + " ms had not been enough to send the body of " + body.size() + " bytes", cause);
            } else {
                lostForGood("", cause);
            }
        }

        /** A GET asks for what is there; a POST brings something that must not be there twice. */
        private boolean maySendAgain() {
            return onKept
                    && request.method().equals(HttpMethod.GET)
                    && System.nanoTime() - writtenAt <= CLOSING_NANOS
                    && connection != null
                    && connection.isUnanswered();
        }

        private void lostForGood(String more, @Nullable Throwable cause) {
            if (again) {
                memory.keepsConnectionsAfterAll(connector.target()); // it was not about keeping, but the end
            }
            Optional<NetworkFailure> failure = Optional.ofNullable(cause).map(NetworkFailure::of);
            String what = failure.map(known -> known.after(LOST + more)).orElse(LOST + more);
            // Before there is a session it could not be opened, as when a WebSocket's handshake is lost.
            TransportException.Builder why = phase == Phase.HANDSHAKE
                    ? TransportException.error(connector.type(), phase, what)
                    : TransportException.closed(connector.type(), phase, what);
            failure.ifPresent(known -> why.cause(known.cause()));
            fail(why.build());
        }

        void failedIfWanted(String what, Throwable cause) {
            if (exchange == this) {
                failed(what, cause);
            }
        }

        @Override
        public void failed(String what, @Nullable Throwable cause) {
            fail(TransportException.error(connector.type(), phase, what), cause);
        }

        @Override
        public void failed(TransportException noConnection) {
            if (again) {
                lostForGood(", and no other could be made", noConnection);
            } else {
                fail(noConnection);
            }
        }

        private void fail(TransportException.Builder failure, @Nullable Throwable cause) {
            fail((cause == null ? failure : failure.cause(cause)).build());
        }

        private void fail(TransportException why) {
            finish();
            outcome.failed(why);
        }

        void finish() {
            exchange = null;
            cancelTimer();
            unasked.run();
        }
    }
}
