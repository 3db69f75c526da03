package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WritableTest {
    private final FakeServer server = new FakeServer();

    @Test
    void aSocketIsWritableWhileItIsConnectedAndNothingWaits() {
        try (SocketIoClient client = FakeServer.client().build(server)) {
            Socket socket = client.socket("/");
            assertThat(socket.writable()).isFalse();
            socket.connect().join();
            assertThat(socket.writable()).isTrue();
            assertThat(client.socket("/other").writable()).isFalse();
            server.stalled = true;
            assertThat(socket.writable()).isFalse();
            server.stalled = false;
            socket.disconnect();
            await().until(() -> !client.writable());
            assertThat(socket.writable()).isFalse();
        }
    }

    @Test
    void aDrainIsToldOnceEverythingIsWritten() throws Exception {
        BlockingQueue<Boolean> drains = new LinkedBlockingQueue<>();
        try (SocketIoClient client = FakeServer.client().build(server)) {
            Socket socket = client.socket("/");
            socket.connect().join();
            await().until(() -> client.bufferedPackets() == 0);
            client.onDrain(() -> drains.add(socket.writable()));
            socket.emit("n", 1);
            assertThat(drains.poll(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
