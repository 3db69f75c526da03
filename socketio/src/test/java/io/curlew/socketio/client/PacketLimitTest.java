package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.DisconnectReason;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the connection allows for a message is the limit for a packet and its attachments together. */
@Tag("N04")
class PacketLimitTest {
    private final FakeServer server = new FakeServer();
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @Test
    void attachmentsShareTheLimitOfAMessage() throws Exception {
        server.maxMessage = 1000;
        try (SocketIoClient client = FakeServer.client().build(server)) {
            Socket socket = client.socket("/");
            socket.on("e", event -> seen.add(event.args().size()));
            socket.onDisconnect(left -> seen.add(left.reason()));
            socket.connect().join();
            server.emit("/", "e", new byte[400], new byte[400]);
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
            server.emit("/", "e", new byte[400], new byte[400], new byte[400]);
            assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.PARSE_ERROR);
        }
    }
}
