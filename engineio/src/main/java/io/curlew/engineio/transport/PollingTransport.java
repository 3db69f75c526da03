package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.PayloadCodec;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * HTTP long-polling: one GET that waits for packets, and one POST at a time that sends some, each on a connection of
 * its own.
 *
 * <pre>
 * NEW --open()--> OPENING --open packet--> OPEN --close() while a POST is in flight--> CLOSING
 *  |                 |                       |                                            | its answer
 *  +-----------------+-----------------------+---- close(), abort(), failures ------------+--> ENDED
 * </pre>
 */
final class PollingTransport implements Transport {
    /** A server that answers with nothing at once, for ever, gets at most 200 requests a second. */
    private static final Duration AFTER_NOTHING = Duration.ofMillis(5);

    private enum State {
        NEW,
        OPENING,
        OPEN,
        CLOSING,
        ENDED
    }

    private enum Pause {
        OFF,
        WANTED,
        REACHED
    }

    private final TransportConfig config;
    private final Connector connector;
    private final Requests requests;
    private final HttpRequester getter;
    private final HttpRequester poster;
    private final Signals signals;

    private State state = State.NEW;
    private Optional<String> sid = Optional.empty();
    private Duration pollTimeout = Duration.ZERO;
    /** A GET is in flight, or what it brought is being handed over. */
    private boolean polling;

    private Pause pause = Pause.OFF;
    private boolean reading = true;
    private @Nullable Future<?> delayedPoll;
    private @Nullable List<EnginePacket> posting;

    PollingTransport(Connector connector, TransportListener listener) {
        this.connector = connector;
        this.config = connector.config();
        this.requests = new Requests(config, connector.target());
        this.getter = new HttpRequester(connector);
        this.poster = new HttpRequester(connector);
        this.signals = new Signals(listener);
    }

    @Override
    public void open() {
        if (state == State.NEW) {
            state = State.OPENING;
            get(Phase.HANDSHAKE, config.requestTimeout());
        }
    }

    // ---- the GET side ----

    private void get(Phase phase, Duration deadline) {
        polling = true;
        getter.send(requests.get(sid), phase, deadline, new Guarded(phase) {
            @Override
            void onAnswer(HttpAnswer answer) {
                polled(answer, phase);
            }

            @Override
            void onFailure(TransportException why) {
                getFailed(why);
            }
        });
    }

    private void polled(HttpAnswer answer, Phase phase) {
        if (!answer.isOk()) {
            getFailed(Refusal.ofStatus(TransportType.POLLING, phase, answer));
            return;
        }
        Delivery delivery = new Delivery();
        try {
            PayloadCodec.decode(answer.body(), delivery::accept);
        } catch (ProtocolException noPayload) {
            signals.batchEnd();
            getFailed(Refusal.ofBody(TransportType.POLLING, phase, answer, noPayload));
            return;
        }
        signals.batchEnd();
        polling = false;
        if (delivery.closed) {
            getFailed(closed(Phase.READ, "the server closed the session"));
        }
        if (phase == Phase.HANDSHAKE) {
            tellWritable();
        }
        goOn(delivery.onlyNoops);
    }

    private void getFailed(TransportException why) {
        polling = false;
        // When closing, the POST in flight decides: the server ends a poll of a session that it was asked to close.
        if (state != State.CLOSING) {
            end(why);
        }
    }

    private void opened(EnginePacket first) {
        if (!(first instanceof EnginePacket.Open open)) {
            throw new ProtocolException("the first packet must be the open packet", 0);
        }
        Handshake handshake = open.handshake();
        sid = Optional.of(handshake.sid());
        pollTimeout = handshake.pingInterval().plus(handshake.pingTimeout());
        state = State.OPEN;
        signals.opened();
    }

    private void goOn(boolean afterNothing) {
        if (pause != Pause.OFF) {
            tellPaused();
        } else if (afterNothing && state == State.OPEN) {
            delayedPoll = connector
                    .loop()
                    .schedule(() -> guarded(this::pollAfterDelay), AFTER_NOTHING.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            poll();
        }
    }

    private void pollAfterDelay() {
        delayedPoll = null;
        poll();
    }

    private void poll() {
        if (state == State.OPEN && !polling && delayedPoll == null && pause == Pause.OFF && reading) {
            get(Phase.READ, pollTimeout);
        }
    }

    @Override
    public void pause() {
        pause = Pause.WANTED;
        cancelDelayedPoll();
        tellPaused();
    }

    @Override
    public void resume() {
        pause = Pause.OFF;
        poll();
    }

    private void tellPaused() {
        if (pause == Pause.WANTED && state == State.OPEN && !polling && posting == null) {
            pause = Pause.REACHED;
            signals.paused();
        }
    }

    @Override
    public void pauseReading() {
        setReading(false);
    }

    @Override
    public void resumeReading() {
        setReading(true);
        poll();
    }

    private void setReading(boolean wanted) {
        reading = wanted;
        getter.setReading(wanted);
    }

    // ---- the POST side ----

    @Override
    public void write(List<EnginePacket> packets) {
        if (state != State.OPEN) {
            return;
        }
        if (posting != null) {
            throw new IllegalStateException("write() before writable()");
        }
        byte[] body = PayloadCodec.encode(packets);
        posting = packets;
        poster.send(requests.post(sid, body), Phase.WRITE, config.requestTimeout(), new Guarded(Phase.WRITE) {
            @Override
            void onAnswer(HttpAnswer answer) {
                posted(packets, answer);
            }

            @Override
            void onFailure(TransportException why) {
                end(why);
            }
        });
    }

    private void posted(List<EnginePacket> packets, HttpAnswer answer) {
        if (!answer.isOk()) {
            end(Refusal.ofStatus(TransportType.POLLING, Phase.WRITE, answer));
            return;
        }
        posting = null;
        signals.written(packets);
        if (state == State.CLOSING) {
            end(closedHere());
        }
        tellWritable();
        tellPaused();
    }

    private void tellWritable() {
        if (state == State.OPEN && posting == null) {
            signals.writable();
        }
    }

    // ---- the end ----

    @Override
    public void close() {
        cancelDelayedPoll();
        if (posting == null) {
            end(closedHere());
        } else if (state == State.OPEN) {
            state = State.CLOSING;
        }
    }

    @Override
    public void abort() {
        signals.silence();
        end(closedHere());
    }

    private void end(TransportException why) {
        if (state != State.ENDED) {
            state = State.ENDED;
            cancelDelayedPoll();
            getter.abort();
            poster.abort();
            signals.failed(why);
        }
    }

    private void cancelDelayedPoll() {
        if (delayedPoll != null) {
            delayedPoll.cancel(false);
            delayedPoll = null;
        }
    }

    private static TransportException closedHere() {
        return closed(Phase.WRITE, "closed by this side");
    }

    private static TransportException closed(Phase phase, String what) {
        return TransportException.closed(TransportType.POLLING, phase, what).build();
    }

    private void guarded(Runnable step) {
        guarded(Phase.READ, step);
    }

    /** Nothing that is thrown gets lost in an event loop: whatever goes wrong ends the transport, audibly. */
    private void guarded(Phase phase, Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            end(TransportException.error(TransportType.POLLING, phase, "unexpected failure")
                    .cause(failure)
                    .build());
        }
    }

    /** Hands the packets of one body over. */
    private final class Delivery {
        private boolean onlyNoops = true;
        private boolean closed;

        void accept(EnginePacket packet) {
            if (closed) {
                return;
            }
            if (state == State.OPENING) {
                opened(packet);
            }
            closed = packet instanceof EnginePacket.Close;
            onlyNoops &= packet instanceof EnginePacket.Noop;
            signals.received(packet);
        }
    }

    private abstract class Guarded implements HttpRequester.Outcome {
        private final Phase phase;

        Guarded(Phase phase) {
            this.phase = phase;
        }

        abstract void onAnswer(HttpAnswer answer);

        abstract void onFailure(TransportException why);

        @Override
        public void answered(HttpAnswer answer) {
            guarded(phase, () -> onAnswer(answer));
        }

        @Override
        public void failed(TransportException why) {
            guarded(phase, () -> onFailure(why));
        }
    }
}
