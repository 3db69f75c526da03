package io.curlew.socketio.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.EngineData;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.SocketAction.ConnectionClosed;
import io.curlew.socketio.session.SocketAction.EventArrived;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a connection brings, from its messages to what the session makes of them. */
class DecodingTest {
    private static final EngineData HEADER =
            text("52-[\"pair\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
    private static final EngineData ATTACHMENT = EngineData.ofBytes(new byte[100]);

    private final VirtualClient client = VirtualClient.connected("/");

    @Test
    void anEventIsHandedOnWithItsSizeAndTheMemoryItTakes() {
        client.bring(text("2[\"x\",1]"));
        EventArrived arrived = client.take(EventArrived.class).get(0);
        assertThat(arrived.event().name()).isEqualTo("x");
        assertThat(arrived.size()).isEqualTo(8);
        assertThat(arrived.memory()).isEqualTo(112 + 112 + 8);
    }

    @Test
    void anEventIsHandedOnOnceAndThenForgotten() {
        client.bring(text("2[\"x\",1]"));
        client.session.received(client.now);
        assertThat(client.take(EventArrived.class)).hasSize(1);
    }

    @Test
    void anEventIsHandedOnWhenItsLastAttachmentIsThere() {
        client.bring(HEADER, ATTACHMENT);
        assertThat(client.take()).isEmpty();
        client.bring(ATTACHMENT);
        EventArrived arrived = client.take(EventArrived.class).get(0);
        assertThat(arrived.event().args().size()).isEqualTo(2);
        assertThat(arrived.size()).isEqualTo(HEADER.size() + 200);
        assertThat(arrived.memory()).isEqualTo(112 + 112 + HEADER.size() + 200 + 2 * 24);
    }

    @Test
    void attachmentsOfOneEventDoNotCountForTheNext() {
        client.bring(HEADER, ATTACHMENT, ATTACHMENT, text("2[\"x\"]"));
        assertThat(client.take(EventArrived.class)).last().satisfies(next -> {
            assertThat(next.size()).isEqualTo(6);
            assertThat(next.memory()).isEqualTo(112 + 9);
        });
    }

    @Test
    void decodingTellsOfThePacketThatIsComplete() {
        assertThat(client.session.decode(HEADER)).isNull();
        assertThat(client.session.decode(ATTACHMENT)).isNull();
        SocketPacket packet = client.session.decode(ATTACHMENT);
        assertThat(packet).isInstanceOf(SocketPacket.Event.class);
        assertThat(client.session.memory(packet)).isEqualTo(112 + 112 + HEADER.size() + 200 + 2 * 24);
    }

    @Test
    void whatIsNoPacketClosesTheConnection() {
        client.bring(text("2[\"x\""));
        assertParseError();
    }

    @Test
    void anAttachmentThatBelongsToNothingClosesTheConnection() {
        client.bring(ATTACHMENT);
        assertParseError();
    }

    @Test
    void aPacketWithoutItsAttachmentsClosesTheConnection() {
        client.bring(HEADER, text("2[\"x\"]"));
        assertParseError();
    }

    @Test
    void moreThanAMessageMayHaveClosesTheConnection() {
        client.bring(HEADER, EngineData.ofBytes(new byte[VirtualClient.MAX_MESSAGE]));
        assertParseError();
    }

    @Test
    void attachmentsThatDoNotComeCloseTheConnection() {
        client.bring(HEADER, ATTACHMENT);
        client.advance(Duration.ofSeconds(59));
        assertThat(client.take()).isEmpty();
        client.advance(Duration.ofSeconds(1));
        assertParseError();
    }

    @Test
    void attachmentsThatHaveComeAreNotWaitedFor() {
        client.bring(HEADER, ATTACHMENT, ATTACHMENT);
        client.take();
        client.advance(Duration.ofSeconds(61));
        assertThat(client.take()).isEmpty();
    }

    @Test
    void whatComesAfterSuchAnErrorIsNotLookedAt() {
        client.bring(text("nothing"));
        client.take();
        client.bring(text("2[\"x\"]"));
        assertThat(client.take()).isEmpty();
    }

    @Test
    void anotherConnectionKnowsNothingOfWhatTheOneBeforeHadBegun() {
        client.bring(HEADER, ATTACHMENT);
        client.lost();
        client.advanceToDeadline();
        client.opened();
        client.answer("/", "another");
        client.take();
        client.bring(text("2[\"x\"]"));
        assertThat(client.take(EventArrived.class)).hasSize(1);
    }

    @Test
    void whatArrivesWithoutAConnectionIsOfNoInterest() {
        client.lost();
        client.take();
        SocketPacket packet = VirtualClient.event("/", "x");
        assertThat(client.session.decode(HEADER)).isNull();
        assertThat(client.session.memory(packet)).isZero();
        client.session.received(client.now);
        assertThat(client.take()).isEmpty();
    }

    private static EngineData text(String packet) {
        return EngineData.ofUtf8(packet.getBytes(UTF_8));
    }

    private void assertParseError() {
        assertThat(client.take(ConnectionClosed.class))
                .singleElement()
                .extracting(ConnectionClosed::reason)
                .isEqualTo(DisconnectReason.PARSE_ERROR);
    }
}
