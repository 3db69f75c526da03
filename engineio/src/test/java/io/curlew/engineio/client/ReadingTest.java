package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class ReadingTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeNetwork network = new FakeNetwork();

    @Test
    void theApplicationMayPauseAndResumeIt() {
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        socket.pauseReading();
        Wait.until(() -> assertThat(server.isReading()).isFalse());
        socket.resumeReading();
        Wait.until(() -> assertThat(server.isReading()).isTrue());
        socket.close();
    }

    @Test
    void aPauseBeforeTheOpeningCountsFromTheOpeningOn() {
        EngineSocket socket = network.builder().build();
        socket.pauseReading();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        Wait.until(() -> assertThat(server.calls()).containsExactly("open", "pauseReading"));
        socket.close();
    }

    @Test
    void aPauseIsKeptAcrossAnUpgrade() {
        network.server(transport -> {
            if (transport.sid.isEmpty()) {
                transport.welcome(FakeTransport.handshake("websocket"));
            }
        });
        Recorder recorder = new Recorder();
        EngineSocket socket = network.builder()
                .onUpgrade(transport -> recorder.add("upgraded"))
                .build();
        Wait.forResult(socket.connect());
        FakeTransport polling = network.next();
        FakeTransport webSocket = network.next();
        socket.pauseReading();
        Wait.until(() -> assertThat(polling.isReading()).isFalse());
        webSocket.welcome();
        recorder.expect("upgraded");
        assertThat(webSocket.calls()).containsSubsequence("write", "pauseReading");
        assertThat(webSocket.isReading()).isFalse();
        socket.close();
    }

    @Test
    void whoDoesNotReceiveStopsIt() {
        BlockingEngineSocket socket =
                network.builder().incomingBound(4, 1_000).build().blocking();
        socket.connect(LONG);
        FakeTransport server = network.next();
        server.send("1", "2", "3", "4");
        server.send("5");
        Wait.until(() -> assertThat(server.isReading()).isFalse());
        assertThat(socket.receive(LONG)).contains(EnginePacket.message("1"));
        assertThat(socket.receive(LONG)).contains(EnginePacket.message("2"));
        assertThat(server.isReading()).isFalse();
        assertThat(socket.receive(LONG)).contains(EnginePacket.message("3"));
        Wait.until(() -> assertThat(server.isReading()).isTrue());
        socket.close();
    }

    @Test
    void aCallbackThatBlocksStopsIt() {
        CountDownLatch leave = new CountDownLatch(1);
        Recorder recorder = new Recorder();
        EngineSocket socket = network.builder()
                .incomingBound(100, 5)
                .onData(data -> {
                    Wait.until(leave);
                    recorder.add(data.text());
                })
                .build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send("abc", "def");
        Wait.until(() -> assertThat(server.isReading()).isFalse());
        leave.countDown();
        recorder.expect("abc", "def");
        Wait.until(() -> assertThat(server.isReading()).isTrue());
        socket.close();
    }

    @Test
    @Tag("N04")
    void whatComesAfterCloseIsDroppedWhenTooMuchWaits() {
        BlockingEngineSocket socket =
                network.builder().incomingBound(2, 10_000).buildWebSocket().blocking();
        socket.connect(LONG);
        FakeTransport server = network.next();
        server.send("1", "2", "3");
        Wait.until(() -> assertThat(server.isReading()).isFalse());
        server.closeLate();
        var closed = socket.async().closeAsync();
        Wait.until(() -> assertThat(server.calls()).contains("close"));
        server.send("4", "5");
        assertThat(socket.receive(LONG)).contains(EnginePacket.message("1"));
        assertThat(socket.receive(LONG)).contains(EnginePacket.message("2"));
        server.send("6"); // would leave a gap
        server.lose();
        Wait.forResult(closed);
        assertThat(socket.receive(LONG)).contains(EnginePacket.message("3"));
        assertThatExceptionOfType(EngineClosedException.class).isThrownBy(() -> socket.receive(LONG));
    }

    @Test
    @Tag("N04")
    void veryManySmallMessagesCountForMoreThanTheirBytes() {
        BlockingEngineSocket socket =
                network.builder().incomingBound(1_000, 10_000).build().blocking();
        socket.connect(LONG);
        FakeTransport server = network.next();
        for (int i = 0; i < 50; i++) {
            server.send("");
        }
        assertThat(server.isReading()).isTrue();
        for (int i = 0; i < 50; i++) {
            server.send("");
        }
        Wait.until(() -> assertThat(server.isReading()).isFalse());
        socket.close();
    }

    @Test
    @Tag("N04")
    void aMessageForAViewAndForACallbackIsOneMessage() {
        CountDownLatch leave = new CountDownLatch(1);
        BlockingEngineSocket socket = network.builder()
                .incomingBound(2, 1_000)
                .onData(data -> Wait.until(leave))
                .build()
                .blocking();
        socket.connect(LONG);
        FakeTransport server = network.next();
        server.send("1", "2");
        assertThat(socket.receive(LONG)).isPresent();
        assertThat(socket.receive(LONG)).isPresent();
        assertThat(server.calls()).doesNotContain("pauseReading");
        server.send("3");
        Wait.until(() -> assertThat(server.isReading()).isFalse());
        leave.countDown();
        Wait.until(() -> assertThat(server.isReading()).isTrue());
        socket.close();
    }

    @Test
    void thePauseOfTheApplicationOutlastsRoomInTheBacklog() {
        BlockingEngineSocket socket =
                network.builder().incomingBound(1, 1_000).build().blocking();
        socket.connect(LONG);
        FakeTransport server = network.next();
        socket.async().pauseReading();
        server.send("1", "2");
        Wait.until(() -> assertThat(server.calls()).containsSubsequence("pauseReading", "pauseReading"));
        socket.receive(LONG);
        socket.receive(LONG);
        Wait.until(() -> assertThat(server.calls()).hasSize(4));
        assertThat(server.isReading()).isFalse();
        socket.async().resumeReading();
        Wait.until(() -> assertThat(server.isReading()).isTrue());
        socket.close();
    }

    @Test
    void whoNeverReadsIsASlowConsumer() {
        Duration moment = Duration.ofMillis(5);
        network.server(
                transport -> transport.welcome(new Handshake("s", List.of(), moment, LONG, OptionalLong.empty())));
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        socket.pauseReading();
        FakeTransport server = network.next();
        // A pong per interval goes out unasked, so that the server keeps the session.
        Wait.until(() -> assertThat(server.written()).hasSizeGreaterThan(1).containsOnly(EnginePacket.Pong.HEARTBEAT));
        socket.close();
    }

    @Test
    void theEndComesThoughTheApplicationDoesNotRead() {
        Duration moment = Duration.ofMillis(5);
        network.server(
                transport -> transport.welcome(new Handshake("s", List.of(), moment, moment, OptionalLong.empty())));
        EngineSocket socket = network.builder().direct().build();
        socket.onOpen(handshake -> socket.pauseReading());
        Wait.forResult(socket.connect());
        assertThat(Wait.forResult(socket.closed()).reason()).isEqualTo(CloseReason.SLOW_CONSUMER);
    }

    @Test
    void itIsStoppedOnceHoweverMuchComesBeyondTheBound() {
        CountDownLatch leave = new CountDownLatch(1);
        Recorder recorder = new Recorder();
        EngineSocket socket = network.builder()
                .incomingBound(2, 10_000)
                .onData(data -> {
                    Wait.until(leave);
                    recorder.add(data.text());
                })
                .build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send("1", "2", "3", "4", "5");
        Wait.until(() -> assertThat(server.isReading()).isFalse());
        leave.countDown();
        recorder.expect("1", "2", "3", "4", "5");
        Wait.until(() -> assertThat(server.isReading()).isTrue());
        assertThat(server.calls()).containsExactly("open", "pauseReading", "resumeReading");
        socket.close();
    }
}
