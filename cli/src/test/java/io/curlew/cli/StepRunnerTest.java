package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StepRunnerTest {
    private static final Step GOOD = new Step("good", () -> "seen");

    @Test
    void aStepThatGoesWellIsOneLine() throws InterruptedException {
        Run run = run(GOOD, GOOD);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).hasSize(4).startsWith("", "title");
        assertThat(run.out().get(2)).matches("  ok +\\d+\\.\\d ms  good: seen");
    }

    @Test
    void aMismatchEndsTheRunAndTellsWhatWasExpectedAndWhatHappened() {
        Run run = run(
                new Step("bad", () -> {
                    Step.check("the sum", 42, 43);
                    return "not reached";
                }),
                GOOD);
        assertFailed(run, "the sum 42", "the sum 43");
    }

    @Test
    void arraysAreComparedByWhatIsInThem() throws Step.Mismatch {
        Step.check("the bytes", new byte[] {1}, new byte[] {1});
        assertFailed(
                run(new Step("bad", () -> {
                    Step.check("the bytes", new byte[] {1}, new byte[] {2});
                    return "not reached";
                })),
                "the bytes {\"$binary\":\"AQ==\"}",
                "the bytes {\"$binary\":\"Ag==\"}");
    }

    @Test
    void anExceptionIsAFailure() {
        Run run = run(new Step("bad", () -> {
            throw new IllegalStateException("broken");
        }));
        assertFailed(run, "no exception", "java.lang.IllegalStateException: broken");
    }

    @Test
    void aStepThatHangsIsInterruptedAtItsDeadline() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Step hanging = new Step("bad", () -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return "not reached";
        });
        Run run = run(Duration.ofMillis(200), hanging);
        assertFailed(run, "an end within 200 ms", "it still goes on");
        interrupted.await();
    }

    private static void assertFailed(Run run, String expected, String happened) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).hasSize(5);
        assertThat(run.out().get(2)).matches("  FAILED +\\d+\\.\\d ms  bad");
        assertThat(run.out().get(3).strip()).isEqualTo("expected: " + expected);
        assertThat(run.out().get(4).strip()).isEqualTo("happened: " + happened);
    }

    private static Run run(Step... steps) {
        return run(Duration.ofSeconds(30), steps);
    }

    private static Run run(Duration deadline, Step... steps) {
        return Run.of(streams -> {
            try {
                new StepRunner(new Console(streams), deadline).run("title", List.of(steps));
                return ExitCode.DONE;
            } catch (Failure failed) {
                return failed.exitCode();
            }
        });
    }
}
