package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looked at every 10 s, with a limit of 20 s, on virtual time. */
class PulseTest {
    private static final long START = -5;

    private final Pulse pulse = new Pulse(seconds(10), seconds(20), START);
    private final List<Integer> told = new ArrayList<>();

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private void look(boolean answered, int second) {
        if (pulse.look(answered, START + seconds(second).toNanos())) {
            told.add(second);
        }
    }

    private void answers(int... seconds) {
        for (int second : seconds) {
            look(true, second);
        }
    }

    private void isSilent(int... seconds) {
        for (int second : seconds) {
            look(false, second);
        }
    }

    @Test
    void aLoopThatAnswersDoesNotStall() {
        answers(10, 20, 30, 40, 50);
        assertThat(told).isEmpty();
    }

    @Test
    void aLoopThatNeverAnswersStallsAtTheLimit() {
        isSilent(10);
        assertThat(told).isEmpty();
        isSilent(20);
        assertThat(told).containsExactly(20);
    }

    @Test
    void theTimeCountsFromTheQuestionThatIsOpen() {
        answers(10, 20);
        isSilent(30);
        assertThat(told).isEmpty();
        isSilent(40);
        assertThat(told).containsExactly(40);
    }

    @Test
    void anAnswerJustBeforeTheLimitIsInTime() {
        isSilent(10);
        answers(20);
        isSilent(30);
        answers(40);
        assertThat(told).isEmpty();
    }

    @Test
    void aStallIsToldOnce() {
        isSilent(10, 20, 30, 40, 50, 60);
        assertThat(told).containsExactly(20);
    }

    @Test
    void theNextStallIsToldAgain() {
        isSilent(10, 20, 30);
        answers(40);
        isSilent(50, 60, 70);
        assertThat(told).containsExactly(20, 60);
    }

    @Test
    void aLookThatComesLateJudgesNothingAndTheLoopGetsItsWholeTimeAnew() {
        isSilent(10);
        isSilent(26, 36);
        assertThat(told).isEmpty();
        isSilent(46);
        assertThat(told).containsExactly(46);
    }

    @Test
    void aLookMayBeALittleLate() {
        isSilent(15, 30);
        assertThat(told).containsExactly(30);
    }

    @Test
    void howeverLateALookIsALoopThatHasAnsweredIsFine() {
        answers(1000);
        isSilent(1010);
        answers(5000);
        assertThat(told).isEmpty();
    }

    @Test
    void aLateLookDoesNotTellAgainOfAStallThatIsKnown() {
        isSilent(10, 20, 100, 110, 120, 130);
        assertThat(told).containsExactly(20);
    }

    @Test
    void looksThatAreAllLateJudgeNothing() {
        isSilent(16, 32, 48, 64, 80);
        assertThat(told).isEmpty();
    }
}
