package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.protocol.EnginePacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("F32")
@ExtendWith(NothingLeft.class)
class SharedThreadsTest {
    private static final Predicate<String> WATCH = "curlew-watch"::equals;

    private final FakeNetwork network = new FakeNetwork();

    @Test
    void aSocketThatWasOnlyBuiltBorrowsNothing() {
        EngineSocket socket = network.builder().build();
        assertThat(socket.state()).isEqualTo(EngineSocket.State.NEW);
        assertThat(NothingLeft.curlewThreads()).isEmpty();
    }

    @Test
    void aSocketThatIsPreparedForConnectingBorrowsNothing() {
        try (EngineSocket socket = network.builder().build()) {
            socket.pauseReading();
            CompletableFuture<String> subscribed = new CompletableFuture<>();
            socket.publisher().subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscribed.complete(Thread.currentThread().getName());
                }

                @Override
                public void onNext(EnginePacket.Message message) {}

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onComplete() {}
            });
            assertThat(Wait.forResult(subscribed)).startsWith("curlew-callback");
            Wait.until(() -> assertThat(NothingLeft.curlewThreads()).isEmpty());
        }
    }

    @Test
    void theyAreGoneSoonAfterTheLastSocketsEnd() {
        EngineSocket first = connected();
        EngineSocket second = connected();
        first.close();
        assertThat(NothingLeft.curlewThreads()).anyMatch(name -> name.startsWith("curlew-loop"));
        second.close();
        Wait.until(() -> assertThat(NothingLeft.curlewThreads()).isEmpty());
    }

    @Test
    void theyComeBackForTheNextSocket() {
        connected().close();
        EngineSocket next = connected();
        assertThat(next.state()).isEqualTo(EngineSocket.State.OPEN);
        next.close();
    }

    @Test
    void aHundredSocketsNeedNoMoreLoopsThanOne() {
        List<EngineSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sockets.add(connected());
        }
        assertThat(NothingLeft.curlewThreads())
                .filteredOn(name -> name.startsWith("curlew-loop"))
                .hasSizeBetween(1, 4);
        sockets.forEach(EngineSocket::close);
    }

    @Test
    @Tag("F33")
    void theyAreDaemons() {
        EngineSocket socket = connected();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("curlew-"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon)
                .extracting(Thread::getName)
                .containsOnlyOnce("curlew-watch");
        socket.close();
    }

    @Test
    void eachSetOfLoopsIsWatchedFromItsFirstUseToItsEnd() {
        try (EventLoops one = EventLoops.create(2);
                EventLoops other = EventLoops.create(1)) {
            EventLoop loop = one.next();
            assertThat(NothingLeft.curlewThreads()).isEmpty();
            loop.execute(() -> {});
            loop.execute(() -> {});
            one.next().schedule(() -> {}, Duration.ZERO);
            assertThat(NothingLeft.curlewThreads()).filteredOn(WATCH).hasSize(1);
            other.next().execute(() -> {});
            assertThat(NothingLeft.curlewThreads()).filteredOn(WATCH).hasSize(2);
        }
        Wait.until(() -> assertThat(NothingLeft.curlewThreads()).isEmpty());
    }

    @Test
    void everyWayToEndGivesThemBackOnce() {
        EngineSocket lost = connected();
        EngineSocket closedTwice = connected();
        EngineSocket keeper = connected();
        network.next().lose();
        Wait.forResult(lost.closed());
        closedTwice.close();
        closedTwice.close();
        lost.close();
        network.builder().build().close();
        // The keeper's share is still there: its loop works.
        keeper.send("a");
        keeper.close();
        network.next();
        assertThat(network.next().texts()).containsExactly("a");
    }

    @Test
    void aSocketOnItsOwnLoopsUsesThose() {
        try (EventLoops loops = EventLoops.create(1)) {
            Recorder recorder = new Recorder();
            EngineSocket socket = network.builder()
                    .eventLoops(loops)
                    .direct()
                    .onOpen(handshake -> recorder.add("open"))
                    .build();
            Wait.forResult(socket.connect());
            recorder.expect("open");
            socket.close();
        }
    }

    @Test
    void aSocketMayBeTiedToOneLoop() {
        try (EventLoops loops = EventLoops.create(2)) {
            EventLoop loop = loops.next();
            Recorder recorder = new Recorder();
            EngineSocket socket = network.builder()
                    .eventLoop(loop)
                    .direct()
                    .onOpen(handshake -> recorder.add("on the loop: " + loop.isCurrentThread()))
                    .build();
            Wait.forResult(socket.connect());
            recorder.expect("on the loop: true");
            socket.close();
        }
    }

    @Test
    void aSocketWhoseLoopsWereClosedBeforeItSaysSoAndGivesItsShareBack() {
        EventLoops loops = EventLoops.create(1);
        EngineSocket socket = network.builder().eventLoops(loops).build();
        Wait.forResult(socket.connect());
        loops.close();
        Wait.until(() -> assertThat(NothingLeft.curlewThreads()).noneMatch(name -> name.startsWith("curlew-loop")));
        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(socket::closeAsync)
                    .withMessage("The event loops of this socket were closed before the socket");
        }
    }

    private EngineSocket connected() {
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        return socket;
    }
}
