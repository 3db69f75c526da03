package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultRuleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "handshakes=503,next=2,retry-after=1 | handshake: reply 503, next 2",
                "polls=redirected:http://a:1/?b=c    | poll: reply 307",
                "posts=forgotten,after=3             | post: reply 400, after 3",
                "upgrades=stalled                    | upgrade: stall",
                "polls=reset,one-in=10               | poll: reset, one in 10",
                "polls=cut-after:0                   | poll: cut after 0 bytes",
                "polls=compressed                    | poll: compress",
                "probes=dropped                      | probe: drop",
                "pings=doubled                       | ping: double",
                "sent=delayed:200ms,after=0,next=1   | sent: delay 200 ms, next 1",
                "sent=reset                          | sent: reset",
                "sent=replaced-by:unknown-type       | sent: replace by \"9\"",
                "switches=dropped                    | switch: drop",
                "pongs=delayed:1                     | pong: delay 1 s",
                "received=reset,after=5,next=1       | received: reset, after 5, next 1",
                "connects=dropped                    | connect: drop",
                "connects=delayed:1m                 | connect: delay 60 s",
                "answers=dropped                     | answer: drop",
                "answers=doubled                     | answer: double",
                "answers=delayed:2s                  | answer: delay 2 s"
            })
    void saysWhatTheRulesOfTheTestServerSay(String text, String rule) {
        FaultRule.OfServer parsed = (FaultRule.OfServer) FaultRule.parse(text);
        assertThat(parsed.rule()).hasToString(rule);
    }

    @Test
    void theServerItselfGoesAway() {
        assertThat(FaultRule.parse("server=stopped:10s"))
                .isEqualTo(new FaultRule.OfTime(new Outages.Outage(false, Duration.ofSeconds(10), Optional.empty())));
        assertThat(FaultRule.parse("server=crashed:1m,for=2s"))
                .isEqualTo(new FaultRule.OfTime(
                        new Outages.Outage(true, Duration.ofMinutes(1), Optional.of(Duration.ofSeconds(2)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "handshakes                   | 'handshakes' is not a fault such as handshakes=503,next=2",
                "pings=dropped,               | 'pings=dropped,' is not a fault such as",
                "pongs=                       | 'pongs=' is not a fault such as",
                "Handshakes=503               | no fault is known for 'Handshakes', only for: handshakes, polls",
                "people=dropped               | no fault is known for 'people', only for: handshakes, polls",
                "pings=lost                   | pings can't be 'lost', only: dropped, doubled",
                "pings=503                    | pings can't be '503', only: dropped",
                "pings=STATUS                 | pings can't be 'STATUS', only: dropped",
                "pings=lost,for=1s            | pings can't be 'lost', only: dropped",
                "upgrades=compressed          | upgrades can't be 'compressed', only: STATUS,",
                "handshakes=STATUS            | handshakes can't be 'STATUS', only: STATUS,",
                "handshakes=dropped           | handshakes can't be 'dropped', only: STATUS,",
                "handshakes=101               | status must be 200 to 599, not 101",
                "handshakes=503:1             | '503' takes no value",
                "handshakes=503,retry-after=x | 'x' is not a number from 0 to 999999999",
                "handshakes=reset,retry-after=1 | handshakes=reset can't have the option 'retry-after', only: after, next, one-in",
                "polls=redirected             | 'redirected' needs a value after a colon",
                "polls=cut-after:-1           | '-1' is not a number from 0 to 999999999",
                "answers=delayed:             | 'delayed' needs a value after a colon",
                "answers=delayed:soon         | 'soon' is not a time such as",
                "answers=dropped,next=0       | '0' is not a number from 1 to 999999999",
                "answers=dropped,next=1000000000 | '1000000000' is not a number from 1 to 999999999",
                "answers=dropped,next=1,one-in=2 | 'next' can't be combined with 'one-in'",
                "answers=dropped,next=1,next=2 | 'next' is given twice",
                "answers=dropped,for=1s       | answers=dropped can't have the option 'for', only: after, next, one-in",
                "answers=dropped,Next=1       | answers=dropped can't have the option 'Next', only: after, next, one-in",
                "sent=replaced-by:x           | 'x' is not one of the packets empty, unknown-type,",
                "server=stopped               | 'stopped' needs a value after a colon",
                "server=gone:1s               | server can't be 'gone', only: stopped:TIME, crashed:TIME",
                "server=stopped:1s,next=1     | server=stopped can't have the option 'next', only: for"
            })
    void saysWhatIsWrongWithAnythingElse(String text, String complaint) {
        assertThatThrownBy(() -> FaultRule.parse(text))
                .isInstanceOf(WrongUsage.class)
                .hasMessageStartingWith(complaint);
    }

    @Test
    void saysWhatIsWrongWithAFaultThatHasALineBreak() {
        assertThatThrownBy(() -> FaultRule.parse("answers=delayed:one\ntwo"))
                .hasMessageStartingWith("'one\\ntwo' is not a time such as");
    }

    @Test
    void manyOptionsAreNoProblem() {
        assertThatThrownBy(() -> FaultRule.parse("answers=dropped" + ",next=1".repeat(100_000)))
                .hasMessage("'next' is given twice");
    }
}
