package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.client.EngineSocketBuilder;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.Handshake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong in a connection without ending it is told. */
@Tag("N35")
class EngineWireTest {
    private final BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();

    static List<Throwable> thrown() {
        return List.of(
                new NullPointerException("on purpose"),
                new IllegalArgumentException("on purpose"),
                new StackOverflowError("on purpose"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void whatACallbackOfTheProgramsThrowsIsTold(Throwable thrown) throws Exception {
        EngineSocketBuilder builder =
                EngineSocket.builder("http://localhost").direct().onClose(closed -> sneak(thrown));
        EngineSocket socket = builder.build();
        Listener listener = new Listener();
        EngineWire wire = EngineWire.opening(socket, listener);
        wire.close();
        assertThat(listener.closed).succeedsWithin(Duration.ofSeconds(10));
        assertThat(told.poll(30, TimeUnit.SECONDS)).isSameAs(thrown);
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    @Test
    void theErrorHandlerOfTheClientHearsOfIt() throws Exception {
        FakeServer server = new FakeServer();
        NullPointerException thrown = new NullPointerException("on purpose");
        try (SocketIoClient client = FakeServer.client().onError(told::add).build(server)) {
            client.socket("/").connect().join();
            server.newest().fail(thrown);
            assertThat(told.poll(30, TimeUnit.SECONDS)).isSameAs(thrown);
            assertThat(client.socket("/").connected()).isTrue();
        }
    }

    private final class Listener implements Wire.Listener {
        private final CompletableFuture<EngineClose> closed = new CompletableFuture<>();

        @Override
        public void opened(Handshake handshake) {}

        @Override
        public void received(EngineData data) {}

        @Override
        public void batchEnd() {}

        @Override
        public void pinged() {}

        @Override
        public void roundTrip(Duration time) {}

        @Override
        public void released(int messages, long bytes) {}

        @Override
        public void drained() {}

        @Override
        public void failed(Throwable why) {
            told.add(why);
        }

        @Override
        public void closed(EngineClose close) {
            closed.complete(close);
        }
    }
}
