package io.curlew.socketio.session;

import static io.curlew.socketio.session.VirtualClient.ack;
import static io.curlew.socketio.session.VirtualClient.asking;
import static io.curlew.socketio.session.VirtualClient.event;
import static io.curlew.socketio.session.VirtualClient.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.SocketPacket;
import io.curlew.socketio.session.SocketAction.AwaitReceipt;
import io.curlew.socketio.session.SocketAction.CloseConnection;
import io.curlew.socketio.session.SocketAction.Closed;
import io.curlew.socketio.session.SocketAction.ConnectFailed;
import io.curlew.socketio.session.SocketAction.ConnectionClosed;
import io.curlew.socketio.session.SocketAction.Disconnected;
import io.curlew.socketio.session.SocketAction.Ignored;
import io.curlew.socketio.session.SocketAction.OpenConnection;
import io.curlew.socketio.session.SocketAction.PrepareClose;
import io.curlew.socketio.session.SocketAction.SendConnect;
import io.curlew.socketio.session.SocketAction.SendDisconnect;
import io.curlew.socketio.session.SocketAction.SendEvent;
import io.curlew.socketio.session.VirtualClient.TestEmit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A DISCONNECT leaves when the server is known to have read what was sent before; for the application it is done at
 * once.
 */
@Tag("N20")
class LeavingTest {
    private static final AwaitReceipt AWAIT = new AwaitReceipt("/", 1);
    private static final Disconnected LEFT =
            new Disconnected("/", DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), false);
    private static final ConnectionClosed FORCED =
            new ConnectionClosed(DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty(), false);

    private final VirtualClient client = new VirtualClient();

    @BeforeEach
    void join() {
        client.receiptsComeLater = true;
        client.joinAll("/", "/other");
    }

    // ---- whether there is something to wait for

    @Test
    void theDisconnectWaitsUntilTheServerHasReadWhatWasSent() {
        TestEmit emit = client.emit("/", "x");
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new SendEvent("/", emit), AWAIT, LEFT);
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new SendDisconnect("/"));
    }

    @Test
    void whoHasSentNothingDoesNotWait() {
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), LEFT);
    }

    @Test
    void whatOthersSendIsNotWaitedFor() {
        client.emit("/other", "x");
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), LEFT);
    }

    @Test
    void theAnswerToTheLatestEventProvesAllBeforeIt() {
        client.emit("/", "x");
        client.emit("/", TestEmit.of("y").asking(1));
        client.receive(ack("/", 1));
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), LEFT);
    }

    @Test
    void theAnswerToAnEarlierEventProvesNothingAboutTheLatest() {
        client.emit("/", TestEmit.of("x").asking(1));
        client.emit("/", "y");
        client.receive(ack("/", 1));
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(AWAIT, LEFT);
    }

    @Test
    void anAnswerThatComesAfterItsTimeIsAProofAllTheSame() {
        client.emit("/", TestEmit.of("x").asking(1).timeout(Duration.ofSeconds(1)));
        client.advance(Duration.ofSeconds(1));
        client.receive(ack("/", 1));
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), LEFT);
    }

    @Test
    void theAnswerToTheServersEventIsWaitedForToo() {
        client.receive(asking("/", "question", 5));
        client.session.sendAck("/", 1, packet("answer"), client.now);
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(AWAIT, LEFT);
    }

    @Test
    void theAnswerToTheOnlyAttemptIsAProof() {
        client.emit("/", TestEmit.of("x").retrying(3, 1));
        client.receive(ack("/", 1));
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), LEFT);
    }

    @Test
    void theAnswerToOneOfSeveralAttemptsMayBeThatToAnEarlierOne() {
        client.emit("/", TestEmit.of("x").retrying(3, 1).timeout(Duration.ofSeconds(1)));
        client.advance(Duration.ofSeconds(1));
        client.receive(ack("/", 1));
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(AWAIT, LEFT);
    }

    @Test
    void whatAnEarlierConnectionCarriedIsNotWaitedFor() {
        client.emit("/", "x");
        client.lost();
        client.advanceToDeadline();
        client.opened();
        client.answer("/", "sid");
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), LEFT);
    }

    // ---- meanwhile

    @Test
    void whatArrivesMeanwhileIsNotForTheApplication() {
        leaveWithSomethingUnproven("/");
        SocketPacket.Event late = event("/", "late");
        client.receive(late);
        assertThat(client.take()).containsExactly(new Ignored(late));
    }

    @Test
    void answersThatAreStillOpenFailAtOnce() {
        client.emit("/", TestEmit.of("x").asking(1));
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(AWAIT, LEFT, client.ackFailed("/", 1, AckFailure.DISCONNECTED));
    }

    @Test
    void otherNamespacesGoOn() {
        leaveWithSomethingUnproven("/");
        TestEmit emit = client.emit("/other", "y");
        client.receive(event("/other", "z"));
        assertThat(client.take())
                .startsWith(new SendEvent("/other", emit))
                .hasAtLeastOneElementOfType(SocketAction.EventArrived.class);
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new SendDisconnect("/"));
    }

    @Test
    void whatIsEmittedMeanwhileWaitsForTheNextConnect() {
        leaveWithSomethingUnproven("/");
        TestEmit emit = client.emit("/", "later");
        client.connect("/");
        client.receipt(AWAIT);
        client.receipt(AWAIT);
        client.take();
        client.answer("/", "sid");
        assertThat(client.take()).contains(new SendEvent("/", emit));
    }

    @Test
    void connectingMeanwhileWaitsForTheDisconnectToLeaveAndToBeRead() {
        leaveWithSomethingUnproven("/");
        client.connect("/");
        client.connect("/");
        assertThat(client.take()).isEmpty();
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), AWAIT);
        client.connect("/");
        assertThat(client.take()).isEmpty();
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new SendConnect("/", Map.of()));
    }

    @Test
    void connectingSoonAfterLeavingWaitsUntilTheDisconnectIsRead() {
        client.disconnect("/");
        client.connect("/");
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), LEFT, AWAIT);
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new SendConnect("/", Map.of()));
    }

    @Test
    void whoIsToJoinAgainMayLeave() {
        client.disconnect("/");
        client.connect("/");
        client.take();
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new ConnectFailed("/", new ConnectFailure.Left(), false));
        client.receipt(AWAIT);
        assertThat(client.take()).isEmpty();
    }

    @Test
    void whoIsToJoinAgainDoesSoOverTheNextConnectionWhenThisOneIsLost() {
        client.disconnect("/");
        client.connect("/");
        client.lost();
        client.take();
        client.advanceToDeadline();
        client.opened();
        assertThat(client.take(SendConnect.class)).contains(new SendConnect("/", Map.of()));
    }

    @Test
    void overAnotherConnectionThereIsNothingToWaitFor() {
        client.disconnect("/");
        client.lost();
        client.advanceToDeadline();
        client.opened();
        client.take();
        client.connect("/");
        assertThat(client.take()).containsExactly(new SendConnect("/", Map.of()));
    }

    @Test
    void closingSendsWhatWaitsForWhoIsToJoinAgain() {
        client.disconnect("/");
        client.connect("/");
        TestEmit emit = client.emit("/", "later");
        client.session.close(client.now);
        client.receipt(AWAIT);
        client.take();
        client.answer("/", "sid");
        assertThat(client.take()).contains(new SendEvent("/", emit));
    }

    @Test
    void whatIsToBeRecoveredMayBeToldMeanwhile() {
        leaveWithSomethingUnproven("/");
        client.session.resume("/", "p", "o");
        client.connect("/");
        client.receipt(AWAIT);
        client.receipt(AWAIT);
        assertThat(client.take(SendConnect.class).get(0).recovery()).containsEntry("pid", "p");
    }

    @Test
    void whoIsToComeBackMayLeaveAgain() {
        leaveWithSomethingUnproven("/");
        client.connect("/");
        client.disconnect("/");
        client.disconnect("/");
        assertThat(client.take()).containsExactly(new ConnectFailed("/", new ConnectFailure.Left(), false));
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new SendDisconnect("/"));
    }

    @Test
    void aReceiptOfAnEarlierJoinIsOfNoUse() {
        leaveWithSomethingUnproven("/");
        client.receive(new SocketPacket.Disconnect("/"));
        client.connect("/");
        client.answer("/", "sid");
        leaveWithSomethingUnproven("/");
        client.receipt(AWAIT);
        assertThat(client.take()).isEmpty();
        client.receipt(new AwaitReceipt("/", 2));
        assertThat(client.take()).containsExactly(new SendDisconnect("/"));
        client.receipt(new AwaitReceipt("/", 2));
        assertThat(client.take()).isEmpty();
    }

    @Test
    void norIsItOfUseAfterAJoinThatWasGivenUpBeforeItsAnswer() {
        leaveWithSomethingUnproven("/");
        client.receive(new SocketPacket.Disconnect("/"));
        client.connect("/");
        client.disconnect("/");
        client.answer("/", "sid");
        assertThat(client.take()).contains(new SendDisconnect("/"));
        client.connect("/");
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new AwaitReceipt("/", 2));
        client.receipt(new AwaitReceipt("/", 2));
        assertThat(client.take()).containsExactly(new SendConnect("/", Map.of()));
    }

    @Test
    void aServerThatSendsTheClientOutMeanwhileGetsNoDisconnect() {
        leaveWithSomethingUnproven("/");
        client.receive(new SocketPacket.Disconnect("/"));
        client.receipt(AWAIT);
        assertThat(client.take()).isEmpty();
        client.connect("/");
        assertThat(client.take()).containsExactly(new SendConnect("/", Map.of()));
    }

    @Test
    void whoIsToComeBackDoesSoAlsoWhenTheServerSendsItOutMeanwhile() {
        leaveWithSomethingUnproven("/");
        client.connect("/");
        client.receive(new SocketPacket.Disconnect("/"));
        client.advanceToDeadline();
        assertThat(client.take()).containsExactly(new SendConnect("/", Map.of()));
    }

    // ---- the last namespace

    @Test
    void theLastNamespaceKeepsTheConnectionUntilItsDisconnectHasLeft() {
        client.disconnect("/other");
        client.take();
        leaveWithSomethingUnproven("/");
        assertThat(client.session.state()).isEqualTo(ConnectionState.OPEN);
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), new CloseConnection(), FORCED);
    }

    @Test
    void aConnectionThatIsLostMeanwhileIsNotOpenedAgain() {
        client.disconnect("/other");
        leaveWithSomethingUnproven("/");
        client.lost();
        assertThat(client.take())
                .containsExactly(new ConnectionClosed(DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), false));
        client.receipt(AWAIT);
        client.advance(Duration.ofHours(1));
        assertThat(client.take()).isEmpty();
        client.connect("/");
        assertThat(client.take()).containsExactly(new OpenConnection(0));
    }

    @Test
    void whoIsToComeBackDoesSoAlsoWhenTheConnectionIsLostMeanwhile() {
        client.disconnect("/other");
        leaveWithSomethingUnproven("/");
        client.connect("/");
        client.lost();
        assertThat(client.take(ConnectFailed.class))
                .extracting(ConnectFailed::willRetry)
                .containsExactly(true);
        client.advanceToDeadline();
        client.opened();
        assertThat(client.take(SendConnect.class)).containsExactly(new SendConnect("/", Map.of()));
    }

    // ---- closing

    @Test
    void closingWaitsForEveryDisconnect() {
        client.emit("/", "x");
        client.emit("/other", "y");
        client.take();
        client.session.close(client.now);
        assertThat(client.take()).contains(AWAIT, new AwaitReceipt("/other", 1)).endsWith(new PrepareClose());
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new SendDisconnect("/"));
        client.receipt(new AwaitReceipt("/other", 1));
        assertThat(client.take())
                .containsExactly(new SendDisconnect("/other"), new CloseConnection(), FORCED, new Closed());
        assertThat(client.session.deadline()).isEqualTo(ClientSession.NONE);
    }

    @Test
    void closingWaitsForTheDisconnectOfWhoHasLeftBefore() {
        leaveWithSomethingUnproven("/");
        client.session.close(client.now);
        assertThat(client.take()).endsWith(new PrepareClose()).doesNotHaveAnyElementsOfTypes(CloseConnection.class);
        client.receipt(AWAIT);
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), new CloseConnection(), FORCED, new Closed());
    }

    @Test
    void closingWhileSomebodyIsToComeBackSendsWhatWaitsFirst() {
        leaveWithSomethingUnproven("/");
        client.connect("/");
        TestEmit emit = client.emit("/", "later");
        client.session.close(client.now);
        client.receipt(AWAIT);
        client.receipt(AWAIT);
        client.take();
        client.answer("/", "sid");
        assertThat(client.take()).contains(new SendEvent("/", emit), new AwaitReceipt("/", 2));
        client.receipt(new AwaitReceipt("/", 2));
        assertThat(client.take()).startsWith(new SendDisconnect("/")).endsWith(new Closed());
    }

    @Test
    void closingWaitsNoLongerThanItMay() {
        client.emit("/", "x");
        client.take();
        client.session.close(client.now);
        client.take();
        client.advance(Duration.ofMillis(1999));
        assertThat(client.take()).isEmpty();
        client.advance(Duration.ofMillis(1));
        assertThat(client.take()).containsExactly(new SendDisconnect("/"), new CloseConnection(), FORCED, new Closed());
        client.receipt(AWAIT);
        assertThat(client.take()).isEmpty();
    }

    @Test
    void aConnectionThatIsLostWhileClosingIsTheEnd() {
        client.emit("/", "x");
        client.take();
        client.session.close(client.now);
        client.take();
        client.lost();
        assertThat(client.take())
                .containsExactly(
                        new ConnectionClosed(DisconnectReason.TRANSPORT_CLOSE, Optional.empty(), false), new Closed());
    }

    private void leaveWithSomethingUnproven(String namespace) {
        client.emit(namespace, "x");
        client.disconnect(namespace);
        client.take();
    }
}
