package io.curlew.engineio.transport;

import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.PayloadReader;
import io.curlew.engineio.protocol.ProtocolException;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * HTTP long-polling: one GET that waits for packets, and one POST at a time that sends some, each on a connection of
 * its own.
 *
 * <pre>
 * NEW --open()--> OPENING --open packet--> OPEN --close() while a POST is in flight--------> CLOSING
 *  |                 |                       | \                                              | its answer
 *  |                 |                       |  close packet while a POST is in flight-> LEFT |
 *  |                 |                       |                its answer, or a second later | |
 *  |                 |                       |  leave()--------------------------> LEAVING  | |
 *  |                 |                       |      the answer, or a second later  |        | |
 *  +-----------------+-----------------------+---- close(), abort(), failures -----+--------+-+--> ENDED
 * </pre>
 */
final class PollingTransport implements Transport {

    private enum State {
        NEW,
        OPENING,
        OPEN,
        CLOSING,
        LEFT,
        LEAVING,
        ENDED
    }

    /**
     * The answer to the POST was written before the close packet if it says why: it is a round trip away at the most.
     */
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Connector connector;
    private final RequestBuilder requests;
    private final HttpRequester getter;
    private final HttpRequester poster;
    private final PollPace pace;
    private final ClosableListener signals;

    private State state = State.NEW;
    private Optional<String> sid = Optional.empty();
    private Duration pollTimeout = Duration.ZERO;
    private @Nullable List<EnginePacket> posting;
    private boolean measuring;
    private @Nullable Future<?> lastWords;
    /** Runs when it has been sent. */
    private Runnable gone = () -> {};

    private boolean reading = true;
    /** What was not handed over yet of the last answer, because reading is paused. */
    private @Nullable Body unread;
    /** Why the last POST failed, while some of what came before is still unread. */
    private @Nullable TransportException postFailure;

    PollingTransport(Connector connector, Cookies cookies, KeepAliveMemory memory, TransportListener listener) {
        this.connector = connector;
        this.requests = new RequestBuilder(connector.config(), connector.target());
        CookieCarrier carrier = CookieCarrier.of(cookies, connector);
        this.getter = new HttpRequester(connector, carrier, memory);
        this.poster = new HttpRequester(connector, carrier, memory);
        this.pace = new PollPace(connector.loop(), () -> guarded(Phase.READ, this::get));
        this.signals = new ClosableListener(listener);
    }

    // ---- the GET side ----

    @Override
    public void open() {
        if (state == State.NEW) {
            state = State.OPENING;
            pace.start();
        }
    }

    private void get() {
        boolean handshake = state == State.OPENING;
        Phase phase = handshake ? Phase.HANDSHAKE : Phase.READ;
        Duration deadline = handshake ? connector.config().requestTimeout() : pollTimeout;
        getter.send(
                requests.get(sid),
                PostBody.NONE,
                phase,
                deadline,
                outcome(phase, answer -> polled(answer, phase), this::getFailed));
    }

    private void polled(HttpAnswer answer, Phase phase) {
        if (!answer.isOk()) {
            getFailed(Refusal.ofStatus(TransportType.POLLING, phase, answer));
            return;
        }
        handOver(new Body(answer, phase));
    }

    private void handOver(Body body) {
        unread = body;
        Optional<ProtocolException> broken = body.handOver();
        signals.batchEnd();
        if (broken.isPresent()) {
            getFailed(Refusal.ofBody(TransportType.POLLING, body.phase, body.answer, broken.get()));
        } else if (body.held) {
            waitForLastWords();
        } else if (body.closed) {
            getFailed(closedThere());
        } else {
            goOn(body);
        }
    }

    private void goOn(Body body) {
        if (body.takeOpening()) {
            tellWritable();
        }
        if (!body.packets.hasNext()) {
            unread = null;
            pace.answered(body.nothing);
            tellPaused();
            tellPostFailure();
        }
    }

    /** Hands over what is left of the last answer, as far as there is room for it now. */
    private void readOn() {
        if (unread != null && reading) {
            handOver(unread);
        }
    }

    /** The server may have ended the session for what is wrong with the POST in flight: only its answer says so. */
    private void waitForLastWords() {
        if (postFailure != null) {
            end(postFailure);
        } else if (state == State.OPEN) {
            state = State.LEFT;
            pace.stop();
            lastWords = connector
                    .loop()
                    .schedule(() -> guarded(Phase.READ, this::tellClosed), LAST_WORDS_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void tellClosed() {
        signals.received(new EnginePacket.Close());
        signals.batchEnd();
        end(closedThere());
    }

    private void getFailed(TransportException why) {
        // When closing, the POST in flight decides: the server ends the polls of a session that it was asked to close.
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

    @Override
    public void pause() {
        pace.pause();
        tellPaused();
    }

    @Override
    public void resume() {
        pace.resume();
    }

    private void tellPaused() {
        if (state == State.OPEN && posting == null && pace.takePause()) {
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
        if (unread != null) {
            // Not from inside this call: whoever has room again may be in the middle of something.
            connector.loop().execute(() -> guarded(Phase.READ, this::readOn));
        }
    }

    private void setReading(boolean wanted) {
        reading = wanted;
        getter.setReading(wanted);
        pace.setReading(wanted);
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
        PostBody body = PostBody.of(packets);
        posting = packets;
        OptionalLong measuredFrom = measuring ? OptionalLong.of(System.nanoTime()) : OptionalLong.empty();
        measuring = false;
        poster.send(
                requests.post(sid, body.size()),
                body,
                Phase.WRITE,
                connector.config().requestTimeout(),
                outcome(Phase.WRITE, answer -> posted(packets, measuredFrom, answer), this::postFailed));
    }

    private void posted(List<EnginePacket> packets, OptionalLong measuredFrom, HttpAnswer answer) {
        if (!answer.isOk()) {
            postFailed(Refusal.ofStatus(TransportType.POLLING, Phase.WRITE, answer));
            return;
        }
        posting = null;
        measuredFrom.ifPresent(from -> signals.roundTrip(System.nanoTime() - from));
        signals.written(packets);
        if (state == State.CLOSING) {
            end(closedHere());
        } else if (state == State.LEFT) {
            tellClosed();
        } else if (state == State.LEAVING) {
            sayGoodbye();
        }
        tellWritable();
        tellPaused();
    }

    /** What has arrived before is delivered before, when there is room for it. */
    private void postFailed(TransportException why) {
        if (state == State.LEAVING) {
            sayGoodbye();
        } else if (state == State.OPEN && unread != null) {
            postFailure = why;
        } else {
            end(why);
        }
    }

    private void tellPostFailure() {
        if (postFailure != null) {
            end(postFailure);
        }
    }

    /** The next POST is measured, which carries the answer to the ping that is the occasion. */
    @Override
    public void measureRoundTrip() {
        measuring = true;
    }

    @Override
    public void ping() {
        throw new UnsupportedOperationException("The answer to a POST tells the same");
    }

    private void tellWritable() {
        if (state == State.OPEN && posting == null) {
            signals.writable();
        }
    }

    // ---- the end ----

    @Override
    public void close() {
        if (posting == null || postFailure != null) {
            end(closedHere());
        } else if (state == State.OPEN) {
            // The GET stays: a server that sees it go drops the session, and with it what is being posted.
            state = State.CLOSING;
            pace.stop();
        }
    }

    @Override
    public void abort() {
        signals.silence();
        end(closedHere());
    }

    @Override
    public void leave(Runnable whenGone) {
        if (state != State.OPEN) {
            abort();
            whenGone.run();
            return;
        }
        signals.silence();
        gone = whenGone;
        state = State.LEAVING;
        guarded(Phase.WRITE, this::leaveOpen);
    }

    private void leaveOpen() {
        pace.stop();
        getter.abort();
        lastWords = connector.loop().schedule(() -> end(closedHere()), LAST_WORDS_NANOS, TimeUnit.NANOSECONDS);
        if (posting == null || postFailure != null) {
            sayGoodbye();
        }
    }

    private void sayGoodbye() {
        PostBody goodbye = PostBody.of(List.of(new EnginePacket.Close()));
        poster.send(
                requests.post(sid, goodbye.size()),
                goodbye,
                Phase.WRITE,
                connector.config().requestTimeout(),
                outcome(Phase.WRITE, answer -> end(closedHere()), this::end));
    }

    private void end(TransportException why) {
        if (state != State.ENDED) {
            state = State.ENDED;
            unread = null;
            postFailure = null;
            pace.stop();
            if (lastWords != null) {
                lastWords.cancel(false);
            }
            try {
                getter.abort();
                poster.abort();
            } finally {
                signals.failed(why); // whatever comes of the connections: nobody could tell it later
                gone.run();
            }
        }
    }

    private static TransportException closedHere() {
        return closed(Phase.WRITE, "closed by this side");
    }

    private static TransportException closedThere() {
        return closed(Phase.READ, "the server closed the session");
    }

    private static TransportException closed(Phase phase, String what) {
        return TransportException.closed(TransportType.POLLING, phase, what).build();
    }

    /** Nothing that is thrown gets lost in an event loop: whatever goes wrong ends the transport, audibly. */
    private void guarded(Phase phase, Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            NetworkFailure why = NetworkFailure.unexpected(failure);
            end(TransportException.error(TransportType.POLLING, phase, "unexpected failure: " + why.words())
                    .cause(why.cause())
                    .build());
        }
    }

    private HttpRequester.Outcome outcome(
            Phase phase, Consumer<HttpAnswer> onAnswer, Consumer<TransportException> onFailure) {
        return new HttpRequester.Outcome() {
            @Override
            public void connected() {
                if (phase == Phase.HANDSHAKE) {
                    signals.connected();
                }
            }

            @Override
            public void answered(HttpAnswer answer) {
                guarded(phase, () -> onAnswer.accept(answer));
            }

            @Override
            public void failed(TransportException why) {
                guarded(phase, () -> onFailure.accept(why));
            }
        };
    }

    /** The packets of one answer, handed over one by one for as long as somebody reads. */
    private final class Body {
        private final HttpAnswer answer;
        private final Phase phase;
        private final PayloadReader packets;
        private boolean opening;
        private boolean nothing = true;
        private boolean closed;
        private boolean held;

        Body(HttpAnswer answer, Phase phase) {
            this.answer = answer;
            this.phase = phase;
            this.opening = phase == Phase.HANDSHAKE;
            this.packets = opening ? PayloadReader.ofFirst(answer.body()) : PayloadReader.ofLater(answer.body());
        }

        /** Returns what is wrong with the body, if anything; the packets before that have been handed over. */
        Optional<ProtocolException> handOver() {
            try {
                while (packets.hasNext() && isWanted()) {
                    accept(packets.next());
                }
                return Optional.empty();
            } catch (ProtocolException broken) {
                return Optional.of(broken);
            }
        }

        private boolean isWanted() {
            return reading && !closed && state != State.ENDED;
        }

        private void accept(EnginePacket packet) {
            if (state == State.OPENING) {
                opened(packet);
            }
            closed = packet instanceof EnginePacket.Close;
            nothing &= packet instanceof EnginePacket.Noop;
            held = closed && posting != null;
            if (!held) {
                signals.received(packet);
            }
        }

        /** Returns whether this has opened the session. True once. */
        boolean takeOpening() {
            boolean first = opening;
            opening = false;
            return first;
        }
    }
}
