package io.curlew.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.curlew.testserver.JournalEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong now = new AtomicLong();
    private final Journal journal = new Journal(5, 10_000, now::get);
    private final AtomicBoolean onLoop = new AtomicBoolean();
    private Optional<String> heldUp = Optional.empty();
    private final Waits waits = new Waits(journal, LONG, onLoop::get, () -> heldUp);
    private Optional<String> never = Optional.empty();

    /** As short as the log can be. */
    private static final class WithoutStack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WithoutStack() {
            super("on purpose", null, false, false);
        }
    }

    private void record(String what, long held) {
        journal.record(Kind.EVENT, 1, what, held, () -> what);
    }

    private void record(String... all) {
        for (String what : all) {
            record(what, 0);
        }
    }

    private Wanted<String> wanted(String what) {
        return new Wanted<>("thing called " + what, Kind.EVENT, String.class, what::equals, () -> never);
    }

    private List<String> texts() {
        return journal.entries().stream().map(JournalEntry::text).toList();
    }

    @Test
    void entriesAreInOrderAndTellWhen() {
        now.set(Duration.ofMillis(12).toNanos());
        record("a");
        now.set(Duration.ofSeconds(3).toNanos());
        journal.record(Kind.REQUEST, 0, "b", 0, () -> "b");
        assertThat(texts()).containsExactly("a", "b");
        assertThat(journal.entries().get(0).at()).isEqualTo(Duration.ofMillis(12));
        assertThat(journal.entries().get(0).connection()).hasValue(1);
        assertThat(journal.entries().get(1).connection()).isEmpty();
        assertThat(journal.transcript()).isEqualTo("""
                0.012 s   #1  event <-  a
                3.000 s       http      b
            """);
    }

    @Test
    void itKeepsNoMoreEntriesThanItsLimitAndSaysSo() {
        record("a", "b", "c", "d", "e", "f", "g");
        assertThat(texts()).containsExactly("c", "d", "e", "f", "g");
        assertThat(journal.forgotten()).isEqualTo(2);
        assertThat(journal.transcript()).startsWith("  ... 2 entries before\n");
    }

    @Test
    void itKeepsNoMoreBytesThanItsLimitButForTheLastEntry() {
        record("a", 6_000);
        record("b", 6_000);
        assertThat(texts()).containsExactly("b");
        record("c", 60_000);
        assertThat(texts()).containsExactly("c");
        record("d");
        assertThat(texts()).containsExactly("d");
        assertThat(journal.forgotten()).isEqualTo(3);
    }

    @Test
    void whatCameBeforeIsTakenOnceAndInOrder() {
        record("a", "b", "a");
        assertThat(waits.take(wanted("a"), LONG)).isEqualTo("a");
        assertThat(waits.take(wanted("a"), LONG)).isEqualTo("a");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(wanted("a"), Duration.ofMillis(1)))
                .withMessageStartingWith("No thing called a within 1 ms. What happened:\n")
                .withMessageContaining("event <-  b");
    }

    @Test
    void whatComesWhileOneWaitsIsTaken() throws Exception {
        Thread later = new Thread(() -> record("b", "a"));
        later.start();
        assertThat(waits.take(wanted("a"), LONG)).isEqualTo("a");
        later.join();
    }

    @Test
    void whatCanNotComeAnyMoreIsNotWaitedForButMayHaveCome() {
        record("a");
        never = Optional.of("the client has left");
        assertThat(waits.take(wanted("a"), LONG)).isEqualTo("a");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(wanted("a"), LONG))
                .withMessageStartingWith("There will be no thing called a: the client has left. What happened:\n");
        waits.expectNone(wanted("a"), LONG);
    }

    @Test
    void whenTheServerIsClosedNobodyWaits() throws Exception {
        Thread later = new Thread(journal::close);
        later.start();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(wanted("a"), LONG))
                .withMessageStartingWith("There will be no thing called a: the server was closed");
        later.join();
    }

    @Test
    void whatShouldNotComeFailsWhenItDoesOrHas() {
        waits.expectNone(wanted("a"), Duration.ofMillis(1));
        record("a");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.expectNone(wanted("a"), LONG))
                .withMessageStartingWith("There should have been no thing called a within 60 s");
        waits.expectNone(wanted("a"), Duration.ofMillis(1));
    }

    @Test
    void whatAHandlerThrewFailsTheNextWaitAndNoOther() {
        IllegalStateException first = new IllegalStateException("on purpose");
        IllegalStateException second = new IllegalStateException("on purpose, too");
        journal.failed(first);
        journal.failed(second);
        record("a");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(wanted("b"), LONG))
                .withMessage("A handler of the test server threw")
                .withCause(first)
                .satisfies(failed -> assertThat(failed.getSuppressed()).containsExactly(second));
        assertThat(waits.take(wanted("a"), LONG)).isEqualTo("a");
        waits.expectNoFailure();
        assertThat(journal.failures()).containsExactly(first, second);
    }

    @Test
    void nobodyWaitsOnTheLoop() {
        onLoop.set(true);
        assertThatIllegalStateException()
                .isThrownBy(() -> waits.take(wanted("a"), LONG))
                .withMessage("A handler can't wait: what it waits for comes on the same thread");
    }

    @Test
    void anInterruptedWaitFailsAndLeavesTheThreadInterrupted() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(wanted("a"), LONG))
                .withMessageStartingWith("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anEventIsUnhandledUntilAHandlerOrAWaitGetsIt() {
        JournalEntry handled = begin("handled", new SharedMemory(0));
        record("unhandled");
        journal.record(Kind.JOINED, 1, "join", 0, () -> "no event");
        journal.handled(handled);
        journal.end(handled);
        assertThat(journal.unhandledEvents()).extracting(JournalEntry::text).containsExactly("unhandled");
        assertThat(waits.take(wanted("unhandled"), LONG)).isEqualTo("unhandled");
        assertThat(journal.unhandledEvents()).isEmpty();
    }

    @Test
    void aFailedWaitShowsTheFirstTwentyLinesAndTheLastEighty() {
        Journal large = new Journal(1000, 1_000_000, now::get);
        for (int i = 0; i < 150; i++) {
            int number = i;
            large.record(Kind.EVENT, 1, i, 0, () -> "x" + number);
        }
        Waits failing = new Waits(large, LONG, onLoop::get, () -> heldUp);
        assertThatExceptionOfType(WaitFailedError.class)
                .isThrownBy(() -> failing.take(wanted("b"), Duration.ofMillis(1)))
                .withMessageContaining("What happened:\n    0.000 s   #1  event <-  x0\n")
                .withMessageContaining("  x19\n  ... 50 entries between\n    0.000 s   #1  event <-  x70\n")
                .withMessageEndingWith("  x149\n")
                .satisfies(failed -> assertThat(failed.getMessage()).hasLineCount(102))
                .satisfies(failed -> assertThat(failed.journal()).isSameAs(large));
    }

    @Test
    void aTranscriptIsCutInItsMiddleAndBeginsWhereItIsAsked() {
        now.set(1);
        record("a", "b");
        now.set(2);
        record("c", "d", "e");
        assertThat(journal.transcript(Duration.ofNanos(1), 3)).hasLineCount(3).contains("c", "d", "e");
        assertThat(journal.transcript(Duration.ofNanos(1), 2))
                .startsWith("  ... 1 entries between\n")
                .hasLineCount(3)
                .contains("d", "e");
        assertThat(journal.transcript(Duration.ofNanos(2), 1)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> journal.transcript(Duration.ZERO, 0))
                .withMessage("A transcript has at least 1 line, not 0");
    }

    @Test
    void onlyAHundredFailuresAreKept() {
        for (int i = 0; i < 101; i++) {
            journal.failed(new WithoutStack());
        }
        assertThat(journal.failures()).hasSize(100);
    }

    private JournalEntry begin(String what, SharedMemory memory) {
        return journal.begin(Kind.EVENT, 1, what, 0, memory, () -> what);
    }

    @Test
    void whoWaitsGoesOnWhenTheHandlersHaveBeenCalled() throws Exception {
        JournalEntry running = begin("a", new SharedMemory(0));
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> waits.take(wanted("a"), Duration.ofMillis(1)));
        Thread later = new Thread(() -> journal.end(running));
        later.start();
        assertThat(waits.take(wanted("a"), LONG)).isEqualTo("a");
        later.join();
    }

    @Test
    void aFailedWaitTellsThatHandlersHaveNotEnded() {
        begin("a", new SharedMemory(0));
        heldUp = Optional.of("\tat Test.handler");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(wanted("a"), Duration.ofMillis(1)))
                .withMessageStartingWith("No thing called a within 1 ms: thing called a has come, but its handlers"
                        + " or an asynchronous middleware have not ended. What happened:\n")
                .withMessageEndingWith("a\nThe server's thread is held up:\n\tat Test.handler");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(wanted("b"), Duration.ofMillis(1)))
                .withMessageStartingWith("No thing called b within 1 ms. What happened:\n");
    }

    @Test
    void whatNobodyCanWaitForIsForgottenFirst() {
        record("a", "b", "c");
        assertThat(waits.take(wanted("b"), LONG)).isEqualTo("b");
        for (String what : List.of("s1", "s2", "s3", "s4", "s5")) {
            journal.note(Kind.SENT, 1, what);
        }
        assertThat(texts()).containsExactly("a", "c", "s3", "s4", "s5");
        assertThat(waits.take(wanted("a"), LONG)).isEqualTo("a");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(wanted("b"), Duration.ofMillis(1)))
                .withMessageStartingWith("No thing called b within 1 ms; the journal has forgotten 3 entries"
                        + " (limit 5, or 10000 bytes: builder.journal). What happened:\n");
    }

    @Test
    void aQuarterOfWhatNobodyCanWaitForIsKept() {
        record("a", "b", "c", "d", "e");
        journal.note(Kind.SENT, 1, "s1");
        journal.note(Kind.SENT, 1, "s2");
        journal.note(Kind.SENT, 1, "s3");
        assertThat(texts()).containsExactly("b", "c", "d", "e", "s3");
    }

    private void route(String what, long held) {
        journal.record(Kind.ROUTE, 0, what, held, () -> what);
    }

    @Test
    void requestsToRoutesPutOutNoMoreThanAQuarterOfWhatElseIsWaitedFor() {
        record("a", "b", "c");
        List.of("r1", "r2", "r3", "r4").forEach(what -> route(what, 0));
        assertThat(texts()).containsExactly("a", "b", "c", "r3", "r4");
        record("d");
        assertThat(texts()).containsExactly("a", "b", "c", "r4", "d");
        record("e");
        assertThat(texts()).as("one of them stays").containsExactly("b", "c", "r4", "d", "e");
    }

    @Test
    void largeRequestsToRoutesPutOutThemselves() {
        Journal large = new Journal(1_000, 20_000, now::get);
        for (int i = 0; i < 10; i++) {
            large.record(Kind.EVENT, 1, i, 0, () -> "small");
        }
        large.record(Kind.ROUTE, 0, "r1", 8_000, () -> "r1");
        large.record(Kind.ROUTE, 0, "r2", 8_000, () -> "r2");
        large.record(Kind.EVENT, 1, "a", 1_000, () -> "a");
        assertThat(large.entries())
                .extracting(JournalEntry::text)
                .hasSize(12)
                .doesNotContain("r1")
                .endsWith("small", "r2", "a");
        Waits onLarge = new Waits(large, LONG, onLoop::get, () -> heldUp);
        Wanted<String> second = new Wanted<>("r2", Kind.ROUTE, String.class, "r2"::equals, () -> never);
        assertThat(onLarge.take(second, LONG)).isEqualTo("r2");
    }

    @Test
    void largeEntriesThatNobodyCanWaitForPutOutThemselves() {
        Journal large = new Journal(1_000, 20_000, now::get);
        for (int i = 0; i < 10; i++) {
            large.record(Kind.EVENT, 1, i, 0, () -> "small");
        }
        for (String what : List.of("polled 1", "polled 2", "polled 3")) {
            large.record(Kind.REQUEST, 1, what, 8_000, () -> what);
        }
        assertThat(large.entries())
                .extracting(JournalEntry::text)
                .hasSize(12)
                .startsWith("small")
                .endsWith("small", "polled 2", "polled 3");
    }

    @Test
    void requestsToRoutesAreForgottenWhenThereIsNothingElse() {
        for (int i = 0; i < 7; i++) {
            route("r" + i, 0);
        }
        assertThat(texts()).containsExactly("r2", "r3", "r4", "r5", "r6");
    }

    @Test
    void aTranscriptThatBeginsLaterSaysThatEntriesAreForgotten() {
        now.set(1);
        record("a", "b");
        now.set(2);
        record("c", "d", "e", "f");
        assertThat(journal.transcript(Duration.ofNanos(1), 10)).hasLineCount(4).contains("c");
        record("g", "h");
        assertThat(journal.transcript(Duration.ofNanos(1), 10))
                .startsWith("  ... some of the 3 entries that the journal has forgotten\n")
                .hasLineCount(6);
        assertThat(journal.transcript(Duration.ofNanos(2), 10)).isEmpty();
    }

    @Test
    void aWaitThatFailsForAnotherReasonTakesNothing() {
        record("a");
        journal.failed(new WithoutStack());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(wanted("a"), LONG))
                .withMessage("A handler of the test server threw");
        assertThat(waits.take(wanted("a"), LONG)).isEqualTo("a");
    }

    @Test
    void whatHasHandlersThatAreStillBeingCalledHasCome() {
        begin("a", new SharedMemory(0));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.expectNone(wanted("a"), Duration.ofMillis(1)));
    }

    @Test
    void whatHandlersThatAreNeverCalledWereForCanBeHadAtTheEnd() {
        begin("a", new SharedMemory(0));
        never = Optional.of("the client has left");
        assertThat(waits.take(wanted("a"), LONG)).isEqualTo("a");
    }

    @Test
    void whatIsTrueAtLastIsWaitedForByAsManyAsLike() throws Exception {
        AtomicBoolean so = new AtomicBoolean();
        Thread later = new Thread(() -> {
            so.set(true);
            journal.changed();
        });
        later.start();
        for (int i = 0; i < 2; i++) {
            assertThat(waits.await("truth", () -> Optional.of("so").filter(what -> so.get()), () -> never, LONG))
                    .isEqualTo("so");
        }
        later.join();
    }

    @Test
    void whatDoesNotBecomeTrueFailsInTimeOrWhenTheServerIsClosed() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.await("truth", Optional::empty, () -> never, Duration.ofMillis(1)))
                .withMessageStartingWith("No truth within 1 ms. What happened:");
        journal.close();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.await("truth", Optional::empty, () -> never, LONG))
                .withMessageStartingWith("There will be no truth: the server was closed");
    }

    @Test
    void anyTimeCanBeWaited() {
        record("a");
        assertThat(waits.take(wanted("a"), Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("a");
        never = Optional.of("the client has left");
        waits.expectNone(wanted("a"), Duration.ofSeconds(Long.MAX_VALUE));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> waits.take(
                        new Wanted<>("b", Kind.EVENT, String.class, "b"::equals, Optional::empty),
                        Duration.ofSeconds(Long.MIN_VALUE)));
    }

    @Test
    void whatSeveralEntriesKeepTogetherCountsOnce() {
        SharedMemory memory = new SharedMemory(5_000);
        begin("a", memory);
        begin("b", memory);
        record("c", 2_000);
        assertThat(texts()).containsExactly("a", "b", "c");
        record("d", 3_000);
        assertThat(texts()).as("while one is there, all of it is").containsExactly("c", "d");
    }

    @Test
    void whatSeveralEntriesKeepTogetherCountsUntilTheLastIsForgotten() {
        SharedMemory memory = new SharedMemory(5_000);
        begin("a", memory);
        record("b", 1_000);
        begin("c", memory);
        record("d", 5_000);
        assertThat(texts()).containsExactly("d");
        assertThat(journal.forgotten()).isEqualTo(3);
    }

    private Future<String> takeLater(String what) {
        FutureTask<String> task = new FutureTask<>(() -> waits.take(wanted(what), LONG));
        Thread thread = new Thread(task, "waits for " + what);
        thread.setDaemon(true);
        thread.start();
        await().atMost(LONG).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    @Test
    void ofSeveralWaitsOneReportsAFailureAndTheOthersGoOn() throws Exception {
        List<Future<String>> both = List.of(takeLater("a"), takeLater("a"));
        IllegalStateException bug = new IllegalStateException("a bug");
        journal.failed(bug);
        await().atMost(LONG).until(() -> both.stream().anyMatch(Future::isDone));
        record("a");
        await().atMost(LONG).until(() -> both.stream().allMatch(Future::isDone));
        List<String> outcomes = both.stream().map(JournalTest::outcome).sorted().toList();
        assertThat(outcomes).containsExactly("a", "java.lang.AssertionError: A handler of the test server threw");
    }

    private static String outcome(Future<String> done) {
        try {
            return done.get();
        } catch (InterruptedException | ExecutionException failed) {
            return String.valueOf(failed.getMessage());
        }
    }
}
