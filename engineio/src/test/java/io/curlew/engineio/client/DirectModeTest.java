package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class DirectModeTest {
    private final FakeNetwork network = new FakeNetwork();

    @Test
    void callbacksAndFuturesRunOnTheLoop() {
        CompletableFuture<String> callback = new CompletableFuture<>();
        CompletableFuture<String> future = new CompletableFuture<>();
        // So that the future is not complete before something depends on it.
        network.server(transport -> {});
        EngineSocket socket = network.builder()
                .direct()
                .onOpen(handshake -> callback.complete(Thread.currentThread().getName()))
                .build();
        var unused = socket.connect()
                .thenRun(() -> future.complete(Thread.currentThread().getName()));
        network.next().welcome();
        assertThat(Wait.forResult(callback)).startsWith("curlew-loop");
        assertThat(Wait.forResult(future)).startsWith("curlew-loop");
        socket.close();
    }

    @Test
    void theSocketIsOpenInsideItsOpenCallback() {
        CompletableFuture<EngineSocket.State> state = new CompletableFuture<>();
        EngineSocket socket = network.builder().direct().build();
        socket.onOpen(handshake -> state.complete(socket.state()));
        var unused = socket.connect();
        assertThat(Wait.forResult(state)).isEqualTo(EngineSocket.State.OPEN);
        assertThat(socket.sid()).contains("the-sid");
        socket.close();
    }

    @Test
    void waitingOnTheLoopIsRefused() {
        assertRefused(socket -> socket.receive(Duration.ofSeconds(5)));
        assertRefused(socket -> socket.iterator().next());
        assertRefused(socket -> socket.connect(Duration.ofSeconds(5)));
    }

    private void assertRefused(Consumer<BlockingEngineSocket> wait) {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        EngineSocket socket = network.builder().direct().build();
        BlockingEngineSocket view = socket.blocking();
        socket.onOpen(handshake -> refusal.complete(thrownBy(() -> wait.accept(view))));
        var unused = socket.connect();
        assertThat(Wait.forResult(refusal))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This thread is an event loop, which must not block: call from another thread");
        socket.close();
    }

    @Test
    void waitingOnTheLoopOfSomeoneElseIsRefusedToo() {
        EngineSocket socket = network.builder().build();
        try (EventLoops others = EventLoops.create(1)) {
            CompletableFuture<Throwable> refusal = new CompletableFuture<>();
            others.next()
                    .execute(() ->
                            refusal.complete(thrownBy(() -> socket.blocking().connect(Duration.ofSeconds(5)))));
            assertThat(Wait.forResult(refusal)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(socket.state()).isEqualTo(EngineSocket.State.NEW);
    }

    @Test
    void closingOnTheLoopOfSomeoneElseOnlyStarts() {
        network.prepare(FakeTransport::closeLate);
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        try (EventLoops others = EventLoops.create(1)) {
            CompletableFuture<Boolean> closed = new CompletableFuture<>();
            others.next().execute(() -> {
                socket.close();
                closed.complete(socket.closed().isDone());
            });
            assertThat(Wait.forResult(closed)).isFalse();
        }
        network.next().lose();
        Wait.forResult(socket.closed());
    }

    private static Throwable thrownBy(Runnable action) {
        try {
            action.run();
            return new AssertionError("nothing was thrown");
        } catch (Throwable thrown) {
            return thrown;
        }
    }
}
