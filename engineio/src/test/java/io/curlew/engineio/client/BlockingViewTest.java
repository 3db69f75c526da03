package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class BlockingViewTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private final FakeNetwork network = new FakeNetwork();

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void connectingMayTakeAsLongAsTheSocketsOwnTimeout() {
        try (BlockingEngineSocket socket = network.builder().build().blocking()) {
            assertThat(socket.connect()).isEqualTo(FakeTransport.HANDSHAKE);
            assertThat(socket).hasToString("blocking view of the socket, OPEN on polling");
        }
        network.server(transport -> {});
        BlockingEngineSocket late =
                network.builder().connectTimeout(SHORT).build().blocking();
        assertThatThrownBy(late::connect).isInstanceOf(TransportException.class);
    }

    @Test
    void aConversation() {
        List<String> heard = new ArrayList<>();
        try (BlockingEngineSocket socket = network.builder().build().blocking()) {
            assertThat(socket.connect(LONG)).isEqualTo(FakeTransport.HANDSHAKE);
            FakeTransport server = network.next();
            socket.send("one");
            socket.send(new byte[1]);
            socket.emit(EnginePacket.message("three"));
            Wait.until(() -> assertThat(server.written())
                    .containsExactly(
                            EnginePacket.message("one"),
                            EnginePacket.message(new byte[1]),
                            EnginePacket.message("three")));
            server.send("a", "b");
            server.lose();
            for (EnginePacket.Message message : socket) {
                heard.add(message.data().text());
            }
            assertThat(socket.ending()).map(EngineClose::reason).contains(CloseReason.TRANSPORT_CLOSE);
        }
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void connectingThatTakesTooLongClosesTheSocket() {
        network.server(transport -> {});
        BlockingEngineSocket socket = network.builder().build().blocking();
        assertThatExceptionOfType(EngineClosedException.class)
                .isThrownBy(() -> socket.connect(SHORT))
                .withMessage("Not connected within 5 ms, so the session was closed: forced close")
                .matches(closed -> closed.close().reason() == CloseReason.FORCED_CLOSE);
        assertThat(socket.async().state()).isEqualTo(EngineSocket.State.CLOSED);
        assertThat(network.next().calls()).containsExactly("open", "abort");
    }

    @Test
    void connectingInACallbackOfItsOwnEndsWithTheDeadlineToo() {
        Iterator<Consumer<FakeTransport>> answers = List.<Consumer<FakeTransport>>of(
                        FakeTransport::refuse, silent -> {})
                .iterator();
        network.server(transport -> answers.next().accept(transport));
        CompletableFuture<Handshake> outcome = new CompletableFuture<>();
        EngineSocket socket = network.builder().buildWithFallback();
        BlockingEngineSocket view = socket.blocking();
        socket.onError(failure -> {
            try {
                outcome.complete(view.connect(SHORT));
            } catch (RuntimeException thrown) {
                outcome.completeExceptionally(thrown);
            }
        });
        var unused = socket.connect();
        Wait.forResult(socket.closed());
        assertThat(outcome)
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(EngineClosedException.class)
                .withMessageContaining("Not connected within 5 ms");
    }

    @Test
    void everyKindOfMessageCanBeSent() {
        BlockingEngineSocket socket = network.builder().build().blocking();
        socket.connect(LONG);
        FakeTransport server = network.next();
        socket.send(ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 1));
        socket.send(EngineData.text("one"));
        socket.send(List.of(EngineData.text("two"), EngineData.binary(new byte[1])));
        Wait.until(() -> assertThat(server.written())
                .containsExactly(
                        EnginePacket.message(new byte[] {2}),
                        EnginePacket.message("one"),
                        EnginePacket.message("two"),
                        EnginePacket.message(new byte[1])));
        socket.close();
    }

    @Test
    void aServerThatRefusesIsThrownAsItIs() {
        network.server(FakeTransport::refuse);
        BlockingEngineSocket socket = network.builder().build().blocking();
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> socket.connect(LONG))
                .withMessage("polling, handshake: refused")
                .matches(failure -> failure.getSuppressed()[0].getMessage().equals("waited for here"));
    }

    @Test
    void connectingMayTakeForEver() {
        BlockingEngineSocket socket = network.builder().build().blocking();
        assertThat(socket.connect(FOREVER)).isEqualTo(FakeTransport.HANDSHAKE);
        socket.close();
    }

    @Test
    void receivingEndsWithNothingWhenNothingComes() {
        BlockingEngineSocket socket = network.builder().build().blocking();
        socket.connect(LONG);
        assertThat(socket.receive(SHORT)).isEmpty();
        assertThat(socket.receive(Duration.ZERO)).isEmpty();
        network.next().send("a");
        assertThat(socket.receive(FOREVER)).contains(EnginePacket.message("a"));
        socket.close();
    }

    @Test
    void receivingAfterTheEndGivesWhatIsLeftAndThenFails() {
        BlockingEngineSocket socket = network.builder().build().blocking();
        socket.connect(LONG);
        FakeTransport server = network.next();
        server.send("last");
        server.lose();
        assertThat(socket.receive(LONG)).contains(EnginePacket.message("last"));
        assertEnded(socket);
        assertEnded(socket);
        Iterator<EnginePacket.Message> messages = socket.iterator();
        assertThat(messages.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(messages::next);
    }

    private static void assertEnded(BlockingEngineSocket socket) {
        assertThatExceptionOfType(EngineClosedException.class)
                .isThrownBy(() -> socket.receive(LONG))
                .withMessage("The session is closed: transport close");
    }

    @Test
    void aViewAskedForAfterTheEndIsAtItsEnd() {
        EngineSocket socket = network.builder().build();
        socket.close();
        assertThat(socket.blocking().iterator().hasNext()).isFalse();
        assertThat(socket.blocking().ending()).map(EngineClose::reason).contains(CloseReason.FORCED_CLOSE);
    }

    @Test
    void beforeTheEndThereIsNoEnding() {
        BlockingEngineSocket socket = network.builder().build().blocking();
        assertThat(socket.ending()).isEmpty();
        assertThat(socket.receive(Duration.ZERO)).isEmpty();
    }

    @Test
    void everyThreadThatWaitsHearsOfTheEnd() {
        BlockingEngineSocket socket = network.builder().build().blocking();
        socket.connect(LONG);
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> socket.iterator().hasNext()));
        }
        socket.close();
        assertThat(waiting)
                .allSatisfy(ended -> assertThat(Wait.forResult(ended)).isFalse());
    }

    @Test
    void anIteratorMayBeAskedTwiceForTheSameMessage() {
        BlockingEngineSocket socket = network.builder().build().blocking();
        socket.connect(LONG);
        network.next().send("a", "b");
        Iterator<EnginePacket.Message> messages = socket.iterator();
        assertThat(messages.hasNext()).isTrue();
        assertThat(messages.hasNext()).isTrue();
        assertThat(messages.next()).isEqualTo(EnginePacket.message("a"));
        assertThat(messages.next()).isEqualTo(EnginePacket.message("b"));
        socket.close();
    }

    @Test
    @Tag("F31")
    void anInterruptEndsEachWaitAndIsKept() {
        network.server(transport -> {});
        BlockingEngineSocket socket = network.builder().build().blocking();
        assertInterrupted(() -> socket.connect(LONG));
        assertInterrupted(() -> socket.receive(LONG));
        assertInterrupted(() -> socket.iterator().next());
        Thread.currentThread().interrupt();
        socket.close();
        assertThat(Thread.interrupted()).isTrue();
        Wait.forResult(socket.async().closed());
    }

    private static void assertInterrupted(Runnable wait) {
        Thread.currentThread().interrupt();
        assertThatIllegalStateException()
                .isThrownBy(wait::run)
                .withMessage("Interrupted while waiting")
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void itMayBeUsedInACallback() {
        CompletableFuture<Boolean> received = new CompletableFuture<>();
        EngineSocket socket = network.builder().build();
        BlockingEngineSocket view = socket.blocking();
        socket.onOpen(handshake -> received.complete(view.receive(LONG).isPresent()));
        var unused = socket.connect();
        network.next().send("a");
        assertThat(Wait.forResult(received)).isTrue();
        socket.close();
    }

    @Test
    @Tag("N41")
    void aMessageIsTakenThoughTheLoopThatWouldReadOnIsGone() {
        try (EventLoops loops = EventLoops.create(1)) {
            BlockingEngineSocket view = network.builder()
                    .eventLoops(loops)
                    .incomingBound(2, 10_000)
                    .build()
                    .blocking();
            view.connect(LONG);
            FakeTransport server = network.next();
            server.send("a", "b", "c");
            Wait.until(() -> assertThat(server.isReading()).isFalse());
            EventLoop loop = loops.next();
            loops.close();
            Wait.until(() -> assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> loop.execute(() -> {})));
            assertThat(Stream.generate(() -> view.receive(LONG)).limit(3))
                    .extracting(message -> message.orElseThrow().data().text())
                    .containsExactly("a", "b", "c");
        }
    }
}
