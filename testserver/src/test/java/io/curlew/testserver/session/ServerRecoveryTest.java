package io.curlew.testserver.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.testserver.session.Recovery.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerRecoveryTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = 60 * SECOND;
    private static final long START = 7 * SECOND;
    private static final Session ADA = new Session("secret", "ada", Set.of("ada", "red"), Map.of("name", "Ada"));

    private final Recovery recovery = new Recovery(Duration.ofSeconds(90), START);

    private EncodedPacket send(String offset, Audience audience, long now) {
        EncodedPacket packet =
                EncodedPacket.of(new Frame.Text(offset.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        recovery.sent(offset, audience, packet, now);
        return packet;
    }

    private EncodedPacket send(String offset, long now) {
        return send(offset, Audience.EVERYBODY, now);
    }

    private Optional<List<EncodedPacket>> missed(String offset, long now) {
        return recovery.restore("secret", offset, now).map(Recovery.Restored::missed);
    }

    @Test
    void whoComesBackIsWhoItWasAndGetsWhatItMissedInOrder() {
        send("1", START);
        recovery.left(ADA, START + 1);
        EncodedPacket second = send("2", START + 2);
        EncodedPacket third = send("3", START + 3);
        assertThat(recovery.restore("secret", "1", START + 4))
                .contains(new Recovery.Restored(ADA, List.of(second, third)));
    }

    @Test
    void whatWasSentBeforeTheLossAndNotSeenIsMissedToo() {
        send("1", START);
        EncodedPacket lost = send("2", START);
        recovery.left(ADA, START);
        assertThat(missed("1", START)).contains(List.of(lost));
    }

    @Test
    void whoHasSeenEverythingMissedNothing() {
        send("1", START);
        recovery.left(ADA, START);
        assertThat(missed("1", START)).contains(List.of());
    }

    @Test
    void whatIsForOthersIsNotMissed() {
        send("1", Audience.EVERYBODY.to("somebody else"), START);
        recovery.left(ADA, START);
        EncodedPacket red = send("2", Audience.EVERYBODY.to("red"), START);
        send("3", Audience.EVERYBODY.to("blue"), START);
        send("4", Audience.EVERYBODY.except("ada"), START);
        EncodedPacket own = send("5", Audience.EVERYBODY.to("ada"), START);
        assertThat(missed("1", START)).contains(List.of(red, own));
    }

    @Test
    void whoIsStillThereIsNotRestored() {
        send("1", START);
        assertThat(missed("1", START)).isEmpty();
    }

    @Test
    void anotherPrivateIdOrAnUnknownOffsetRestoresNobody() {
        send("1", START);
        recovery.left(ADA, START);
        assertThat(recovery.restore("guessed", "1", START)).isEmpty();
        assertThat(missed("0", START)).isEmpty();
    }

    @Test
    void aClientMayBeAwayForTheWholeTimeAndNoLonger() {
        send("1", START);
        recovery.left(ADA, START);
        assertThat(missed("1", START + 90 * SECOND)).isPresent();
        assertThat(missed("1", START + 90 * SECOND + 1)).isEmpty();
        assertThat(missed("1", START + 90 * SECOND)).as("it is forgotten").isEmpty();
    }

    @Test
    void whoComesBackMayDoSoAgain() {
        send("1", START);
        recovery.left(ADA, START);
        assertThat(missed("1", START)).isPresent();
        assertThat(missed("1", START)).isPresent();
        recovery.left(ADA, START + 60 * SECOND);
        assertThat(missed("1", START + 100 * SECOND)).isPresent();
    }

    @Test
    void aPacketIsForgottenAtTheFullMinuteAfterItsTime() {
        send("1", START);
        recovery.left(ADA, START + 100 * SECOND);
        assertThat(missed("1", START + 2 * MINUTE - 1)).isPresent();
        assertThat(missed("1", START + 2 * MINUTE)).isEmpty();
    }

    @Test
    void aPacketOfLaterIsNotForgottenWithIt() {
        send("1", START);
        send("2", START + 30 * SECOND);
        recovery.left(ADA, START + 100 * SECOND);
        assertThat(missed("2", START + 2 * MINUTE)).isPresent();
    }

    @Test
    void noMorePacketsAreKeptThanTheLimit() {
        recovery.left(ADA, START);
        for (int number = 0; number <= Recovery.MAX_KEPT; number++) {
            send("" + number, START);
        }
        assertThat(missed("0", START)).isEmpty();
        assertThat(missed("1", START).orElseThrow()).hasSize(Recovery.MAX_KEPT - 1);
    }

    @Test
    void noMoreBytesAreKeptThanTheLimitButForTheNewestPacket() {
        recovery.left(ADA, START);
        send("1", START);
        EncodedPacket large = EncodedPacket.of(new Frame.Binary(new byte[(int) Recovery.MAX_BYTES]));
        recovery.sent("2", Audience.EVERYBODY, large, START);
        assertThat(missed("1", START)).isEmpty();
        assertThat(missed("2", START)).isPresent();
        send("3", START);
        assertThat(missed("2", START)).isEmpty();
        assertThat(missed("3", START)).isPresent();
    }

    @Test
    void noMoreClientsAreKeptThanTheLimit() {
        send("1", START);
        recovery.left(ADA, START);
        for (int number = 0; number < Recovery.MAX_KEPT; number++) {
            recovery.left(new Session("pid " + number, "sid", Set.of(), Map.of()), START);
        }
        assertThat(missed("1", START)).isEmpty();
        assertThat(recovery.restore("pid 0", "1", START)).isPresent();
    }

    @Test
    void thePrivateIdIsNotPrinted() {
        assertThat(ADA).hasToString("Session[ada]");
    }
}
