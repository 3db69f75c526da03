package io.curlew.kafka;

import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.protocol.PeerText;
import io.curlew.socketio.client.AckException;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.ConversionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record on its way. Confined to the task's thread.
 *
 * <pre>
 *   WAITING ──▶ SENT ──▶ DONE     acknowledged
 *      ▲         │ │
 *      └─────────┘ └──▶ REPORTED ──▶ DONE     refused; also from WAITING when it is unfit
 *       no answer           │
 *                           └──▶ FAILED       there is no place for it
 * </pre>
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** What a server says instead of a reason when there is none. */
    private static final Set<String> NO_REASON = Set.of("", "false");

    private enum State {
        WAITING,
        SENT,
        REPORTED,
        DONE,
        FAILED
    }

    private final SinkRecord record;
    private @Nullable Emission emission;
    private final Setup setup;
    private State state = State.WAITING;
    private Instant due = Instant.MIN;
    private int failures;
    private CompletableFuture<Args> answer = new CompletableFuture<>();
    private @Nullable Future<Void> report;
    private @Nullable RuntimeException failure; // in FAILED why
    private OptionalInt refusals = OptionalInt.empty(); // of its namespace, as far as counted

    /** What the deliveries of a task share. */
    record Setup(
            Target target,
            Emission.Rules rules,
            Pointer refusal,
            Backoff backoff,
            int retries,
            @Nullable ErrantRecordReporter reporter,
            InstantSource clock,
            SinkCounters counters) {}

    Delivery(SinkRecord record, Setup setup) {
        this.record = record;
        this.setup = setup;
    }

    long offset() {
        return record.originalKafkaOffset();
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /** Does what can be done now. */
    void go() {
        settle();
        if (state == State.WAITING && !setup.clock().instant().isBefore(due)) {
            send();
            settle();
        }
    }

    /** Returns why the record can be neither delivered nor reported, now or later: the task has to fail. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Takes what has come for the record, an answer or the end of its report. Sends nothing. */
    void settle() {
        if (state == State.SENT && answer.isDone()) {
            answered();
        }
        if (state == State.REPORTED) {
            awaitReport();
        }
    }

    /** Made once: a record may wait long for its namespace. */
    private Emission emission() throws Unfit {
        Emission made = emission;
        if (made == null) {
            made = Emission.of(record, setup.rules());
            emission = made;
        }
        return made;
    }

    /** Nobody is interested any more: an event that has not been sent is not. */
    void cancel() {
        boolean unused = answer.cancel(false);
    }

    private void send() {
        try {
            Emission made = emission();
            if (setup.target().ready(made.namespace())) {
                answer = setup.target().emit(made);
                state = State.SENT;
            } else {
                countRefusals(setup.target().refusals(made.namespace()));
            }
        } catch (BufferFullException full) { // no attempt: it was not sent
            pause(1);
        } catch (ConnectException theEnd) {
            fail(theEnd);
        } catch (Unfit | ConversionException | IllegalArgumentException never) {
            report(never);
        }
    }

    /** Each refusal of the namespace that the record has waited for is an attempt to send it. */
    private void countRefusals(Target.Refusals now) {
        failures += now.count() - refusals.orElse(now.count());
        refusals = OptionalInt.of(now.count());
        Throwable why = now.latest();
        if (why != null && failures > setup.retries()) {
            giveUp("The record was not sent: ", why);
        }
    }

    private void answered() {
        try {
            settle(answer.join());
        } catch (CompletionException failure) {
            notAcknowledged(Failures.cause(failure));
        }
    }

    private void settle(Args acknowledgement) {
        String reason;
        try {
            reason = setup.refusal().text(acknowledgement).orElse("");
        } catch (ConversionException unreadable) { // neither acknowledged nor refused: a person has to look
            report(unreadable);
            return;
        }
        if (NO_REASON.contains(reason)) {
            setup.counters().acknowledged.increment();
            state = State.DONE;
        } else {
            report(new ConnectException("The server refuses the record: " + PeerText.opening(reason)));
        }
    }

    private void notAcknowledged(Throwable why) {
        if (why instanceof AckException failure && failure.reason() == AckException.Reason.REFUSED) {
            report(why);
        } else {
            again(why);
        }
    }

    private void again(Throwable why) {
        failures++;
        if (failures > setup.retries()) {
            giveUp("The server does not acknowledge the record: ", why);
            return;
        }
        warnNowAndThen(why);
        setup.counters().retries.increment();
        pause(failures);
    }

    private void pause(int attempt) {
        Duration pause =
                setup.backoff().delay(attempt, ThreadLocalRandom.current().nextDouble());
        due = setup.clock().instant().plus(pause);
        state = State.WAITING;
    }

    private void giveUp(String what, Throwable why) {
        String limit = " (given up after failure " + failures + ", since retries is " + setup.retries() + ")";
        report(new ConnectException(what + Failures.opening(why) + limit, why));
    }

    /** After 1, 2, 4, 8 failures and so on: each of a record that never arrives would fill the log. */
    private void warnNowAndThen(Throwable why) {
        if (Integer.bitCount(failures) == 1) {
            LOG.warn("Record {} will be sent again, after failure {}: {}", place(), failures, Failures.opening(why));
        }
    }

    private void report(Throwable why) {
        setup.counters().errant.increment();
        ErrantRecordReporter reporter = setup.reporter();
        if (reporter == null) {
            fail(new ConnectException("There is no dead-letter queue for the errant record " + place(), why));
            return;
        }
        try {
            report = reporter.report(record, why);
            state = State.REPORTED;
        } catch (RuntimeException notTolerated) {
            fail(notTolerated);
        }
    }

    /** Kept, since it is not the time for the task to throw it. */
    private void fail(RuntimeException why) {
        failure = why;
        state = State.FAILED;
    }

    private void awaitReport() {
        try {
            if (report != null && report.isDone()) {
                Void unused = report.get();
                state = State.DONE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            fail(new ConnectException("The errant record " + place() + " could not be reported", e.getCause()));
        }
    }

    private String place() {
        return Emission.place(record);
    }
}
