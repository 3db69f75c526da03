package io.curlew.kafka;

import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.ConnectFailedException;
import io.curlew.socketio.client.RecoveryPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of a task: connects it, turns what it brings into records, and connects it again. Confined to the thread
 * that polls.
 *
 * <pre>
 *            time is over             answer of the server
 *   WAITING ──────────────▶ CONNECTING ──────────────▶ FLOWING
 *      ▲                        │                         │
 *      └────────────────────────┴─────────────────────────┘
 *                refused, failed        lost, and every event taken
 * </pre>
 *
 * Each record carries the place that the session has reached with it. A connection is followed by the next only when
 * each of its events is a record, so the record of a gap stands between those before and those behind. What was missed
 * comes before the server's answer and is taken then, or more of it than may wait would keep the answer from being
 * read.
 */
final class FeedSession {
    private static final Logger LOG = LoggerFactory.getLogger(FeedSession.class);

    /** A connection that lasts this long does not count as one that comes and goes. */
    private static final Duration LASTING = Duration.ofSeconds(10);

    /** After so many connections in a row that ended before the answer, the next attempt asks for no recovery. */
    private static final int HANG_UPS = 3;

    private enum State {
        WAITING,
        CONNECTING,
        FLOWING
    }

    private final SessionId id;
    private final Feed feed;
    private final Setup setup;
    private Optional<Position> position;
    private State state = State.WAITING;
    private Instant since; // in WAITING when it ends, in FLOWING when it began
    private int attempts;
    /** How many connections ended before the server's answer, since the last answer. */
    private int hangUps;

    private boolean failed; // the latest attempt
    private boolean warned;
    private CompletableFuture<?> connecting = new CompletableFuture<>();
    /** Taken when the server's answer may have come before it, and what that was is still to be seen. */
    private Optional<Received> held = Optional.empty();
    /** Until when a recovery that fails is asked for again; empty while none has failed. */
    private Optional<Instant> patient = Optional.empty();

    /** What the sessions of a task share. */
    record Setup(
            Records records,
            NamePatterns names,
            Backoff backoff,
            boolean failWhenRefused,
            Duration patience,
            InstantSource clock,
            SourceCounters counters) {}

    /**
     * @param position where an earlier task was; empty for a session that is new
     * @param begin when to connect
     */
    FeedSession(SessionId id, Feed feed, Optional<Position> position, Instant begin, Setup setup) {
        this.id = id;
        this.feed = feed;
        this.position = position;
        this.setup = setup;
        this.since = begin;
        position.flatMap(Position::point).ifPresent(feed::resumeFrom);
    }

    /**
     * Does what can be done now.
     *
     * @param most how many events to take, at most
     * @return whether more may wait
     * @throws ConnectException when the server refuses the session, and that is to be the end
     */
    boolean poll(List<SourceRecord> records, int most) {
        if (state == State.WAITING && !setup.clock().instant().isBefore(since)) {
            if (patient.isEmpty() && take(records, most)) { // what an attempt that failed has brought
                return true;
            }
            connect();
        }
        if (state == State.CONNECTING && connecting.isDone()) {
            answered(records);
        }
        return state != State.WAITING && take(records, most);
    }

    private void connect() {
        if ((patient.isPresent() || failed) && !feed.over()) {
            return;
        }
        if (patient.isPresent()) {
            forgetOthers();
        } else if (failed) {
            askAgain(feed.point());
        }
        failed = false;
        connecting = feed.connect();
        state = State.CONNECTING;
    }

    /**
     * The client gives a recovery up for an attempt after a connection that ends before the answer, since the recovery
     * may be the reason. It seldom is: servers restart, and proxies close. But a server that can't bear it is to be
     * reached, too.
     */
    private void askAgain(Optional<RecoveryPoint> point) {
        if (hangUps % (HANG_UPS + 1) < HANG_UPS) {
            point.ifPresent(feed::resumeFrom);
        }
    }

    /** The session that the server began instead is not the one to go on with. */
    private void forgetOthers() {
        held = Optional.empty();
        while (feed.next().isPresent()) {
            // What it sent since, the recovery will bring, or be part of the gap.
        }
        askAgain(position.flatMap(Position::point));
    }

    boolean flowing() {
        return state == State.FLOWING;
    }

    int waitingEvents() {
        return feed.waiting();
    }

    /** Hangs up for good; completes when the connection is closed. */
    CompletableFuture<?> close() {
        return feed.close();
    }

    private void answered(List<SourceRecord> records) {
        try {
            Object unused = connecting.join();
        } catch (CompletionException failure) {
            failed(Failures.cause(failure));
            return;
        }
        hangUps = 0;
        setup.counters().connects.increment();
        if (!feed.recovered() && asksAgain()) {
            LOG.warn("Session {} is not recovered yet; asking again until {}", id, patient.orElseThrow());
            feed.hangUp();
            pause();
            return;
        }
        patient = Optional.empty();
        state = State.FLOWING;
        since = setup.clock().instant();
        if (feed.recovered()) {
            setup.counters().recoveries.increment();
            LOG.info(
                    "Session {} goes on where it was ({})",
                    id,
                    position.map(Position::toString).orElse("no record yet"));
        } else {
            beginAnew(records);
        }
    }

    private boolean asksAgain() {
        if (setup.patience().isZero() || position.flatMap(Position::point).isEmpty()) {
            return false;
        }
        Instant now = setup.clock().instant();
        Instant end = patient.orElse(now.plus(setup.patience()));
        patient = Optional.of(end);
        return now.isBefore(end);
    }

    private void beginAnew(List<SourceRecord> records) {
        Gap gap = new Gap(id, reason(), position, since, "");
        // The feed's point is behind the event that is held, whose record may not be stored with this one.
        Optional<RecoveryPoint> point = held.isPresent() ? Optional.empty() : feed.point();
        Position after = new Position(since, position.flatMap(Position::offset), point);
        if (position.isPresent()) {
            setup.counters().gaps.increment();
            LOG.warn(
                    "Session {} has a gap after {}: {}",
                    id,
                    position.get(),
                    gap.reason().text());
        }
        add(records, setup.records().gap(gap, after), after);
    }

    private GapReason reason() {
        if (position.isEmpty()) {
            return GapReason.FIRST_CONNECT;
        }
        return position.get().point().isPresent() ? GapReason.NOT_RECOVERED : GapReason.NO_RECOVERY_POINT;
    }

    private void failed(Throwable why) {
        setup.counters().failedConnects.increment();
        failed = true;
        if (Failures.is(why, ConnectFailedException.Reason.LOST)) {
            hangUps++;
        }
        String message = Failures.opening(why);
        if (Failures.is(why, ConnectFailedException.Reason.REFUSED) && setup.failWhenRefused()) {
            throw new ConnectException("Session " + id + ": " + message, why);
        }
        LOG.warn("Session {} could not be connected: {}", id, message);
        pause();
    }

    /** Returns whether more may wait. */
    private boolean take(List<SourceRecord> records, int most) {
        boolean over = state == State.FLOWING && feed.over(); // asked first: what came before is there to be taken
        for (int taken = 0; taken < most; taken++) {
            Optional<Received> next = next();
            if (next.isEmpty()) {
                if (over) {
                    pause();
                }
                return false;
            }
            if (state == State.CONNECTING && mayBelongToAnother(next.get())) {
                held = next;
                return false; // the answer wakes the task
            }
            received(records, next.get());
        }
        return true;
    }

    /**
     * Returns whether the event may have come after an answer that is still to be seen. The connection is asked last,
     * or the answer could come in between, and not alone, since it may be lost already. What was missed belongs to the
     * session that is asked for.
     */
    private boolean mayBelongToAnother(Received event) {
        boolean missed = event.point()
                .flatMap(point -> position.flatMap(Position::point).filter(point::isOfSameSession))
                .isPresent();
        return !missed || feed.connected();
    }

    private Optional<Received> next() {
        Optional<Received> next = held.isPresent() ? held : feed.next();
        held = Optional.empty();
        return next;
    }

    private void received(List<SourceRecord> records, Received event) {
        if (!setup.names().match(event.name())) {
            setup.counters().ignored.increment();
            return;
        }
        Instant now = setup.clock().instant();
        Position after = new Position(now, event.offset().or(() -> position.flatMap(Position::offset)), event.point());
        try {
            SourceRecord made = setup.records().event(id, event, after);
            setup.counters().events.increment();
            add(records, made, after);
        } catch (Unfit why) {
            setup.counters().unfit.increment();
            Gap gap = Records.unfit(id, event, position, now, why);
            warnOfFirst(gap);
            add(records, setup.records().gap(gap, after), after);
        }
    }

    /** One line for each session, or a server could fill the log. */
    private void warnOfFirst(Gap gap) {
        if (!warned) {
            warned = true;
            LOG.warn("Session {}: no record of {}; others like it are counted and in gap records", id, gap.detail());
        }
    }

    private void add(List<SourceRecord> records, SourceRecord made, Position after) {
        records.add(made);
        position = Optional.of(after);
    }

    private void pause() {
        Instant now = setup.clock().instant();
        boolean lasted = state == State.FLOWING && since.plus(LASTING).isBefore(now);
        attempts = lasted ? 1 : attempts + 1;
        since = now.plus(
                setup.backoff().delay(attempts, ThreadLocalRandom.current().nextDouble()));
        state = State.WAITING;
    }
}
