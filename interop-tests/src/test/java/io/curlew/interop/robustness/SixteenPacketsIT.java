package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.raw.HttpRequest;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that drops a body of more than 16 packets and answers 200, as python-engineio does. */
@Tag("N13")
class SixteenPacketsIT {
    private static final int MAX_PACKETS = 16;

    private final BlockingQueue<String> polls = new LinkedBlockingQueue<>();
    private final Mailbox<String> messages = new Mailbox<>("message");

    private void serve(RawConnection connection) throws IOException, InterruptedException {
        while (true) {
            HttpRequest request = connection.readRequest();
            if (request.sid().isEmpty()) {
                connection.open(request, OpenPacket.of("S"));
            } else if (request.method().equals("GET")) {
                connection.respond(200, polls.take());
            } else {
                String[] packets = request.text().split("\u001e", -1);
                if (packets.length <= MAX_PACKETS) {
                    List.of(packets).forEach(this::received);
                }
                connection.respond(200, "OK");
            }
        }
    }

    private void received(String packet) {
        if (packet.equals("40")) {
            polls.add("40{\"sid\":\"x\"}\u001e2"); // a ping with it, whose pong takes its place in the burst
        } else if (!packet.equals("3")) {
            messages.put(packet);
        }
    }

    @Test
    void everyEventOfABurstArrivesInOrderWithItsAttachments() {
        try (RawServer server = RawServer.start();
                SocketIoClient client = SocketIoClient.builder(
                                server.onConnection(this::serve).uri().toString())
                        .transports(TransportType.POLLING)
                        .build()) {
            Socket socket = client.socket("/");
            socket.connect().join();
            List<String> expected = new ArrayList<>();
            IntStream.range(0, 200).forEach(i -> {
                socket.emit("text", i);
                socket.emit("binary", i, new byte[] {1, 2, 3});
                expected.add("42[\"text\"," + i + "]");
                expected.add("451-[\"binary\"," + i + ",{\"_placeholder\":true,\"num\":0}]");
                expected.add("bAQID");
            });
            assertThat(expected)
                    .allSatisfy(packet -> assertThat(messages.take()).isEqualTo(packet));
        }
    }
}
