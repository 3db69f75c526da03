package io.curlew.socketio.session;

import static io.curlew.socketio.session.VirtualClient.holdingBack;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.EncodedPacket;
import io.curlew.socketio.protocol.Frame;
import io.curlew.socketio.session.SocketAction.AckFailed;
import io.curlew.socketio.session.SocketAction.Closed;
import io.curlew.socketio.session.SocketAction.Dropped;
import io.curlew.socketio.session.SocketAction.SendEvent;
import io.curlew.socketio.session.VirtualClient.TestEmit;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SendBufferTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void anEventThatOutlivedItsTimeIsDropped() {
        VirtualClient client = new VirtualClient();
        TestEmit shortLived = client.emit("/", TestEmit.of("price").living(SECOND));
        TestEmit patient = client.emit("/", "order");
        client.advance(SECOND);
        assertThat(client.take()).containsExactly(new Dropped("/", shortLived, DropReason.EXPIRED));
        client.connect("/");
        client.opened();
        client.answer("/", "sid");
        assertThat(client.take(SendEvent.class)).containsExactly(new SendEvent("/", patient));
    }

    @Test
    void theAnswerToAnEventThatOutlivedItsTimeFails() {
        VirtualClient client = new VirtualClient();
        client.emit("/", TestEmit.of("price").living(SECOND).asking(4).timeout(SECOND.multipliedBy(2)));
        client.advance(SECOND.multipliedBy(9));
        assertThat(client.take(AckFailed.class)).containsExactly(client.ackFailed("/", 4, AckFailure.DISCARDED));
    }

    @Test
    void whatWasSentInTimeLivesOn() {
        VirtualClient client = new VirtualClient();
        client.emit("/", TestEmit.of("price").living(SECOND));
        client.joinAll("/");
        client.advance(SECOND);
        assertThat(client.take(Dropped.class)).isEmpty();
    }

    @Test
    void anEventWhoseAnswerWasCancelledDoesNotExpireToo() {
        VirtualClient client = new VirtualClient();
        TestEmit emit = client.emit("/", TestEmit.of("x").living(SECOND).asking(0));
        client.session.cancelAck("/", 0, client.now);
        client.advance(SECOND);
        assertThat(client.take()).containsExactly(new Dropped("/", emit, DropReason.CANCELLED));
    }

    @Test
    void clearingDropsWhatWaitsAndFailsItsAnswers() {
        VirtualClient client = new VirtualClient();
        TestEmit plain = client.emit("/", "plain");
        TestEmit asking = client.emit("/", TestEmit.of("asking").asking(0));
        TestEmit other = client.emit("/other", "other");
        assertThat(client.session.unsent("/")).isEqualTo(2);
        client.session.clear("/");
        assertThat(client.session.unsent("/")).isZero();
        assertThat(client.session.unsent("/other")).isOne();
        assertThat(client.session.unsent("/unknown")).isZero();
        assertThat(client.take())
                .containsExactly(
                        new Dropped("/", plain, DropReason.CLEARED),
                        new Dropped("/", asking, DropReason.CLEARED),
                        client.ackFailed("/", 0, AckFailure.DISCARDED));
        client.joinAll("/", "/other");
        assertThat(client.take(SendEvent.class)).doesNotContain(new SendEvent("/other", other));
    }

    @Test
    void clearingEndsACloseThatWaitedForIt() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.emit("/", "x");
        client.session.close(client.now);
        assertThat(client.take(Closed.class)).isEmpty();
        client.session.clear("/");
        assertThat(client.take(Closed.class)).hasSize(1);
    }

    @Test
    @Tag("F21")
    void theOldestIsTheOldestOfAllNamespaces() {
        VirtualClient client = new VirtualClient();
        TestEmit first = client.emit("/b", "1");
        client.advance(SECOND);
        TestEmit second = client.emit("/a", "2");
        client.advance(SECOND);
        TestEmit third = client.emit("/b", TestEmit.of("3").asking(7));
        assertThat(client.session.dropOldest()).isTrue();
        assertThat(client.session.dropOldest()).isTrue();
        assertThat(client.session.dropOldest()).isTrue();
        assertThat(client.session.dropOldest()).isFalse();
        assertThat(client.take())
                .containsExactly(
                        new Dropped("/b", first, DropReason.OVERFLOW),
                        new Dropped("/a", second, DropReason.OVERFLOW),
                        new Dropped("/b", third, DropReason.OVERFLOW),
                        client.ackFailed("/b", 7, AckFailure.DISCARDED));
    }

    @Test
    @Tag("F20")
    void whatIsHeldBackGoesOutInOrderWhenTheConnectionCanWrite() {
        VirtualClient client = holdingBack();
        client.joinAll("/");
        client.session.writable(false, client.now);
        TestEmit first = client.emit("/", "1");
        TestEmit second = client.emit("/", "2");
        assertThat(client.take()).isEmpty();
        client.session.writable(true, client.now);
        TestEmit third = client.emit("/", "3");
        assertThat(client.take())
                .containsExactly(new SendEvent("/", first), new SendEvent("/", second), new SendEvent("/", third));
    }

    @Test
    @Tag("F20")
    void whatIsHeldBackGoesOutInPortions() {
        VirtualClient client = holdingBack();
        client.joinAll("/");
        client.session.writable(false, client.now);
        for (int i = 0; i < 5; i++) {
            client.emit("/", large());
        }
        client.session.writable(true, client.now);
        assertThat(client.take(SendEvent.class)).hasSize(2);
        client.emit("/", TestEmit.of("volatile").asVolatile());
        client.emit("/", "behind");
        assertThat(client.take()).hasOnlyElementsOfType(Dropped.class).hasSize(1);
        client.session.writable(true, client.now);
        client.session.writable(true, client.now);
        assertThat(client.take(SendEvent.class)).hasSize(4);
    }

    @Test
    void whatIsHeldBackIsSentBeforeTheClientCloses() {
        VirtualClient client = holdingBack();
        client.joinAll("/");
        client.session.writable(false, client.now);
        TestEmit emit = client.emit("/", "x");
        client.session.close(client.now);
        assertThat(client.take(Closed.class)).isEmpty();
        client.session.writable(true, client.now);
        assertThat(client.take()).startsWith(new SendEvent("/", emit)).endsWith(new Closed());
    }

    private static TestEmit large() {
        EncodedPacket packet = EncodedPacket.of(new Frame.Binary(new byte[40_000]));
        return new TestEmit(packet, OptionalLong.empty(), ClientSession.NONE, ClientSession.NONE, false, 0);
    }
}
