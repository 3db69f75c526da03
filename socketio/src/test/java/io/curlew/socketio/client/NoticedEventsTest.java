package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.delivery.Notices;
import io.curlew.engineio.loop.EventLoop;
import io.curlew.engineio.loop.SendBudget;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NoticedEventsTest {
    private final FakeServer server = new FakeServer();

    /** Without a bound each of them would wait in the lane behind the listener that blocks. */
    @Test
    void listenersThatBlockHearOfSoManyAndTheErrorHandlerOfTheRest() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
        List<DroppedEvent> told = new CopyOnWriteArrayList<>();
        try (SocketIoClient client = FakeServer.client()
                .incomingBound(10, 1_000_000)
                .sendBudget(SendBudget.failing(1, 1_000_000))
                .onError(errors::add)
                .build(server)) {
            Socket socket = client.socket("/");
            socket.emit("takes all the room"); // so that volatile events find none
            socket.onDropped(event -> {
                Waits.forLatch(release);
                told.add(event);
            });
            for (int i = 0; i < 1000; i++) {
                socket.emit(EmitOptions.volatileEvent(), "v", i);
            }
            assertThat(client.discardedEvents()).isEqualTo(1000);
            release.countDown();
            assertThat(errors.poll(30, TimeUnit.SECONDS))
                    .hasMessage("Listeners were not notified of 990 events that went out, were dropped or refused: "
                            + "more than 10 of them or 1000000 bytes waited for a callback (the incoming bound)");
        }
        // The error handler hears of the rest as soon as there is room again, which is before the last is told.
        await().untilAsserted(() -> assertThat(told)
                .filteredOn(event -> event.reason() == DroppedEvent.Reason.VOLATILE)
                .hasSize(10));
    }

    private static final class Waits {
        static void forLatch(CountDownLatch latch) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    @Test
    @Tag("N40")
    void anEventThatNoLoopCanTellOfTakesNoRoom() {
        EventLoops loops = EventLoops.create(1);
        SocketIoClient client = FakeServer.client()
                .eventLoops(loops)
                .sendBudget(SendBudget.failing(1, 1_000_000))
                .build(server);
        Socket socket = client.socket("/");
        var unused = socket.onDropped(event -> {});
        socket.emit("takes all the room");
        EventLoop loop = loops.next();
        loops.close();
        await().untilAsserted(() ->
                assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> loop.execute(() -> {})));
        assertThatIllegalStateException()
                .isThrownBy(() -> socket.emit(EmitOptions.volatileEvent(), "v", "x".repeat(100)));
        Notices notices = client.run().delivery().notices();
        assertThat(notices.enter(Long.MAX_VALUE / 2)).isTrue(); // as the first of all
        client.close();
    }
}
