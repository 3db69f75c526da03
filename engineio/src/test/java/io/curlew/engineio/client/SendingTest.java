package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.curlew.engineio.delivery.EightThreads;
import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.loop.BufferFullException;
import io.curlew.engineio.loop.SendBudget;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class SendingTest {
    private final FakeNetwork network = new FakeNetwork();

    @Test
    void nothingIsWritableWhileTheSessionMovesToAnotherTransport() {
        network.server(transport -> {
            if (transport.sid.isEmpty()) {
                transport.welcome(FakeTransport.handshake("websocket"));
            }
        });
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        FakeTransport polling = network.next();
        FakeTransport webSocket = network.next();
        assertThat(socket.writable()).isTrue();
        polling.holdPause();
        webSocket.welcome();
        Wait.until(() -> assertThat(polling.calls()).contains("pause"));
        Wait.until(() -> assertThat(socket.writable()).isFalse());
        polling.releasePause();
        Wait.until(() -> assertThat(socket.writable()).isTrue());
        assertThat(socket.transport()).contains(TransportType.WEBSOCKET);
        socket.close();
    }

    @Test
    void messagesOfEveryKind() {
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        socket.send("text");
        socket.send(new byte[] {1});
        socket.send(ByteBuffer.wrap(new byte[] {2}));
        socket.send(EngineData.text("data"));
        socket.emit(EnginePacket.message("packet"));
        FakeTransport server = network.next();
        Wait.until(() -> assertThat(server.written())
                .containsExactly(
                        EnginePacket.message("text"),
                        EnginePacket.message(new byte[] {1}),
                        EnginePacket.message(new byte[] {2}),
                        EnginePacket.message("data"),
                        EnginePacket.message("packet")));
        socket.close();
    }

    @Test
    void theCallersListIsItsOwnAgainAfterwards() {
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        List<EngineData> reused = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            reused.clear();
            reused.add(EngineData.text("message " + i));
            sent.add("message " + i);
            socket.send(reused);
        }
        reused.clear();
        FakeTransport server = network.next();
        Wait.until(() -> assertThat(server.texts()).isEqualTo(sent));
        socket.close();
    }

    @Test
    void whatIsSentBeforeTheOpeningIsSentAfterIt() {
        network.server(transport -> {});
        EngineSocket socket = network.builder().build();
        CompletableFuture<Handshake> open = socket.connect();
        socket.send("early");
        FakeTransport server = network.next();
        assertThat(server.written()).isEmpty();
        server.welcome();
        Wait.forResult(open);
        Wait.until(() -> assertThat(server.texts()).containsExactly("early"));
        socket.close();
    }

    @Test
    void beforeConnectNothingCanBeSent() {
        EngineSocket socket = network.builder().build();
        assertThatIllegalStateException()
                .isThrownBy(() -> socket.send("a"))
                .withMessage("Call connect() before sending");
        assertThat(socket.bufferedBytes()).isZero();
        assertThat(socket.writable()).isFalse();
        assertThat(socket.heartbeatOverdue()).isFalse();
    }

    @Test
    void afterTheEndNothingCanBeSent() {
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        network.next().lose();
        EngineClose close = Wait.forResult(socket.closed());
        assertThatExceptionOfType(EngineClosedException.class)
                .isThrownBy(() -> socket.send("a"))
                .withMessage("The session is closed: transport close")
                .matches(refused -> refused.close().equals(close));
    }

    @Test
    @Tag("F17")
    void whileItIsBeingClosedNothingCanBeSent() {
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.closeLate();
        var unused = socket.closeAsync();
        Wait.until(() -> assertThat(socket.state()).isEqualTo(EngineSocket.State.CLOSING));
        assertThatIllegalStateException().isThrownBy(() -> socket.send("a")).withMessage("The socket is being closed");
        server.lose();
        Wait.forResult(socket.closed());
    }

    @Test
    @Tag("A64")
    void textThatPollingCouldNotKeepApartIsRefused() {
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> socket.send(List.of(EngineData.text("fine"), EngineData.text("a\u001ebcanary"))))
                .withMessageNotContaining("canary");
        socket.close();
        assertThat(network.next().texts()).isEmpty();
    }

    @Test
    @Tag("A64")
    void aWebSocketKeepsAnyTextApart() {
        EngineSocket socket = network.builder().buildWebSocket();
        Wait.forResult(socket.connect());
        socket.send("a\u001eb");
        socket.close();
        assertThat(network.next().texts()).containsExactly("a\u001eb");
    }

    @Test
    @Tag("F18")
    void aMessageOverTheServersLimitIsRefusedBeforeItIsSent() {
        limit(6);
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> socket.send("canary"))
                .withMessage("A message of 7 bytes on polling exceeds the server's maxPayload of 6: it was not sent");
        socket.send("fives");
        socket.close();
        assertThat(network.next().texts()).containsExactly("fives");
    }

    @Test
    @Tag("F18")
    void aMessageThatWasAcceptedTooEarlyIsReported() {
        network.server(transport -> {});
        Recorder recorder = new Recorder();
        EngineSocket socket = recorder.listen(network.builder()).build();
        var unused = socket.connect();
        socket.send("too long");
        limitOf(network.next(), 6);
        recorder.expect(
                "open",
                "released 1, 8 bytes",
                "error: A message of 9 bytes on polling exceeds the server's maxPayload of 6: it was not sent",
                "drain");
        assertThat(socket.bufferedBytes()).isZero();
        socket.close();
    }

    @Test
    @Tag("F18")
    void whoWantsSoSendsItAllTheSame() {
        limit(6);
        EngineSocket socket = network.builder().sendOversized().build();
        Wait.forResult(socket.connect());
        socket.send("too long");
        socket.close();
        assertThat(network.next().texts()).containsExactly("too long");
    }

    @Test
    @Tag("N39")
    void howLargeAMessageMayBeIsKnown() {
        limit(6);
        EngineSocket polling = network.builder().build();
        assertThat(polling.maxOutgoingSize()).isEmpty();
        Wait.forResult(polling.connect());
        assertThat(polling.maxOutgoingSize()).hasValue(6);
        polling.close();
        EngineSocket careless = network.builder().sendOversized().build();
        Wait.forResult(careless.connect());
        assertThat(careless.maxOutgoingSize()).isEmpty();
        careless.close();
        EngineSocket webSocket =
                network.builder().transports(TransportType.WEBSOCKET).build();
        Wait.forResult(webSocket.connect());
        assertThat(webSocket.maxOutgoingSize()).isEmpty();
        webSocket.close();
    }

    @Test
    @Tag("N13")
    void aPostCarriesAsManyPacketsAsTheBuilderSays() {
        assertThat(writesOfABurst(network.builder())).isEqualTo(3); // 16, 16 and 8
        assertThat(writesOfABurst(network.builder().maxPacketsPerPost(10))).isEqualTo(4);
        assertThat(writesOfABurst(network.builder().maxPacketsPerPost(10).noMaxPacketsPerPost()))
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.builder().maxPacketsPerPost(0))
                .withMessage("The maximum number of packets per POST must be at least 1");
    }

    /** How many writes it takes to send 40 messages that wait. */
    private long writesOfABurst(EngineSocketBuilder builder) {
        EngineSocket socket = builder.buildPolling();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next().holdWrites();
        socket.send("first");
        Wait.until(() -> assertThat(server.texts()).hasSize(1));
        IntStream.range(0, 40).forEach(i -> socket.send(String.valueOf(i)));
        server.releaseWrites();
        Wait.until(() -> assertThat(server.texts()).hasSize(41));
        socket.close();
        return server.calls().stream().filter("write"::equals).count() - 2; // the first one's, and the goodbye
    }

    private void limit(long bytes) {
        network.server(transport -> limitOf(transport, bytes));
    }

    private static void limitOf(FakeTransport transport, long bytes) {
        Handshake usual = FakeTransport.HANDSHAKE;
        transport.welcome(new Handshake(
                usual.sid(), usual.upgrades(), usual.pingInterval(), usual.pingTimeout(), OptionalLong.of(bytes)));
    }

    @Test
    void roomIsGivenBackWhenTheBytesHaveLeft() {
        EngineSocket socket =
                network.builder().sendBudget(SendBudget.failing(2, 100)).build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next().holdWrites();
        socket.send("12345");
        socket.send("123");
        assertThat(socket.bufferedBytes()).isEqualTo(8);
        assertThat(socket.writable()).isFalse();
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> socket.send("1"));
        server.releaseWrites();
        Wait.until(() -> assertThat(socket.bufferedBytes()).isZero());
        assertThat(socket.writable()).isTrue();
        socket.send("1");
        socket.close();
        assertThat(server.texts()).containsExactly("12345", "123", "1");
    }

    @Test
    void roomIsGivenBackWhenTheSocketCloses() {
        Recorder recorder = new Recorder();
        EngineSocket socket = recorder.listen(network.builder()).build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next().holdWrites();
        socket.send("written");
        Wait.until(() -> assertThat(server.texts()).isNotEmpty());
        socket.send("never");
        socket.send("written");
        server.lose();
        EngineClose close = Wait.forResult(socket.closed());
        assertThat(close.unsent()).isEqualTo(2);
        assertThat(socket.bufferedBytes()).isZero();
        recorder.expect("open", "released 3, 19 bytes", "close: transport close");
    }

    @Test
    void aSenderWaitsForRoomAndGetsIt() {
        EngineSocket socket = network.builder()
                .sendBudget(SendBudget.blocking(1, 100, Duration.ofSeconds(10)))
                .build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next().holdWrites();
        socket.send("a");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> socket.send("b"));
        Wait.until(() -> assertThat(server.texts()).containsExactly("a"));
        assertThat(waiting).isNotDone();
        server.releaseWrites();
        Wait.forResult(waiting);
        socket.close();
        assertThat(server.texts()).containsExactly("a", "b");
    }

    @Test
    void aSenderThatWaitsIsRefusedWhenTheSocketEnds() {
        EngineSocket socket = network.builder()
                .sendBudget(SendBudget.blocking(1, 100, Duration.ofSeconds(10)))
                .build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next().holdWrites();
        socket.send("a");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> socket.send("b"));
        server.lose();
        Wait.forResult(socket.closed());
        // The room came too late: the message is refused, or dropped and given back, and nothing waits for ever.
        var unused = waiting.handle((sent, refused) -> true).join();
        Wait.until(() -> assertThat(socket.bufferedBytes()).isZero());
        assertThat(server.texts()).doesNotContain("b");
    }

    @Test
    void eachSocketOfABuilderHasItsOwnAccount() {
        EngineSocketBuilder builder = network.builder().sendBudget(SendBudget.failing(1, 100));
        EngineSocket first = builder.build();
        EngineSocket second = builder.build();
        Wait.forResult(first.connect());
        network.next().holdWrites();
        first.send("held");
        Wait.forResult(second.connect());
        second.send("free");
        second.close();
        assertThat(network.next().texts()).containsExactly("free");
        Wait.forResult(first.closeAsync());
    }

    @Test
    void withoutABudgetNothingIsRefused() {
        EngineSocket socket = network.builder().noSendBudget().build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next().holdWrites();
        IntStream.range(0, 20_000).forEach(i -> socket.send("x"));
        assertThat(socket.bufferedBytes()).isEqualTo(20_000);
        server.lose();
        Wait.forResult(socket.closed());
        Wait.until(() -> assertThat(socket.bufferedBytes()).isZero());
    }

    @Test
    void eachOfEightThreadsKeepsItsOrderAndItsUnitsTogether() {
        int each = 500;
        EngineSocket socket = network.builder()
                .noSendBudget()
                .closeTimeout(Duration.ofSeconds(30))
                .build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        EightThreads.run(8, thread -> {
            for (int i = 0; i < each; i++) {
                socket.send(List.of(unit(thread, i, "head"), unit(thread, i, "tail")));
            }
        });
        socket.close();
        List<String> texts = server.texts();
        assertThat(texts).hasSize(8 * each * 2);
        int[] next = new int[8];
        for (int i = 0; i < texts.size(); i += 2) {
            int thread = texts.get(i).charAt(0) - '0';
            int number = next[thread]++;
            assertThat(texts.get(i)).isEqualTo(unit(thread, number, "head").text());
            assertThat(texts.get(i + 1)).isEqualTo(unit(thread, number, "tail").text());
        }
    }

    private static EngineData unit(int thread, int number, String part) {
        return EngineData.text(thread + " " + number + " " + part);
    }

    /** Whatever the moment, a message is written, or refused to its sender, or counted as unsent or released. */
    @Test
    void sendingWhileSomeoneClosesLosesNothingSilently() {
        for (int round = 0; round < 20; round++) {
            EngineSocket socket = network.builder()
                    .noSendBudget()
                    .closeTimeout(Duration.ofSeconds(30))
                    .build();
            Wait.forResult(socket.connect());
            FakeTransport server = network.next();
            EightThreads.run(4, thread -> {
                if (thread == 0) {
                    socket.close();
                } else {
                    sendUntilRefused(socket);
                }
            });
            Wait.forResult(socket.closed());
            Wait.until(() -> assertThat(socket.bufferedBytes()).isZero());
            assertThat(server.calls().stream().filter(call -> !call.equals("write")))
                    .containsExactly("open", "close");
        }
    }

    private static void sendUntilRefused(EngineSocket socket) {
        try {
            for (int i = 0; i < 20_000; i++) {
                socket.send("x");
            }
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessageStartingWith("The s");
        }
    }
}
