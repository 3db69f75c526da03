package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight packets = new InFlight();

    @Test
    void countsWhatIsTakenAndNotWritten() {
        packets.taken(1);
        packets.taken(3);
        packets.written(2);
        assertThat(packets.count()).isEqualTo(2);
    }

    @Test
    void aFarewellThatIsNotWrittenCountsForNothing() {
        packets.taken(2);
        packets.farewell(1);
        assertThat(packets.count()).isEqualTo(2);
        packets.written(1);
        assertThat(packets.count()).isEqualTo(1);
    }

    @Test
    void aFarewellThatWasWrittenIsNotMissedForAnother() {
        packets.farewell(1);
        packets.taken(2);
        packets.written(1);
        assertThat(packets.count()).isEqualTo(2);
    }

    @Test
    void aFarewellMayBeWrittenBeforeItIsKnownToBeTaken() {
        packets.written(1);
        packets.farewell(1);
        packets.taken(1);
        assertThat(packets.count()).isEqualTo(1);
    }
}
