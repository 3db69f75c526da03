package io.curlew.socketio.session;

import static io.curlew.socketio.session.VirtualClient.connected;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.session.SocketAction.AwaitReceipt;
import io.curlew.socketio.session.SocketAction.CloseConnection;
import io.curlew.socketio.session.SocketAction.Closed;
import io.curlew.socketio.session.SocketAction.ConnectFailed;
import io.curlew.socketio.session.SocketAction.Connected;
import io.curlew.socketio.session.SocketAction.ConnectionClosed;
import io.curlew.socketio.session.SocketAction.Disconnected;
import io.curlew.socketio.session.SocketAction.Dropped;
import io.curlew.socketio.session.SocketAction.Joined;
import io.curlew.socketio.session.SocketAction.PrepareClose;
import io.curlew.socketio.session.SocketAction.SendDisconnect;
import io.curlew.socketio.session.SocketAction.SendEvent;
import io.curlew.socketio.session.VirtualClient.TestEmit;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("F17")
class ClosingTest {
    private static final ConnectionClosed FORCED =
            new ConnectionClosed(DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), false);
    private static final ConnectFailed LEFT = new ConnectFailed("/", new ConnectFailure.Left(), false);
    private static final Disconnected DISCONNECTED =
            new Disconnected("/", DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), false);

    private final VirtualClient client = new VirtualClient();

    @Test
    void closingLeavesEveryNamespaceAndEnds() {
        VirtualClient two = connected("/", "/a");
        two.emit("/", TestEmit.of("x").asking(1));
        two.take();
        close(two);
        assertThat(two.take())
                .containsExactly(
                        new AwaitReceipt("/", 1),
                        DISCONNECTED,
                        two.ackFailed("/", 1, AckFailure.CLOSED),
                        new SendDisconnect("/a"),
                        new Disconnected("/a", DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), false),
                        new PrepareClose(),
                        new SendDisconnect("/"),
                        new CloseConnection(),
                        FORCED,
                        new Closed());
        assertThat(two.session.deadline()).isEqualTo(ClientSession.NONE);
    }

    @Test
    void closingTwiceEndsOnce() {
        close(client);
        close(client);
        client.session.timeout(client.now);
        assertThat(client.take()).containsExactly(new Closed());
    }

    @Test
    void nothingIsAcceptedAfterClose() {
        close(client);
        client.take();
        TestEmit emit = client.emit("/", TestEmit.of("x").asking(1));
        client.connect("/");
        client.disconnect("/");
        assertThat(client.take())
                .containsExactly(
                        new Dropped("/", emit, DropReason.CLOSED), client.ackFailed("/", 1, AckFailure.CLOSED), LEFT);
        client.advance(Duration.ofHours(1));
        assertThat(client.take()).isEmpty();
    }

    @Test
    @Tag("F22")
    void whatNeverWentOutIsDroppedAndItsAnswersFail() {
        TestEmit plain = client.emit("/", "plain");
        TestEmit asking = client.emit("/", TestEmit.of("x").asking(1).timeout(Duration.ofMinutes(1)));
        close(client);
        assertThat(client.take())
                .containsExactly(
                        new Dropped("/", plain, DropReason.CLOSED),
                        new Dropped("/", asking, DropReason.CLOSED),
                        client.ackFailed("/", 1, AckFailure.CLOSED),
                        new Closed());
        assertThat(client.session.deadline()).isEqualTo(ClientSession.NONE);
    }

    @Test
    void closingWhileJoiningWaitsUntilWhatWasAcceptedIsSent() {
        client.connect("/");
        TestEmit emit = client.emit("/", "x");
        close(client);
        client.opened();
        client.take();
        client.advance(Duration.ofSeconds(1));
        assertThat(client.take()).isEmpty();
        client.answer("/", "sid");
        assertThat(client.take())
                .containsExactly(
                        new Joined("/", "sid", false, Optional.empty()),
                        new SendEvent("/", emit),
                        new Connected("/"),
                        new AwaitReceipt("/", 1),
                        DISCONNECTED,
                        new PrepareClose(),
                        new SendDisconnect("/"),
                        new CloseConnection(),
                        FORCED,
                        new Closed());
    }

    @Test
    void closingWhileJoiningWaitsNoLongerThanItMay() {
        client.connect("/");
        TestEmit emit = client.emit("/", "x");
        client.opened();
        close(client);
        client.take();
        client.advance(Duration.ofMillis(1999));
        assertThat(client.take()).isEmpty();
        client.advance(Duration.ofMillis(1));
        assertThat(client.take())
                .containsExactly(
                        LEFT, new Dropped("/", emit, DropReason.CLOSED), new CloseConnection(), FORCED, new Closed());
        assertThat(client.session.deadline()).isEqualTo(ClientSession.NONE);
    }

    @Test
    void closingWithNothingToSendDoesNotWaitForTheAnswer() {
        client.connect("/");
        client.opened();
        client.take();
        close(client);
        assertThat(client.take()).containsExactly(LEFT, new CloseConnection(), FORCED, new Closed());
        assertThat(client.session.deadline()).isEqualTo(ClientSession.NONE);
    }

    @Test
    void closingWhileOpeningAbandonsTheAttempt() {
        client.connect("/");
        client.take();
        close(client);
        assertThat(client.take()).containsExactly(LEFT, new CloseConnection(), new Closed());
        client.opened();
        client.failed(new IOException());
        client.lost();
        assertThat(client.take()).isEmpty();
    }

    @Test
    void closingWhileReconnectingEndsThat() {
        VirtualClient joined = connected("/");
        joined.lost();
        joined.take();
        close(joined);
        assertThat(joined.take()).containsExactly(LEFT, new Closed());
        joined.advance(Duration.ofHours(1));
        assertThat(joined.take()).isEmpty();
    }

    @Test
    void aRefusalWhileClosingEndsItAtOnce() {
        VirtualClient once = new VirtualClient(VirtualClient.config(0), 1);
        once.connect("/");
        once.emit("/", "x");
        close(once);
        once.take();
        once.failed(new IOException());
        assertThat(once.take()).hasAtLeastOneElementOfType(Dropped.class).endsWith(new Closed());
    }

    private static void close(VirtualClient client) {
        client.session.close(client.now);
    }
}
