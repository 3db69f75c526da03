package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.DurationText;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection, one packet a frame.
 *
 * <pre>
 * NEW --open()--> OPENING --101--> OPEN --close()--> CLOSING
 *  |                 |               |                  | the server's close frame
 *  +-----------------+---------------+-- failures ------+--> ENDED
 * </pre>
 */
final class WebSocketTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketTransport.class);

    private enum State {
        NEW,
        OPENING,
        OPEN,
        CLOSING,
        ENDED
    }

    private final Connector connector;
    private final Cookies cookies;
    private final Optional<String> sid;
    private final ClosableListener signals;

    private State state = State.NEW;
    private boolean reading = true;
    private @Nullable Dial dial;
    private @Nullable Channel channel;
    private @Nullable WebSocketFraming framing;
    private @Nullable Future<?> connectTimer;

    private boolean written;
    /** The latest write filled the channel, so that {@link TransportListener#writable} is still to come. */
    private boolean full;
    /** The latest read brought packets. */
    private boolean inBatch;

    WebSocketTransport(Connector connector, Cookies cookies, Optional<String> sid, TransportListener listener) {
        this.connector = connector;
        this.cookies = cookies;
        this.sid = sid;
        this.signals = new ClosableListener(listener);
    }

    // ---- opening ----

    @Override
    public void open() {
        if (state == State.NEW) {
            state = State.OPENING;
            Duration timeout = connector.config().connectTimeout();
            // The dial's own deadline is the same, and comes first: it knows better what took so long.
            dial = connector.dial(new Opening());
            connectTimer = connector.loop().schedule(() -> tooSlow(timeout), timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void tooSlow(Duration timeout) {
        String what = "timed out: no answer to the handshake within " + DurationText.of(timeout); // as the session says
        end(TransportException.error(TransportType.WEBSOCKET, Phase.HANDSHAKE, what)
                .timeout()
                .build());
        drop();
    }

    private void opened(WebSocketFraming opened) {
        framing = opened;
        state = State.OPEN;
        cancelTimer();
        if (sid.isPresent()) {
            opened.continueSession();
        }
        opened.setReading(reading);
        signals.opened();
        if (!written) {
            tellWritable();
        }
    }

    // ---- writing and reading ----

    @Override
    public void write(List<EnginePacket> packets) {
        if (state != State.OPEN || framing == null) {
            return;
        }
        written = true;
        WebSocketFraming writing = framing;
        writing.write(packets)
                .addListener(done -> guarded(Phase.WRITE, () -> {
                    if (done.isSuccess()) {
                        signals.written(packets);
                    } else {
                        writing.writeFailed(done.cause());
                    }
                }));
        full = !framing.isWritable();
        tellWritable();
    }

    @Override
    public void measureRoundTrip() {
        if (state == State.OPEN && framing != null) {
            framing.measureRoundTrip();
        }
    }

    @Override
    public void ping() {
        if (state == State.OPEN && framing != null) {
            framing.ping()
                    .addListener(done -> guarded(Phase.WRITE, () -> {
                        if (done.isSuccess()) {
                            signals.pingLeft();
                        }
                    }));
        }
    }

    private void tellWritable() {
        if (state == State.OPEN && !full) {
            signals.writable();
        }
    }

    @Override
    public void pauseReading() {
        setReading(false);
    }

    @Override
    public void resumeReading() {
        setReading(true);
    }

    private void setReading(boolean wanted) {
        reading = wanted;
        if (framing != null && state != State.CLOSING) {
            framing.setReading(wanted);
        }
    }

    /** A WebSocket carries no polls: there is nothing to pause. */
    @Override
    public void pause() {
        throw new UnsupportedOperationException("Only polling can be paused");
    }

    @Override
    public void resume() {
        throw new UnsupportedOperationException("Only polling can be paused");
    }

    // ---- the end ----

    @Override
    public void close() {
        if (state == State.OPEN && framing != null) {
            state = State.CLOSING;
            // The answer comes behind everything that was not read yet.
            framing.setReading(true);
            framing.close();
        } else if (state != State.CLOSING) {
            end(closedHere());
            drop();
        }
    }

    @Override
    public void leave(Runnable gone) {
        abort();
        gone.run();
    }

    @Override
    public void abort() {
        signals.silence();
        end(closedHere());
        drop();
    }

    private void lost(Phase phase, @Nullable Throwable cause) {
        Optional<NetworkFailure> failure = Optional.ofNullable(cause).map(NetworkFailure::of);
        String what = "the connection was lost";
        TransportException.Builder why = state == State.CLOSING
                ? closed("closed by this side")
                : TransportException.closed(
                        TransportType.WEBSOCKET,
                        phase,
                        failure.map(known -> known.after(what)).orElse(what));
        failure.ifPresent(known -> why.cause(known.cause()));
        end(why.build());
        drop();
    }

    private void fail(Phase phase, String what, @Nullable Throwable cause) {
        TransportException.Builder why = TransportException.error(TransportType.WEBSOCKET, phase, what);
        end((cause == null ? why : why.cause(cause)).build());
        drop();
    }

    /** Nothing that is thrown gets lost in an event loop: whatever goes wrong ends the transport, audibly. */
    private void guarded(Phase phase, Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            NetworkFailure why = NetworkFailure.unexpected(failure);
            fail(phase, "unexpected failure: " + why.words(), why.cause());
        }
    }

    /** Signals the end. The channel may live on for a moment, to send its close frame. */
    private void end(TransportException why) {
        if (state != State.ENDED) {
            state = State.ENDED;
            cancelTimer();
            LOG.debug("The WebSocket to {} ended", connector.target());
            signals.failed(why);
        }
    }

    private void drop() {
        if (dial != null) {
            dial.cancel();
        }
        if (framing != null) {
            framing.drop();
        } else if (channel != null) {
            var unused = channel.close();
        }
    }

    private void cancelTimer() {
        if (connectTimer != null) {
            connectTimer.cancel(false);
            connectTimer = null;
        }
    }

    private static TransportException.Builder closed(String what) {
        return TransportException.closed(TransportType.WEBSOCKET, Phase.READ, what);
    }

    private static TransportException closedHere() {
        return closed("closed by this side").build();
    }

    /** Connecting, then switching from HTTP. */
    private final class Opening implements Connector.Outcome, WebSocketUpgrade.Outcome {
        @Override
        public void connected(Channel connected) {
            dial = null;
            channel = connected;
            signals.connected();
            RequestBuilder requests = new RequestBuilder(connector.config(), connector.target());
            CookieCarrier carrier = CookieCarrier.of(cookies, connector);
            WebSocketUpgrade.start(connected, requests, carrier, sid, this);
        }

        @Override
        public void switched(ChannelPipeline pipeline, @Nullable Compression compression) {
            int limit = connector.config().maxMessageSize();
            guarded(Phase.HANDSHAKE, () -> opened(WebSocketFraming.on(pipeline, limit, compression, new Incoming())));
        }

        @Override
        public void failed(TransportException why) {
            end(why);
            drop();
        }
    }

    /** What the server sends. */
    private final class Incoming implements WebSocketFraming.Peer {
        @Override
        public void received(EnginePacket packet) {
            inBatch = true;
            signals.received(packet);
        }

        @Override
        public void roundTrip(long nanos) {
            signals.roundTrip(nanos);
        }

        @Override
        public void ponged() {
            signals.ponged();
        }

        @Override
        public void readComplete() {
            if (inBatch) {
                inBatch = false;
                signals.batchEnd();
            }
        }

        @Override
        public void writabilityChanged() {
            if (full && framing != null && framing.isWritable()) {
                full = false;
                tellWritable();
            }
        }

        @Override
        public void closed(int code, String message) {
            String what = state == State.CLOSING ? "closed by this side" : "the server closed: code " + code;
            end(WebSocketTransport.closed(what)
                    .closeCode(code)
                    .closeMessage(message)
                    .build());
        }

        @Override
        public void lost(Phase phase, @Nullable Throwable cause) {
            WebSocketTransport.this.lost(phase, cause);
        }

        @Override
        public void broken(String what, Throwable cause) {
            end(TransportException.error(TransportType.WEBSOCKET, Phase.READ, what)
                    .cause(cause)
                    .build());
        }
    }
}
