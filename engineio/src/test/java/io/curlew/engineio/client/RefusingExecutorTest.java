package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.CloseReason;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("F31")
@ExtendWith(NothingLeft.class)
class RefusingExecutorTest {
    private final FakeNetwork network = new FakeNetwork();
    private final Recorder recorder = new Recorder();

    static List<Executor> executors() {
        return List.of(
                task -> {
                    throw new RejectedExecutionException("on purpose");
                },
                task -> {
                    throw new IllegalStateException("on purpose");
                },
                task -> {
                    throw new OutOfMemoryError("on purpose: no thread can be had");
                });
    }

    @ParameterizedTest
    @MethodSource("executors")
    void callbacksAndFuturesComeAllTheSame(Executor refusing) {
        EngineSocket socket =
                recorder.listen(network.builder()).callbackExecutor(refusing).build();
        Wait.forResult(socket.connect());
        network.next().send("a");
        recorder.expect("open", "data a");
        socket.close();
        assertThat(Wait.forResult(socket.closed()).reason()).isEqualTo(CloseReason.FORCED_CLOSE);
        recorder.expect("open", "data a", "close: forced close");
    }

    @Test
    void anExecutorMayBeShutDownInMidSession() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        EngineSocket socket =
                recorder.listen(network.builder()).callbackExecutor(executor).build();
        Wait.forResult(socket.connect());
        recorder.expect("open");
        executor.shutdown();
        network.next().send("a");
        recorder.expect("open", "data a");
        socket.close();
        recorder.expect("open", "data a", "close: forced close");
    }

    @Test
    void anExecutorMayRunEverythingOnTheCallersThread() {
        AtomicReference<EngineSocket> self = new AtomicReference<>();
        EngineSocket socket = recorder.listen(network.builder())
                .callbackExecutor(Runnable::run)
                .onData(data -> {
                    EngineSocket inside = self.get();
                    assertThat(inside).isNotNull();
                    inside.send("answer");
                    inside.close();
                })
                .build();
        self.set(socket);
        Wait.forResult(socket.connect());
        FakeTransport server = network.next();
        server.send("a");
        Wait.forResult(socket.closed());
        assertThat(server.texts()).containsExactly("answer");
        recorder.expect("open", "data a", "released 1, 6 bytes", "close: forced close");
    }
}
