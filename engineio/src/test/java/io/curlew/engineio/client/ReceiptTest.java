package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.TransportType;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a program is told of messages that the server has read. */
@Tag("N20")
@ExtendWith(NothingLeft.class)
class ReceiptTest {
    private final FakeNetwork network = new FakeNetwork();

    @Test
    void onPollingItComesWithTheAnswerToThePost() {
        EngineSocket socket = network.builder().buildPolling();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next().holdWrites();
        socket.send("a");
        CompletableFuture<Boolean> receipt = socket.requestReceipt();
        Wait.until(() -> assertThat(server.texts()).containsExactly("a"));
        assertThat(receipt).isNotDone();
        server.releaseWrites();
        assertThat(Wait.forResult(receipt)).isTrue();
        socket.close();
    }

    @Test
    void onWebSocketItComesWithThePongAndFailsWithoutOne() {
        EngineSocket socket = network.builder().buildWebSocket();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        socket.send("a");
        assertThat(Wait.forResult(socket.requestReceipt())).isTrue();
        assertThat(server.calls()).containsSubsequence("write", "ping");
        server.ignorePings();
        socket.send("b");
        CompletableFuture<Boolean> receipt = socket.requestReceipt();
        Wait.until(() -> assertThat(server.texts()).containsExactly("a", "b"));
        socket.close();
        assertThat(Wait.forResult(receipt)).isFalse();
        assertThat(Wait.forResult(socket.requestReceipt())).isFalse();
    }

    @Test
    void whoChangesAReceiptChangesNoOther() {
        EngineSocket socket = network.builder().buildPolling();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next().holdWrites();
        socket.send("a");
        socket.requestReceipt().cancel(true);
        CompletableFuture<Boolean> receipt = socket.requestReceipt();
        server.releaseWrites();
        assertThat(Wait.forResult(receipt)).isTrue();
        socket.close();
    }

    @Test
    void aSocketThatWasNeverConnectedHasNone() {
        EngineSocket socket = network.builder().build();
        assertThatIllegalStateException().isThrownBy(socket::requestReceipt);
        socket.cancelUpgrade();
    }

    @Test
    void anUpgradeThatIsCancelledHoldsNothingUp() {
        network.server(transport -> transport.welcome(FakeTransport.handshake("websocket")))
                .prepare(transport -> {
                    if (transport.sid.isEmpty()) {
                        transport.holdPause();
                    }
                });
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        FakeTransport polling = network.next();
        Wait.until(() -> assertThat(polling.calls()).contains("pause"));
        socket.send("a");
        CompletableFuture<Boolean> receipt = socket.requestReceipt();
        socket.cancelUpgrade();
        assertThat(Wait.forResult(receipt)).isTrue();
        assertThat(polling.texts()).containsExactly("a");
        assertThat(socket.transport()).contains(TransportType.POLLING);
        socket.close();
    }
}
