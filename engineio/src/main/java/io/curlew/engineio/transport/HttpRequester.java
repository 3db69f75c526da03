package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request at a time over a connection that it keeps, and replaces when it is gone or too old. A request is
 * written at most once: nothing is retried, nothing is redirected.
 */
final class HttpRequester {

    /** What became of a request. Exactly one of the two is called, once, unless the requester is aborted before. */
    interface Outcome {
        void answered(HttpAnswer answer);

        void failed(TransportException why);
    }

    private final Connector connector;
    private final CookieCarrier cookies;
    private @Nullable HttpConnection connection;
    private @Nullable Dial dial;
    private @Nullable Exchange exchange;
    private boolean reading = true;

    HttpRequester(Connector connector, CookieCarrier cookies) {
        this.cookies = cookies;
        this.connector = connector;
    }

    /**
     * Sends the request.
     *
     * @param phase named in the failure
     * @param deadline from now to the whole answer; starts anew when reading was off in between
     * @param outcome never called from inside this method
     */
    void send(FullHttpRequest request, Phase phase, Duration deadline, Outcome outcome) {
        Exchange next = new Exchange(request, phase, deadline, outcome);
        exchange = next;
        next.restartTimer();
        cookies.addTo(
                request,
                () -> sendReady(next),
                failure -> next.failedIfWanted("the request could not be prepared", failure));
    }

    private void sendReady(Exchange next) {
        if (exchange != next) {
            return; // it was aborted, or its time is over
        }
        HttpConnection kept = connection;
        if (kept != null && kept.isReusable()) {
            kept.send(next.request, next);
        } else {
            dropConnection();
            dial = connector.dial(next);
        }
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

    /** Closes the connection; the outcome of a request in flight is never heard of. */
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
        private final FullHttpRequest request;
        private final Phase phase;
        private final Duration deadline;
        private final Outcome outcome;
        private @Nullable Future<?> timer;

        Exchange(FullHttpRequest request, Phase phase, Duration deadline, Outcome outcome) {
            this.request = request;
            this.phase = phase;
            this.deadline = deadline;
            this.outcome = outcome;
        }

        /** An answer that nobody reads is not late. */
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
            abort();
            failed("no answer within " + deadline.toMillis() + " ms", null);
        }

        @Override
        public void connected(Channel channel) {
            HttpConnection fresh = HttpConnection.on(channel, connector.config().maxMessageSize());
            dial = null;
            connection = fresh;
            fresh.setReading(reading);
            fresh.send(request, this);
        }

        @Override
        public void answered(HttpAnswer answer) {
            finish();
            cookies.takeFrom(answer);
            outcome.answered(answer);
        }

        void failedIfWanted(String what, Throwable cause) {
            if (exchange == this) {
                failed(what, cause);
            }
        }

        @Override
        public void lost(@Nullable Throwable cause) {
            String what = "the connection was lost before the whole answer had come";
            // Before there is a session it could not be opened, as when a WebSocket's handshake is lost.
            failed(
                    phase == Phase.HANDSHAKE
                            ? TransportException.error(connector.type(), phase, what)
                            : TransportException.closed(connector.type(), phase, what),
                    cause);
        }

        @Override
        public void failed(String what, @Nullable Throwable cause) {
            failed(TransportException.error(connector.type(), phase, what), cause);
        }

        private void failed(TransportException.Builder failure, @Nullable Throwable cause) {
            failed((cause == null ? failure : failure.cause(cause)).build());
        }

        @Override
        public void failed(TransportException why) {
            finish();
            outcome.failed(why);
        }

        void finish() {
            exchange = null;
            cancelTimer();
        }
    }
}
