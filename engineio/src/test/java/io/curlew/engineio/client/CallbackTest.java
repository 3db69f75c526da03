package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.loop.Subscription;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(NothingLeft.class)
class CallbackTest {
    private final FakeNetwork network = new FakeNetwork();
    private final Recorder recorder = new Recorder();

    @Test
    void theyComeInTheOrderOfWhatHappened() {
        EngineSocket socket = recorder.listen(network.builder()).build();
        Wait.forResult(socket.connect());
        network.next().send("a", "b");
        recorder.expect("open", "data a", "data b");
        socket.send("hello");
        recorder.expect("open", "data a", "data b", "released 1, 5 bytes", "drain");
        socket.close();
        recorder.expect("open", "data a", "data b", "released 1, 5 bytes", "drain", "close: forced close");
    }

    @Test
    void packetsOfBothDirectionsAreShown() {
        EngineSocket socket = network.builder()
                .onPacket((direction, packet) ->
                        recorder.add(direction + " " + packet.getClass().getSimpleName()))
                .build();
        Wait.forResult(socket.connect());
        network.next().send(EnginePacket.Ping.HEARTBEAT);
        recorder.expect("IN Open", "IN Ping", "OUT Pong");
        socket.close();
    }

    @Test
    void anUpgradeIsTold() {
        network.server(transport -> transport.welcome(FakeTransport.handshake("websocket")));
        EngineSocket socket = recorder.listen(network.builder()).build();
        Wait.forResult(socket.connect());
        recorder.expect("open", "upgrade to websocket", "drain");
        assertThat(socket.transport()).contains(TransportType.WEBSOCKET);
        assertThat(network.next().calls()).containsExactly("open", "pause", "abort");
        socket.close();
    }

    @Test
    void anUpgradeThatFailsIsToldWithoutWaitingForTheEndOfAnything() {
        network.server(transport -> {
            if (transport.sid.isEmpty()) {
                transport.welcome(FakeTransport.handshake("websocket"));
            } else {
                // The end of this batch never comes: the session drops the WebSocket before.
                transport.sendWithoutAnEnd(EnginePacket.message("wrong"));
            }
        });
        EngineSocket socket = recorder.listen(network.builder()).build();
        Wait.forResult(socket.connect());
        recorder.expect("open", "upgrade error");
        socket.close();
    }

    @Test
    void callbacksOfOneReadAreHandedOverAtItsEnd() {
        EngineSocket socket = recorder.listen(network.builder())
                .onBatchEnd(() -> recorder.add("end"))
                .build();
        Wait.forResult(socket.connect());
        network.next().send("a", "b");
        recorder.expect("open", "end", "data a", "data b", "end");
        socket.close();
    }

    @Test
    void aBatchThatEndsOnAClosePacketIsDelivered() {
        EngineSocket socket = recorder.listen(network.builder()).build();
        Wait.forResult(socket.connect());
        network.next().send(EnginePacket.message("last"), new EnginePacket.Close(), EnginePacket.message("never"));
        recorder.expect("open", "data last", "close: transport close");
    }

    @Test
    void oneThatIsRemovedHearsNoMore() {
        EngineSocket socket = network.builder().build();
        Subscription first = socket.onData(data -> recorder.add("first " + data.text()));
        Subscription second = socket.onData(data -> recorder.add("second " + data.text()));
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send("a");
        recorder.expect("first a", "second a");
        first.remove();
        server.send("b");
        recorder.expect("first a", "second a", "second b");
        second.remove();
        socket.close();
    }

    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalStateException("exception"),
                new AssertionError("error"),
                new StackOverflowError("overflow"));
    }

    @Tag("F29")
    @ParameterizedTest
    @MethodSource("thrown")
    void whatOneThrowsStopsNoOtherAndIsReported(Throwable thrown) {
        EngineSocket socket = network.builder()
                .onData(data -> sneakyThrow(thrown))
                .onData(data -> recorder.add("data " + data.text()))
                .onError(why -> recorder.add("error " + why.getMessage()))
                .build();
        Wait.forResult(socket.connect());
        network.next().send("a", "b");
        String error = "error " + thrown.getMessage();
        recorder.expect(error, "data a", error, "data b");
        socket.close();
    }

    @Test
    @Tag("F29")
    void anErrorCallbackMayThrowAsWell() {
        EngineSocket socket = network.builder()
                .onData(data -> {
                    throw new IllegalStateException("first");
                })
                .onError(why -> {
                    throw new IllegalStateException("second");
                })
                .onError(why -> recorder.add(String.valueOf(why.getMessage())))
                .build();
        Wait.forResult(socket.connect());
        network.next().send("a");
        recorder.expect("first");
        socket.close();
    }

    @Test
    @Tag("F29")
    void tenThousandThatThrowLoseNothing() {
        int count = 10_000;
        AtomicInteger reported = new AtomicInteger();
        CompletableFuture<String> good = new CompletableFuture<>();
        EngineSocket socket = network.builder()
                .onData(data -> {
                    if (data.text().equals("bad")) {
                        throw new IllegalStateException();
                    }
                    good.complete(data.text());
                })
                .onError(why -> reported.incrementAndGet())
                .build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send(IntStream.range(0, count).mapToObj(i -> "bad").toArray(String[]::new));
        server.send("good");
        assertThat(Wait.forResult(good)).isEqualTo("good");
        assertThat(reported).hasValue(count);
        socket.close();
    }

    @Test
    @Tag("F29")
    void inDirectModeWhatOneThrowsDoesNotHurtTheConnection() {
        EngineSocket socket = network.builder()
                .direct()
                .onOpen(handshake -> {
                    throw new AssertionError("open");
                })
                .onData(data -> {
                    throw new AssertionError("data");
                })
                .onData(data -> recorder.add("data " + data.text()))
                .onError(why -> recorder.add("error " + why.getMessage()))
                .build();
        Wait.forResult(socket.connect());
        network.next().send("a", "b");
        recorder.expect("error open", "error data", "data a", "error data", "data b");
        socket.close();
    }

    @Test
    void aBlockingOneHoldsUpItsOwnSocketOnly() {
        CountDownLatch leave = new CountDownLatch(1);
        EngineSocket stuck = network.builder().onData(data -> Wait.until(leave)).build();
        Wait.forResult(stuck.connect());
        FakeTransport stuckServer = network.next();
        stuckServer.send("a");
        stuckServer.send(EnginePacket.Ping.HEARTBEAT);
        Wait.until(() -> assertThat(stuckServer.written()).containsExactly(EnginePacket.Pong.HEARTBEAT));
        EngineSocket other = recorder.listen(network.builder()).build();
        Wait.forResult(other.connect());
        network.next().send("b");
        recorder.expect("open", "data b");
        leave.countDown();
        stuck.close();
        other.close();
    }

    @Test
    void nothingComesAfterTheCloseSignal() {
        EngineSocket socket = recorder.listen(network.builder()).build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.lose();
        EngineClose close = Wait.forResult(socket.closed());
        assertThat(close.reason()).hasToString("transport close");
        socket.close();
        socket.resumeReading();
        assertThat(Wait.forResult(socket.closeAsync())).isSameAs(close);
        recorder.expect("open", "close: transport close");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneakyThrow(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void roundTripsAreMeasuredWhenThePingComesAndSomebodyListens() {
        Recorder pings = new Recorder();
        EngineSocket socket = network.builder().onPing(() -> pings.add("ping")).buildWebSocket();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send(EnginePacket.Ping.HEARTBEAT);
        pings.expect("ping");
        socket.onRoundTrip(time -> pings.add("round trip of " + time.toNanos()));
        server.send(EnginePacket.Ping.HEARTBEAT);
        pings.expect("ping", "ping", "round trip of 1500000");
        socket.close();
    }
}
