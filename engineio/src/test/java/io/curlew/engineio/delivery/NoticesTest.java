package io.curlew.engineio.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoticesTest {
    private final Notices notices = new Notices(new IncomingBound(2, 10), "events");

    @Test
    void thereIsRoomForSoManyEventsAndBytesAndAlwaysForOne() {
        assertThat(notices.enter(100)).isTrue();
        assertThat(notices.enter(1)).isFalse();
        notices.leave(100);
        assertThat(notices.enter(5)).isTrue();
        assertThat(notices.enter(5)).isTrue();
        assertThat(notices.enter(0)).isFalse();
        assertThat(notices.missed()).isZero();
        notices.leave(5);
        assertThat(notices.missed()).isEqualTo(2);
        assertThat(notices.missed()).isZero();
    }

    @Test
    void whatIsSaidOfThoseWithoutRoomNamesTheBound() {
        assertThat(notices.tooMany(7))
                .hasMessage("Listeners did not hear of 7 events: more than 2 of them or 10 bytes waited to be told");
    }
}
