package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.Listeners;
import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.EnginePacket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What waits for callbacks that are slow is counted, and stops reading, or is told as one. */
@Tag("N05")
@ExtendWith(NothingLeft.class)
class WaitingCallbacksTest {
    private static final int BOUND = 10;

    /** Those that hear of what a peer can send as often as it likes. */
    private static final Map<String, Flood> FLOODED = Map.of(
            "data", new Flood((builder, slow) -> builder.onData(data -> slow.run()), server -> server.send("a")),
            "packet",
                    new Flood(
                            (builder, slow) -> builder.onPacket((direction, packet) -> slow.run()),
                            server -> server.send(EnginePacket.Ping.HEARTBEAT)),
            "ping", new Flood(EngineSocketBuilder::onPing, server -> server.send(EnginePacket.Ping.HEARTBEAT)),
            "roundTrip",
                    new Flood(
                            (builder, slow) -> builder.onRoundTrip(time -> slow.run()),
                            server -> server.send(EnginePacket.Ping.HEARTBEAT)),
            "batchEnd", new Flood(EngineSocketBuilder::onBatchEnd, server -> server.send("a")));

    /** Those that hear of what the program itself does: told as one, or to a bound. */
    private static final List<String> OWN = List.of("released", "drain", "error");
    /** Those that hear of something once. */
    private static final List<String> ONCE = List.of("open", "upgrade", "upgradeError", "close");

    private final FakeNetwork network = new FakeNetwork();
    private final CountDownLatch leave = new CountDownLatch(1);

    private record Flood(
            BiFunction<EngineSocketBuilder, Runnable, EngineSocketBuilder> listen, Consumer<FakeTransport> send) {}

    @Test
    void thereAreNoOthers() {
        List<String> all = Arrays.stream(CallbackLists.class.getDeclaredFields())
                .filter(field -> field.getType() == Listeners.class)
                .map(field -> field.getName())
                .toList();
        assertThat(Stream.of(FLOODED.keySet(), OWN, ONCE).flatMap(kinds -> kinds.stream()))
                .containsExactlyInAnyOrderElementsOf(all);
    }

    static Stream<String> flooded() {
        return FLOODED.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("flooded")
    void whatAPeerFloodsThemWithStopsReading(String kind) {
        Flood flood = FLOODED.get(kind);
        assertThat(flood).isNotNull();
        EngineSocketBuilder builder = network.builder().incomingBound(BOUND, 1_000_000);
        EngineSocket socket =
                flood.listen().apply(builder, () -> Wait.until(leave)).build();
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        for (int i = 0; i < BOUND; i++) {
            flood.send().accept(server);
        }
        Wait.until(() -> {
            flood.send().accept(server);
            assertThat(server.isReading()).isFalse();
        });
        leave.countDown();
        Wait.until(() -> assertThat(server.isReading()).isTrue());
        socket.close();
    }

    @Test
    void messagesThatLeftAreAddedUpAndThatAllLeftIsToldOnce() {
        int messages = 1_000;
        AtomicInteger calls = new AtomicInteger();
        AtomicLong released = new AtomicLong();
        AtomicInteger drains = new AtomicInteger();
        EngineSocket socket = network.builder()
                .onOpen(handshake -> Wait.until(leave))
                .onReleased(more -> {
                    calls.incrementAndGet();
                    released.addAndGet(more.messages());
                })
                .onDrain(drains::incrementAndGet)
                .build();
        Wait.forResult(socket.connect());
        for (int i = 0; i < messages; i++) {
            socket.send("a");
        }
        Wait.until(() -> assertThat(socket.bufferedBytes()).isZero());
        Wait.forResult(socket.closeAsync());
        leave.countDown();
        Wait.until(() -> assertThat(released).hasValue(messages));
        assertThat(calls).hasValue(1);
        assertThat(drains).hasValueLessThan(2);
    }

    @Test
    void packetsThatAreSentAreShownUpToABoundAndTheRestIsCounted() {
        List<String> errors = new CopyOnWriteArrayList<>();
        AtomicInteger shown = new AtomicInteger();
        EngineSocket socket = network.builder()
                .incomingBound(BOUND, 1_000_000)
                .onPacket((direction, packet) -> {
                    Wait.until(leave);
                    if (direction == Direction.OUT) {
                        shown.incrementAndGet();
                    }
                })
                .onError(error -> errors.add(error.getMessage()))
                .build();
        Wait.forResult(socket.connect());
        for (int i = 0; i < 100; i++) {
            socket.send("a");
        }
        Wait.until(() -> assertThat(socket.bufferedBytes()).isZero());
        leave.countDown();
        Wait.until(() -> assertThat(errors)
                .containsExactly(
                        "Listeners were not notified of 90 packets that were sent or refused: more than 10 of them"
                                + " or 1000000 bytes waited for a callback (the incoming bound)"));
        Wait.until(() -> assertThat(shown).hasValue(BOUND));
        socket.close();
    }

    @Test
    void oneThatIsAddedAfterSomethingHappenedDoesNotHearOfIt() {
        Recorder recorder = new Recorder();
        EngineSocket socket = network.builder()
                .onPacket((direction, packet) -> Wait.until(leave))
                .onData(data -> recorder.add(data.text()))
                .build();
        Wait.forResult(socket.connect());
        socket.send("the loop has come past the opening when this has left");
        Wait.until(() -> assertThat(socket.bufferedBytes()).isZero());
        var unused = socket.onOpen(handshake -> recorder.add("open"));
        leave.countDown();
        network.next().send("a");
        recorder.expect("a");
        socket.close();
    }
}
