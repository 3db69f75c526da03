package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LogPaceTest {
    @Test
    @Tag("N28")
    void aProgramThatTalksToVeryManyServersHoldsNoPlaceForEach() {
        for (int i = 0; i < 10_000; i++) {
            var unused = LogPace.enter("server " + i, 0);
        }
        assertThat(LogPace.subjects()).isLessThan(300);
    }
}
