package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A program may bring its own codec. */
class OwnCodecTest {
    private final AtomicInteger written = new AtomicInteger();

    private final class Counting extends PlainCodec {
        @Override
        public void writeArray(List<? extends @Nullable Object> values, OutputStream out, BinarySink binaries)
                throws IOException {
            written.incrementAndGet();
            super.writeArray(values, out, binaries);
        }
    }

    @Test
    void itWritesAndReadsWhatTheClientSends() {
        try (SocketIoClient client = SocketIoClient.builder("http://server.test")
                .jsonCodec(new Counting())
                .build(new FakeServer())) {
            Socket socket = client.socket("/");
            socket.connect().join();
            assertThat(socket.emitWithAck("sum", 1, 2).join().get(0, int.class)).isEqualTo(3);
            assertThat(written).hasValue(1);
        }
    }
}
