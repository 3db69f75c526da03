package io.curlew.socketio.session;

import static io.curlew.socketio.session.VirtualClient.PING_INTERVAL;
import static io.curlew.socketio.session.VirtualClient.config;
import static io.curlew.socketio.session.VirtualClient.connected;
import static io.curlew.socketio.session.VirtualClient.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.ParseException;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.SocketAction.AlreadyConnected;
import io.curlew.socketio.session.SocketAction.AwaitReceipt;
import io.curlew.socketio.session.SocketAction.CloseConnection;
import io.curlew.socketio.session.SocketAction.ConnectFailed;
import io.curlew.socketio.session.SocketAction.Connected;
import io.curlew.socketio.session.SocketAction.ConnectionClosed;
import io.curlew.socketio.session.SocketAction.ConnectionOpened;
import io.curlew.socketio.session.SocketAction.Disconnected;
import io.curlew.socketio.session.SocketAction.Ignored;
import io.curlew.socketio.session.SocketAction.Joined;
import io.curlew.socketio.session.SocketAction.OpenConnection;
import io.curlew.socketio.session.SocketAction.ReconnectAttempt;
import io.curlew.socketio.session.SocketAction.SendConnect;
import io.curlew.socketio.session.SocketAction.SendDisconnect;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectingTest {
    private static final ConnectionClosed FORCED =
            new ConnectionClosed(DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), false);
    private static final ConnectFailure LEFT = new ConnectFailure.Left();

    private final VirtualClient client = new VirtualClient();

    @Test
    void theFirstConnectOpensTheConnectionAndJoinsOverIt() {
        client.connect("/");
        assertThat(client.take()).containsExactly(new OpenConnection(0));
        client.opened();
        assertThat(client.take()).containsExactly(new ConnectionOpened(), new SendConnect("/", Map.of()));
        client.answer("/", "abc");
        assertThat(client.take()).containsExactly(new Joined("/", "abc", false, Optional.empty()), new Connected("/"));
    }

    @Test
    void namespacesShareOneConnection() {
        client.connect("/");
        client.connect("/a");
        client.opened();
        client.connect("/b");
        assertThat(client.take())
                .containsExactly(
                        new OpenConnection(0),
                        new ConnectionOpened(),
                        new SendConnect("/", Map.of()),
                        new SendConnect("/a", Map.of()),
                        new SendConnect("/b", Map.of()));
    }

    @Test
    void connectingTwiceJoinsOnce() {
        client.connect("/");
        client.connect("/");
        client.opened();
        client.connect("/");
        client.answer("/", "abc");
        assertThat(client.take(SendConnect.class)).hasSize(1);
        client.connect("/");
        assertThat(client.take()).containsExactly(new AlreadyConnected("/"));
    }

    @Test
    void theLastNamespaceToLeaveClosesTheConnection() {
        VirtualClient two = connected("/", "/a");
        two.disconnect("/");
        assertThat(two.take())
                .containsExactly(new SendDisconnect("/"), disconnected("/", DisconnectReason.IO_CLIENT_DISCONNECT));
        two.disconnect("/a");
        assertThat(two.take())
                .containsExactly(
                        new SendDisconnect("/a"),
                        disconnected("/a", DisconnectReason.IO_CLIENT_DISCONNECT),
                        new CloseConnection(),
                        FORCED);
        assertThat(two.session.deadline()).isEqualTo(ClientSession.NONE);
    }

    @Test
    void leavingTwiceOrWithoutEverConnectingDoesNothing() {
        client.disconnect("/");
        assertThat(client.take()).isEmpty();
        VirtualClient other = connected("/", "/a");
        other.disconnect("/");
        other.take();
        other.disconnect("/");
        assertThat(other.take()).isEmpty();
    }

    @Test
    void leavingBeforeTheConnectionIsOpenAbandonsIt() {
        client.connect("/");
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new ConnectFailed("/", LEFT, false), new CloseConnection());
        client.connect("/");
        assertThat(client.take()).containsExactly(new OpenConnection(0));
    }

    @Test
    @Tag("F36")
    void aServerThatTakesANamespaceAwayIsNotAskedAgain() {
        VirtualClient two = connected("/", "/a");
        two.receive(new SocketPacket.Disconnect("/"));
        assertThat(two.take()).containsExactly(disconnected("/", DisconnectReason.IO_SERVER_DISCONNECT));
        two.receive(new SocketPacket.Disconnect("/a"));
        assertThat(two.take())
                .containsExactly(
                        disconnected("/a", DisconnectReason.IO_SERVER_DISCONNECT), new CloseConnection(), FORCED);
        two.advance(Duration.ofHours(1));
        assertThat(two.take()).isEmpty();
        two.connect("/a");
        assertThat(two.take()).containsExactly(new OpenConnection(0));
    }

    @Test
    void aRefusedNamespaceIsNotTriedAgain() {
        Json reason = Json.of("{\"message\":\"no\"}");
        client.connect("/");
        client.connect("/a");
        client.opened();
        client.take();
        client.receive(new SocketPacket.ConnectError("/", reason));
        assertThat(client.take()).containsExactly(new ConnectFailed("/", new ConnectFailure.Refused(reason), false));
        client.receive(new SocketPacket.ConnectError("/a", reason));
        assertThat(client.take())
                .containsExactly(
                        new ConnectFailed("/a", new ConnectFailure.Refused(reason), false),
                        new CloseConnection(),
                        FORCED);
    }

    @Test
    @Tag("A31")
    void anAnswerWithoutSessionIdIsExplained() {
        client.connect("/");
        client.opened();
        client.take();
        client.receive(new SocketPacket.Connect("/", Optional.empty()));
        assertThat(client.take())
                .containsExactly(
                        new ConnectFailed("/", new ConnectFailure.NoSessionId(), false), new CloseConnection(), FORCED);
    }

    @ParameterizedTest
    @Tag("A28")
    @ValueSource(strings = {"{}", "[]", "{\"sid\":\"\"}", "{\"sid\":123}", "{\"sid\":null}", "{\"sid\":{}}"})
    void aSessionIdIsAStringThatIsNotEmpty(String payload) {
        client.connect("/");
        client.opened();
        client.receive(new SocketPacket.Connect("/", Optional.of(Json.of(payload))));
        assertThat(client.take(ConnectFailed.class))
                .containsExactly(new ConnectFailed("/", new ConnectFailure.NoSessionId(), false));
    }

    @Test
    @Tag("N04")
    void aSessionIdOfMoreThanEightKibibytesIsNone() {
        client.connect("/");
        client.opened();
        Json payload = Json.of("{\"sid\":\"" + "x".repeat(8 * 1024 - 1) + "\"}");
        client.receive(new SocketPacket.Connect("/", Optional.of(payload)));
        assertThat(client.take(ConnectFailed.class))
                .containsExactly(new ConnectFailed("/", new ConnectFailure.NoSessionId(), false));
    }

    @Test
    @Tag("A27")
    void aSecondConnectAnswerIsIgnored() {
        VirtualClient joined = connected("/");
        joined.answer("/", "other");
        assertThat(joined.take()).hasOnlyElementsOfType(Ignored.class).hasSize(1);
    }

    @Test
    void aRefusalAfterTheAnswerIsIgnored() {
        VirtualClient joined = connected("/");
        joined.receive(new SocketPacket.ConnectError("/", Json.of("\"late\"")));
        joined.receive(new SocketPacket.Connect("/", Optional.empty()));
        assertThat(joined.take()).hasOnlyElementsOfType(Ignored.class).hasSize(2);
    }

    @Test
    @Tag("A25")
    void packetsForUnknownNamespacesAreIgnored() {
        VirtualClient joined = connected("/");
        joined.receive(event("/nope", "x"));
        joined.answer("/nope", "sid");
        joined.receive(VirtualClient.ack("/nope", 1));
        joined.receive(new SocketPacket.Disconnect("/nope"));
        assertThat(joined.take()).hasOnlyElementsOfType(Ignored.class).hasSize(4);
        joined.connect("/nope");
        assertThat(joined.take()).containsExactly(new SendConnect("/nope", Map.of()));
    }

    @Test
    void packetsForANamespaceThatWasLeftAreIgnored() {
        VirtualClient two = connected("/", "/a");
        two.disconnect("/a");
        two.take();
        two.receive(event("/a", "x"));
        two.receive(new SocketPacket.Disconnect("/a"));
        assertThat(two.take()).hasOnlyElementsOfType(Ignored.class).hasSize(2);
    }

    @Test
    void whoLeavesWhileJoiningSendsNothingUntilTheAnswerIsThere() {
        VirtualClient two = connected("/");
        two.connect("/a");
        two.disconnect("/a");
        assertThat(two.take()).containsExactly(new SendConnect("/a", Map.of()), new ConnectFailed("/a", LEFT, false));
        two.receive(event("/a", "early"));
        assertThat(two.take()).hasOnlyElementsOfType(Ignored.class);
        two.answer("/a", "unwanted");
        assertThat(two.take()).containsExactly(new SendDisconnect("/a"));
        two.connect("/a");
        assertThat(two.take()).containsExactly(new AwaitReceipt("/a", 1), new SendConnect("/a", Map.of()));
    }

    @Test
    void whoLeavesAndConnectsWhileJoiningTakesTheAnswerThatComes() {
        VirtualClient two = connected("/");
        two.connect("/a");
        two.disconnect("/a");
        two.connect("/a");
        two.take();
        two.answer("/a", "wanted");
        assertThat(two.take())
                .containsExactly(new Joined("/a", "wanted", false, Optional.empty()), new Connected("/a"));
    }

    @Test
    void aRefusalIsAllTheSameToWhoHasLeft() {
        VirtualClient two = connected("/");
        two.connect("/a");
        two.disconnect("/a");
        two.take();
        two.receive(new SocketPacket.ConnectError("/a", Json.of("\"no\"")));
        assertThat(two.take()).isEmpty();
        two.connect("/a");
        assertThat(two.take()).containsExactly(new SendConnect("/a", Map.of()));
    }

    @Test
    @Tag("F34")
    void aConnectionOverWhichNobodyGetsAnAnswerIsReplaced() {
        client.connect("/");
        client.connect("/a");
        client.opened();
        client.take();
        client.advance(Duration.ofSeconds(20));
        assertThat(client.take())
                .containsExactly(
                        new CloseConnection(),
                        new ConnectionClosed(DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), true),
                        new ConnectFailed("/", new ConnectFailure.NoAnswer(Duration.ofSeconds(20)), true),
                        new ConnectFailed("/a", new ConnectFailure.NoAnswer(Duration.ofSeconds(20)), true));
        client.advanceToDeadline();
        client.opened();
        assertThat(client.take(SendConnect.class)).hasSize(2);
    }

    @Test
    @Tag("F34")
    void aConnectionThatOthersUseIsKeptWhileAnAnswerIsLate() {
        VirtualClient two = connected("/");
        two.connect("/a");
        two.take();
        two.advance(Duration.ofSeconds(45));
        ConnectFailed late = new ConnectFailed("/a", new ConnectFailure.NoAnswer(Duration.ofSeconds(20)), true);
        assertThat(two.take()).containsExactly(late, late);
        two.answer("/a", "at last");
        assertThat(two.take()).contains(new Connected("/a"));
        two.advance(Duration.ofHours(1));
        assertThat(two.take()).isEmpty();
    }

    @Test
    void anAnswerThatNobodyWantsMayBeLateForEver() {
        VirtualClient two = connected("/");
        two.connect("/a");
        two.disconnect("/a");
        two.take();
        two.advance(Duration.ofMinutes(1));
        assertThat(two.take()).isEmpty();
        two.connect("/a");
        two.advance(Duration.ofSeconds(20));
        assertThat(two.take())
                .containsExactly(new ConnectFailed("/a", new ConnectFailure.NoAnswer(Duration.ofSeconds(20)), true));
    }

    @Test
    @Tag("F34")
    void withoutReconnectionAMissingAnswerIsTheEnd() {
        VirtualClient once = new VirtualClient(config(0), 1);
        once.connect("/");
        once.opened();
        once.take();
        once.advance(Duration.ofSeconds(20));
        assertThat(once.take())
                .containsExactly(
                        new ConnectFailed("/", new ConnectFailure.NoAnswer(Duration.ofSeconds(20)), false),
                        new CloseConnection(),
                        FORCED);
        assertThat(once.session.deadline()).isEqualTo(ClientSession.NONE);
    }

    @Test
    @Tag("F34")
    void withoutAuthDataNothingIsJoined() {
        IOException cause = new IOException("no token");
        VirtualClient two = connected("/");
        two.authComesLater = true;
        two.connect("/a");
        two.take();
        two.session.authFailed("/a", cause, two.now);
        assertThat(two.take()).containsExactly(new ConnectFailed("/a", new ConnectFailure.NoAuth(cause), false));
        two.session.authFailed("/a", cause, two.now);
        two.session.authFailed("/", cause, two.now);
        assertThat(two.take()).isEmpty();
    }

    @Test
    @Tag("F34")
    void authDataThatDoesNotComeInTimeFailsTheAttemptWhateverElseIsConnected() {
        VirtualClient two = connected("/");
        two.authComesLater = true;
        two.connect("/a");
        two.take();
        two.advance(Duration.ofSeconds(20));
        assertThat(two.take()).singleElement().isInstanceOfSatisfying(ConnectFailed.class, failed -> {
            assertThat(failed.willRetry()).isFalse();
            assertThat(failed.why())
                    .isInstanceOfSatisfying(
                            ConnectFailure.NoAuth.class,
                            why -> assertThat(why.cause())
                                    .hasMessage("the auth supplier did not answer within the connect timeout of 20 s"));
        });
        assertThat(two.session.authReady("/a")).isFalse();
    }

    @Test
    void withoutAuthDataThereIsNoAnswerToWaitForBeforeJoiningAgain() {
        VirtualClient two = connected("/");
        two.authComesLater = true;
        two.connect("/a");
        two.disconnect("/a");
        two.take();
        two.session.authFailed("/a", new IOException(), two.now);
        assertThat(two.take()).isEmpty();
        two.connect("/a");
        assertThat(two.take()).containsExactly(new SendConnect("/a", Map.of()));
    }

    @Test
    void aNamespaceTakenAwayBeforeItsAnswerIsNotConnected() {
        client.connect("/");
        client.opened();
        client.take();
        client.receive(new SocketPacket.Disconnect("/"));
        ConnectFailure why = new ConnectFailure.Lost(DisconnectReason.IO_SERVER_DISCONNECT, Optional.empty());
        assertThat(client.take()).containsExactly(new ConnectFailed("/", why, false), new CloseConnection(), FORCED);
    }

    @Test
    void whatIsNoPacketClosesTheConnectionAndItIsReopened() {
        ParseException cause = new ParseException("a digit", 3);
        VirtualClient joined = connected("/");
        joined.session.parseFailed(cause, joined.now);
        assertThat(joined.take())
                .containsExactly(
                        new CloseConnection(),
                        new ConnectionClosed(DisconnectReason.PARSE_ERROR, Optional.of(cause), true),
                        new Disconnected("/", DisconnectReason.PARSE_ERROR, Optional.of(cause), true));
        joined.advance(Duration.ofSeconds(2));
        assertThat(joined.take()).containsExactly(new ReconnectAttempt(1), new OpenConnection(1));
    }

    @Test
    @Tag("A16")
    void attachmentsThatDoNotComeCloseTheConnection() {
        VirtualClient joined = connected("/");
        joined.session.waitingForAttachments(true, joined.now);
        joined.advance(Duration.ofSeconds(59));
        joined.session.waitingForAttachments(true, joined.now);
        joined.session.waitingForAttachments(false, joined.now);
        joined.session.waitingForAttachments(true, joined.now);
        joined.advance(Duration.ofSeconds(59));
        joined.session.waitingForAttachments(true, joined.now);
        assertThat(joined.take()).isEmpty();
        joined.advance(Duration.ofSeconds(1));
        assertThat(joined.take(Disconnected.class))
                .extracting(Disconnected::reason)
                .containsExactly(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void attachmentsAreNotLateWhileReadingIsPaused() {
        VirtualClient joined = connected("/");
        joined.session.waitingForAttachments(true, joined.now);
        joined.advance(Duration.ofSeconds(50));
        joined.session.readingPaused();
        joined.advance(Duration.ofSeconds(200));
        joined.session.readingResumed(joined.now);
        joined.advance(Duration.ofSeconds(59));
        assertThat(joined.take()).isEmpty();
        joined.advance(Duration.ofSeconds(1));
        assertThat(joined.take(Disconnected.class)).hasSize(1);
    }

    @Test
    void anAnswerIsNotLateWhileReadingIsPaused() {
        client.connect("/");
        client.connect("/a");
        client.opened();
        client.take();
        client.disconnect("/a");
        client.take();
        client.advance(Duration.ofSeconds(19));
        client.session.readingPaused();
        client.advance(Duration.ofSeconds(100));
        client.session.readingResumed(client.now);
        client.advance(Duration.ofSeconds(19));
        assertThat(client.take()).isEmpty();
        client.advance(Duration.ofSeconds(1));
        assertThat(client.take(ConnectFailed.class))
                .containsExactly(new ConnectFailed("/", new ConnectFailure.NoAnswer(Duration.ofSeconds(20)), true));
    }

    @Test
    void anotherConnectionIsReadWhateverTheOneBeforeItWas() {
        client.connect("/");
        client.opened();
        client.session.readingPaused();
        client.lost();
        client.advance(Duration.ofSeconds(2));
        client.opened();
        client.take();
        client.advance(Duration.ofSeconds(20));
        assertThat(client.take(ConnectFailed.class)).hasSize(1);
    }

    @Test
    void authDataIsLateWhetherReadingIsPausedOrNot() {
        client.authComesLater = true;
        client.connect("/");
        client.opened();
        client.take();
        client.session.readingPaused();
        client.session.readingResumed(client.now);
        client.session.readingPaused();
        client.advance(Duration.ofSeconds(20));
        assertThat(client.take(ConnectFailed.class)).hasSize(1);
    }

    @Test
    void whatComesWithoutAConnectionIsNothing() {
        client.opened();
        client.failed(new IOException());
        client.lost();
        client.session.parseFailed(new ParseException("x", 0), client.now);
        client.session.waitingForAttachments(true, client.now);
        client.session.timeout(client.now);
        assertThat(client.take()).isEmpty();
        assertThat(client.session.deadline()).isEqualTo(ClientSession.NONE);
        client.connect("/");
        client.take();
        client.receive(event("/", "x"));
        assertThat(client.take()).hasOnlyElementsOfType(Ignored.class);
    }

    @Test
    void fiveHundredNamespacesJoinLeaveAndComeBack() {
        String[] names = IntStream.range(0, 500).mapToObj(i -> "/" + i).toArray(String[]::new);
        VirtualClient many = connected(names);
        many.lost();
        assertThat(many.take(Disconnected.class)).hasSize(500).allMatch(Disconnected::willReconnect);
        many.advanceToDeadline();
        many.session.connectionOpened(PING_INTERVAL, many.now);
        assertThat(many.take(SendConnect.class)).hasSize(500);
        for (String name : names) {
            many.answer(name, "sid");
        }
        assertThat(many.take(Connected.class)).extracting(Connected::namespace).containsExactly(names);
        for (String name : names) {
            many.disconnect(name);
        }
        assertThat(many.take(CloseConnection.class)).hasSize(1);
    }

    @Test
    void whatNobodyWaitsForIsLeft() {
        client.connect("/");
        client.take();
        assertThat(client.session.isActive("/")).isTrue();
        client.session.stopConnecting("/");
        assertThat(client.take()).containsExactly(new ConnectFailed("/", LEFT, false), new CloseConnection());
        assertThat(client.session.isActive("/")).isFalse();
    }

    @Test
    void whatIsJoinedOrComesBackIsNotLeftForThat() {
        VirtualClient joined = connected("/");
        joined.session.stopConnecting("/");
        joined.lost();
        joined.take();
        joined.session.stopConnecting("/");
        joined.advanceToDeadline();
        joined.opened();
        joined.session.stopConnecting("/");
        assertThat(joined.take(ConnectFailed.class)).isEmpty();
        assertThat(joined.session.isActive("/")).isTrue();
        assertThat(joined.session.isActive("/unknown")).isFalse();
    }

    @Test
    void aConnectAfterALeaveIsNoComeback() {
        IOException cause = new IOException("no token");
        VirtualClient joined = connected("/", "/a");
        joined.authComesLater = true;
        joined.lost();
        joined.advanceToDeadline();
        joined.opened();
        joined.disconnect("/");
        joined.connect("/");
        joined.take();
        joined.session.authFailed("/", cause, joined.now);
        assertThat(joined.take()).contains(new ConnectFailed("/", new ConnectFailure.NoAuth(cause), false));
    }

    private static Disconnected disconnected(String namespace, DisconnectReason reason) {
        return new Disconnected(namespace, reason, Optional.empty(), false);
    }
}
