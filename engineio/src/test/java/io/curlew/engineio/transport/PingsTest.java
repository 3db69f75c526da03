package io.curlew.engineio.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which of our own pings a pong answers. */
@Tag("N20")
class PingsTest {
    private final Pings pings = new Pings();
    private final List<String> told = new ArrayList<>();

    @Test
    void eachIsAnsweredByItsOwnPong() {
        byte[] measures = pings.measure(100);
        byte[] asks = pings.ask(100);
        assertThat(asks).isNotEqualTo(measures);
        pong(measures, 150);
        assertThat(told).containsExactly("round trip of 50");
        pong(asks, 160);
        assertThat(told).containsExactly("round trip of 50", "ponged");
    }

    @Test
    void aPongAnswersThePingsBeforeItsOwnToo() {
        byte[] unused = pings.ask(100);
        pong(pings.measure(110), 150);
        assertThat(told).containsExactly("ponged", "round trip of 40");
    }

    @Test
    void aPingThatWasPassedOverMeasuresNothingAndAnotherMay() {
        byte[] unused = pings.measure(100);
        assertThat(pings.isMeasuring()).isTrue();
        pong(pings.ask(110), 150);
        assertThat(told).containsExactly("ponged");
        assertThat(pings.isMeasuring()).isFalse();
    }

    @Test
    void aPongIsTakenOnceAndOnlyForTheLatestPing() {
        byte[] first = pings.ask(100);
        byte[] second = pings.ask(100);
        pong(first, 120);
        assertThat(told).isEmpty();
        pong(second, 130);
        pong(second, 140);
        assertThat(told).containsExactly("ponged");
    }

    @Test
    void whatNobodyAskedForMeansNothing() {
        byte[] asks = pings.ask(100);
        pong(new byte[0], 120);
        pong("keep-alive".getBytes(StandardCharsets.US_ASCII), 120);
        pong(new Pings().ask(99), 120);
        pong(new Pings().ask(101), 120);
        assertThat(told).isEmpty();
        pong(asks, 120);
        assertThat(told).containsExactly("ponged");
    }

    private void pong(byte[] payload, long now) {
        pings.answered(payload, now, new Pings.Answers() {
            @Override
            public void roundTrip(long nanos) {
                told.add("round trip of " + nanos);
            }

            @Override
            public void ponged() {
                told.add("ponged");
            }
        });
    }
}
