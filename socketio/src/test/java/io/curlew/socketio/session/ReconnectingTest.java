package io.curlew.socketio.session;

import static io.curlew.socketio.session.VirtualClient.config;
import static io.curlew.socketio.session.VirtualClient.connected;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.protocol.TestCodec;
import io.curlew.socketio.session.SocketAction.CloseConnection;
import io.curlew.socketio.session.SocketAction.ConnectFailed;
import io.curlew.socketio.session.SocketAction.Connected;
import io.curlew.socketio.session.SocketAction.ConnectionClosed;
import io.curlew.socketio.session.SocketAction.ConnectionOpened;
import io.curlew.socketio.session.SocketAction.Disconnected;
import io.curlew.socketio.session.SocketAction.OpenConnection;
import io.curlew.socketio.session.SocketAction.OpenFailed;
import io.curlew.socketio.session.SocketAction.ReconnectAttempt;
import io.curlew.socketio.session.SocketAction.ReconnectError;
import io.curlew.socketio.session.SocketAction.ReconnectFailed;
import io.curlew.socketio.session.SocketAction.Reconnected;
import io.curlew.socketio.session.SocketAction.SendConnect;
import io.curlew.socketio.session.SocketAction.SendDisconnect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReconnectingTest {
    private final IOException down = new IOException("connection refused");

    @Test
    void aLostConnectionIsReopenedAndItsNamespacesJoinedAgain() {
        VirtualClient client = connected("/", "/a");
        client.lost();
        assertThat(client.take())
                .containsExactly(
                        new ConnectionClosed(DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), true),
                        new Disconnected("/", DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), true),
                        new Disconnected("/a", DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), true));
        client.advanceToDeadline();
        assertThat(client.take()).containsExactly(new ReconnectAttempt(1), new OpenConnection(1));
        client.opened();
        assertThat(client.take())
                .containsExactly(
                        new ConnectionOpened(),
                        new SendConnect("/", Map.of()),
                        new SendConnect("/a", Map.of()),
                        new Reconnected(1));
        client.answer("/a", "second");
        assertThat(client.take()).contains(new Connected("/a"));
    }

    @Test
    void anAttemptThatFailsIsFollowedByAnother() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.take();
        client.failed(down);
        ConnectFailed failed = new ConnectFailed("/", new ConnectFailure.NotOpened(down), true);
        assertThat(client.take()).containsExactly(new OpenFailed(down), failed);
        client.advanceToDeadline();
        assertThat(client.take()).containsExactly(new ReconnectAttempt(1), new OpenConnection(1));
        client.failed(down);
        assertThat(client.take()).containsExactly(new OpenFailed(down), failed, new ReconnectError(1, down));
        client.advanceToDeadline();
        assertThat(client.take()).containsExactly(new ReconnectAttempt(2), new OpenConnection(2));
    }

    @Test
    void aConnectionLostBeforeTheAnswerIsAFailureToConnect() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.opened();
        client.take();
        client.lost();
        assertThat(client.take())
                .containsExactly(
                        new ConnectionClosed(DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), true),
                        new ConnectFailed(
                                "/",
                                new ConnectFailure.Lost(DisconnectReason.TRANSPORT_CLOSE, Optional.empty()),
                                true));
    }

    @Test
    void whatWasLeftWhileJoiningIsForgottenWithTheConnection() {
        VirtualClient client = connected("/");
        client.connect("/a");
        client.disconnect("/a");
        client.lost();
        client.take();
        client.advanceToDeadline();
        client.opened();
        assertThat(client.take(SendConnect.class)).containsExactly(new SendConnect("/", Map.of()));
    }

    @Test
    void withoutReconnectionALossIsFinal() {
        VirtualClient client = new VirtualClient(config(0), 1);
        client.joinAll("/");
        client.lost();
        assertThat(client.take(Disconnected.class))
                .containsExactly(new Disconnected("/", DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), false));
        client.advance(Duration.ofHours(1));
        assertThat(client.take()).isEmpty();
    }

    @Test
    void withoutReconnectionTheFirstFailureIsFinal() {
        VirtualClient client = new VirtualClient(config(0), 1);
        client.connect("/");
        client.take();
        client.failed(down);
        assertThat(client.take())
                .containsExactly(
                        new OpenFailed(down), new ConnectFailed("/", new ConnectFailure.NotOpened(down), false));
        assertThat(client.session.deadline()).isEqualTo(ClientSession.NONE);
    }

    @Test
    @Tag("F35")
    void attemptsThatRunOutAreReportedOnceAndAConnectStartsAgain() {
        VirtualClient client = new VirtualClient(config(3), 1);
        client.joinAll("/");
        client.lost();
        for (int attempt = 1; attempt <= 3; attempt++) {
            client.take();
            client.advanceToDeadline();
            assertThat(client.take()).contains(new OpenConnection(attempt));
            client.failed(down);
        }
        assertThat(client.take())
                .containsExactly(
                        new OpenFailed(down),
                        new ConnectFailed("/", new ConnectFailure.NotOpened(down), false),
                        new ReconnectError(3, down),
                        new ReconnectFailed());
        client.advance(Duration.ofHours(1));
        assertThat(client.take()).isEmpty();

        client.connect("/");
        assertThat(client.take()).containsExactly(new OpenConnection(0));
        client.failed(down);
        client.advance(Duration.ofMillis(1500));
        assertThat(client.take()).contains(new ReconnectAttempt(1));
    }

    @Test
    void aConnectionThatOpensMakesTheLimitStartAgain() {
        VirtualClient client = new VirtualClient(config(2), 1);
        client.joinAll("/");
        for (int i = 0; i < 10; i++) {
            client.lost();
            client.advanceToDeadline();
            client.failed(down);
            client.advanceToDeadline();
            assertThat(client.take()).contains(new OpenConnection(2));
            client.opened();
        }
        assertThat(client.take(ReconnectFailed.class)).isEmpty();
    }

    @Test
    @Tag("F27")
    void connectWhileReconnectingJoinsTheAttemptThatComes() {
        VirtualClient client = connected("/");
        client.lost();
        client.take();
        client.connect("/a");
        client.connect("/");
        assertThat(client.take()).isEmpty();
        client.advanceToDeadline();
        client.opened();
        assertThat(client.take(SendConnect.class))
                .containsExactly(new SendConnect("/", Map.of()), new SendConnect("/a", Map.of()));
    }

    @Test
    @Tag("F27")
    void leavingWhileReconnectingEndsIt() {
        VirtualClient client = connected("/");
        client.lost();
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new ConnectFailed("/", new ConnectFailure.Left(), false));
        assertThat(client.session.deadline()).isEqualTo(ClientSession.NONE);
        client.connect("/");
        assertThat(client.take()).containsExactly(new OpenConnection(0));
    }

    @Test
    void leavingDuringAnAttemptAbandonsIt() {
        VirtualClient client = connected("/");
        client.lost();
        client.advanceToDeadline();
        client.take();
        client.disconnect("/");
        assertThat(client.take())
                .containsExactly(new ConnectFailed("/", new ConnectFailure.Left(), false), new CloseConnection());
    }

    @Test
    @Tag("F27")
    void leavingAndConnectingAtOnceOpensANewConnection() {
        VirtualClient client = connected("/");
        client.disconnect("/");
        client.connect("/");
        assertThat(client.take())
                .hasAtLeastOneElementOfType(SendDisconnect.class)
                .hasAtLeastOneElementOfType(CloseConnection.class)
                .endsWith(new OpenConnection(0));
    }

    @Test
    @Tag("F08")
    void aServerThatAcceptsAndDropsIsNotAskedFasterThanOneThatRefuses() {
        int attempts = 0;
        for (int seed = 0; seed < 100; seed++) {
            attempts += attemptsOfAMinute(seed);
        }
        assertThat(attempts / 100.0).isLessThanOrEqualTo(20);
    }

    private static int attemptsOfAMinute(int seed) {
        VirtualClient client = new VirtualClient(VirtualClient.DEFAULTS, seed);
        client.connect("/");
        int attempts = 1;
        while (client.now <= Duration.ofMinutes(1).toNanos()) {
            client.opened();
            client.answer("/", "sid");
            client.lost();
            client.advanceToDeadline();
            attempts++;
        }
        return attempts;
    }

    @Test
    @Tag("F08")
    void aConnectionThatLastedMakesTheDelaysStartAgain() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        for (int i = 0; i < 10; i++) {
            client.opened();
            client.lost();
            client.advanceToDeadline();
        }
        client.opened();
        client.answer("/", "sid");
        client.advance(Duration.ofSeconds(24));
        client.lost();
        assertThat(client.session.deadline() - client.now)
                .isGreaterThanOrEqualTo(Duration.ofMillis(2500).toNanos());
        client.advanceToDeadline();
        client.opened();
        client.answer("/", "sid");
        client.advance(Duration.ofSeconds(25));
        client.lost();
        assertThat(client.session.deadline() - client.now)
                .isLessThanOrEqualTo(Duration.ofMillis(1500).toNanos());
    }

    @Test
    @Tag("F08")
    void aShortPingIntervalDoesNotMakeAConnectionLast() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        for (int i = 0; i < 10; i++) {
            client.session.connectionOpened(Duration.ofMillis(300).toNanos(), client.now);
            client.answer("/", "sid");
            client.advance(Duration.ofMillis(9999));
            client.lost();
            client.advanceToDeadline();
        }
        client.failed(down);
        assertThat(client.session.deadline() - client.now)
                .isGreaterThanOrEqualTo(Duration.ofMillis(2500).toNanos());
    }

    @Test
    @Tag("F07")
    void anOutageOfADayIsNeverAStorm() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        int attempts = 0;
        while (client.now < Duration.ofDays(1).toNanos()) {
            client.failed(down);
            long before = client.now;
            client.advanceToDeadline();
            assertThat(client.now - before)
                    .isBetween(
                            Duration.ofMillis(500).toNanos(),
                            Duration.ofMillis(7500).toNanos());
            attempts++;
        }
        assertThat(attempts).isBetween(16_000, 19_000);
        List<OpenConnection> opened = client.take(OpenConnection.class);
        assertThat(opened.get(opened.size() - 1)).isEqualTo(new OpenConnection(attempts));
        client.opened();
        assertThat(client.take()).contains(new Reconnected(attempts));
    }

    @Test
    void attemptsAreCountedWithoutOverflow() {
        assertThat(Reconnection.next(1)).isEqualTo(2);
        assertThat(Reconnection.next(Integer.MAX_VALUE - 1)).isLessThan(Integer.MAX_VALUE);
    }

    @Test
    void aDelayBeyondAllTimeIsNoOverflow() {
        SessionConfig never = new SessionConfig(
                TestCodec.PARSER,
                (attempt, random) -> Long.MAX_VALUE,
                5,
                1,
                1,
                1,
                1,
                1,
                false,
                (namespace, refusal) -> false,
                false);
        VirtualClient client = new VirtualClient(never, 1);
        client.now = 5;
        client.connect("/");
        client.failed(down);
        assertThat(client.session.deadline()).isEqualTo(ClientSession.NONE);
    }

    @Test
    @Tag("A49")
    void aServerThatAsksForTimeGetsItUpToFiveMinutes() {
        VirtualClient client = new VirtualClient();
        client.connect("/");
        client.session.connectionFailed(down, Duration.ofSeconds(90).toNanos(), client.now);
        // The usual delay, from 0.5 s to 1.5 s, comes on top.
        assertThat(client.session.deadline())
                .isBetween(
                        Duration.ofMillis(90_500).toNanos(),
                        Duration.ofMillis(91_500).toNanos());
        client.advanceToDeadline();
        long start = client.now;
        client.session.connectionFailed(down, Duration.ofDays(1).toNanos(), client.now);
        assertThat(client.session.deadline() - start)
                .isBetween(
                        Duration.ofSeconds(301).toNanos(),
                        Duration.ofSeconds(303).toNanos());
        client.advanceToDeadline();
        long again = client.now;
        client.session.connectionFailed(down, 0, client.now);
        assertThat(client.session.deadline() - again).isPositive();
    }

    @Test
    @Tag("A49")
    void aServerMayAskForTimeWhenItEndsAConnectionToo() {
        VirtualClient client = connected("/");
        client.session.connectionClosed(
                DisconnectReason.TRANSPORT_ERROR,
                Optional.empty(),
                Duration.ofSeconds(90).toNanos(),
                client.now);
        assertThat(client.session.deadline() - client.now)
                .isGreaterThan(Duration.ofSeconds(90).toNanos());
    }

    @Test
    @Tag("A49")
    @Tag("F07")
    void clientsThatAreAllSentAwayForTheSameTimeDoNotComeBackAtOnce() {
        Set<Long> deadlines = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            VirtualClient client = new VirtualClient(VirtualClient.DEFAULTS, seed);
            client.connect("/");
            client.session.connectionFailed(down, Duration.ofSeconds(90).toNanos(), client.now);
            deadlines.add(client.session.deadline());
        }
        assertThat(deadlines).hasSizeGreaterThan(90);
    }

    @Test
    @Tag("F40")
    void aPauseEndsWhenTheNetworkHasChanged() {
        VirtualClient client = connected("/");
        client.lost();
        client.take();
        client.session.reconnectNow(client.now);
        assertThat(client.take()).contains(new ReconnectAttempt(1), new OpenConnection(1));
        client.advance(Duration.ofMinutes(1));
        assertThat(client.take(OpenConnection.class)).isEmpty();
    }

    @Test
    @Tag("F40")
    void anOpenConnectionIsReplacedWhenTheNetworkHasChanged() {
        VirtualClient client = connected("/");
        client.session.reconnectNow(client.now);
        assertThat(client.take())
                .containsSubsequence(
                        new CloseConnection(),
                        new Disconnected("/", DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), true),
                        new OpenConnection(1));
    }

    @Test
    @Tag("F40")
    void withoutReconnectionOrAWishForAConnectionAChangedNetworkMeansNothing() {
        VirtualClient idle = new VirtualClient();
        idle.session.reconnectNow(0);
        assertThat(idle.take()).isEmpty();
        VirtualClient once = new VirtualClient(VirtualClient.config(0), 1);
        once.joinAll("/");
        once.session.reconnectNow(once.now);
        assertThat(once.take()).isEmpty();
    }

    @Test
    @Tag("F36")
    void aNamespaceThatIsToComeBackDoesSoOverTheSameConnectionAndNotAtOnce() {
        VirtualClient client = new VirtualClient(VirtualClient.returning(), 1);
        client.joinAll("/", "/other");
        client.receive(new SocketPacket.Disconnect("/"));
        assertThat(client.take())
                .containsExactly(new Disconnected("/", DisconnectReason.IO_SERVER_DISCONNECT, Optional.empty(), true));
        client.advance(Duration.ofSeconds(10));
        assertThat(client.take(SocketAction.SendConnect.class)).hasSize(1);
        client.answer("/", "sid again");
        assertThat(client.take(SocketAction.Connected.class)).hasSize(1);
    }

    private void refuse(VirtualClient client, String message) {
        client.receive(new SocketPacket.ConnectError("/", Json.of("{\"message\":\"" + message + "\"}")));
    }

    @Test
    void aRefusalThatIsNotFinalIsTriedAgainOverTheSameConnectionAndNotAtOnce() {
        VirtualClient client = new VirtualClient(VirtualClient.retryingWhenRefused(Integer.MAX_VALUE, "expired"), 1);
        client.connect("/");
        client.opened();
        client.take();
        refuse(client, "expired");
        assertThat(client.take())
                .singleElement()
                .isInstanceOfSatisfying(
                        SocketAction.ConnectFailed.class,
                        failed -> assertThat(failed.willRetry()).isTrue());
        client.advance(Duration.ofMillis(499));
        assertThat(client.take()).isEmpty();
        client.advance(Duration.ofSeconds(2));
        assertThat(client.take(SocketAction.SendConnect.class)).hasSize(1);
        client.answer("/", "sid");
        assertThat(client.take(SocketAction.Connected.class)).hasSize(1);
    }

    @Test
    void anotherRefusalIsFinal() {
        VirtualClient client = new VirtualClient(VirtualClient.retryingWhenRefused(Integer.MAX_VALUE, "expired"), 1);
        client.connect("/");
        client.opened();
        client.take();
        refuse(client, "banned");
        assertThat(client.take(SocketAction.ConnectFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.willRetry()).isFalse());
        assertThat(client.session.isActive("/")).isFalse();
    }

    @Test
    void refusalsInARowAreLimitedLikeOtherAttempts() {
        VirtualClient client = new VirtualClient(VirtualClient.retryingWhenRefused(2, "expired"), 1);
        client.connect("/");
        client.opened();
        List<Boolean> retried = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            refuse(client, "expired");
            client.take(SocketAction.ConnectFailed.class).forEach(failed -> retried.add(failed.willRetry()));
            client.advance(Duration.ofSeconds(10));
        }
        assertThat(retried).containsExactly(true, true, false);
    }

    @Test
    void aRefusalOnTheWayBackOfALostConnectionIsTriedAgainToo() {
        VirtualClient client = new VirtualClient(VirtualClient.retryingWhenRefused(Integer.MAX_VALUE, "expired"), 1);
        client.joinAll("/");
        client.lost();
        client.advanceToDeadline();
        client.opened();
        client.take();
        refuse(client, "expired");
        client.advance(Duration.ofSeconds(10));
        assertThat(client.take(SocketAction.SendConnect.class)).hasSize(1);
        client.answer("/", "sid again");
        assertThat(client.take(SocketAction.Connected.class)).hasSize(1);
    }

    @Test
    void connectingAgainDoesNotShortenThePauseAfterARefusal() {
        VirtualClient client = new VirtualClient(VirtualClient.retryingWhenRefused(Integer.MAX_VALUE, "expired"), 1);
        client.connect("/");
        client.opened();
        refuse(client, "expired");
        client.take();
        client.connect("/");
        assertThat(client.take()).isEmpty();
        client.advance(Duration.ofSeconds(2));
        assertThat(client.take(SocketAction.SendConnect.class)).hasSize(1);
    }

    @Test
    void aNamespaceThatWaitsAfterARefusalCanBeLeft() {
        VirtualClient client = new VirtualClient(VirtualClient.retryingWhenRefused(Integer.MAX_VALUE, "expired"), 1);
        client.connect("/");
        client.opened();
        refuse(client, "expired");
        client.take();
        client.session.disconnect("/", client.now);
        client.advance(Duration.ofSeconds(10));
        assertThat(client.take(SocketAction.SendConnect.class)).isEmpty();
    }

    @Test
    @Tag("F34")
    void authDataThatIsMissingOnceDoesNotEndReconnection() {
        VirtualClient client = VirtualClient.connected("/");
        client.lost();
        client.advanceToDeadline();
        client.authComesLater = true;
        client.opened();
        client.take();
        client.session.authFailed("/", new IOException("no token"), client.now);
        assertThat(client.take(SocketAction.ConnectFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.willRetry()).isTrue());
        client.advance(Duration.ofSeconds(10));
        assertThat(client.take(SocketAction.SendConnect.class)).hasSize(1);
        assertThat(client.session.authReady("/")).isTrue();
        client.answer("/", "sid again");
        assertThat(client.take(SocketAction.Connected.class)).hasSize(1);
    }

    @Test
    @Tag("F08")
    void authDataThatIsMissingAgainAndAgainIsAskedForAtTheSlowestPace() {
        VirtualClient client = VirtualClient.connected("/");
        client.lost();
        client.advanceToDeadline();
        client.authComesLater = true;
        client.opened();
        int asked = 0;
        for (long end = client.now + Duration.ofSeconds(60).toNanos(); client.now < end; client.advanceToDeadline()) {
            for (SocketAction.SendConnect join : client.take(SocketAction.SendConnect.class)) {
                asked++;
                client.session.authFailed(join.namespace(), new IOException("no token"), client.now);
            }
        }
        assertThat(asked).isBetween(5, 20);
    }

    @Test
    @Tag("F36")
    @Tag("F08")
    void theWayBackStartsAtItsFirstPaceAgainAfterALongTimeWithout() {
        VirtualClient client = new VirtualClient(VirtualClient.returning(), 1);
        client.joinAll("/", "/other");
        for (int i = 0; i < 10; i++) {
            client.receive(new SocketPacket.Disconnect("/"));
            client.advance(Duration.ofSeconds(2)); // the first pause is 1.5 s at most
            assertThat(client.take(SocketAction.SendConnect.class)).hasSize(1);
            client.answer("/", "sid");
            client.advance(Duration.ofMinutes(1));
        }
    }

    @Test
    @Tag("F36")
    void aNamespaceThatIsToComeBackMayBeLeftOrItsConnectionLostMeanwhile() {
        VirtualClient client = new VirtualClient(VirtualClient.returning(), 1);
        client.joinAll("/", "/other");
        client.receive(new SocketPacket.Disconnect("/"));
        client.disconnect("/");
        client.receive(new SocketPacket.Disconnect("/other"));
        client.lost();
        client.take();
        client.advance(Duration.ofSeconds(10));
        client.opened();
        assertThat(client.take(SocketAction.SendConnect.class))
                .extracting(SocketAction.SendConnect::namespace)
                .containsExactly("/other");
        client.advance(Duration.ofSeconds(10));
        assertThat(client.take(SocketAction.SendConnect.class)).isEmpty();
    }
}
