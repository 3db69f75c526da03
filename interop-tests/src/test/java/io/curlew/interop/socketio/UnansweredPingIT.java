package io.curlew.interop.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Mailbox;
import io.curlew.socketio.client.Socket;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that answers no pings of the WebSocket protocol, as netty-socketio. */
@Tag("N20")
class UnansweredPingIT {
    private static final String PING = "ping";

    private final Mailbox<String> seen = new Mailbox<>("frame");
    private RawServer server;

    @BeforeEach
    void start() {
        server = RawServer.start().onConnection(this::serve);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve(RawConnection connection) throws IOException {
        connection.open(connection.readRequest(), OpenPacket.of("S1"));
        for (RawFrame frame = connection.readFrame();
                frame.opcode() != RawFrame.CLOSE;
                frame = connection.readFrame()) {
            String text = frame.opcode() == RawFrame.PING ? PING : frame.text();
            if (text.startsWith("40")) {
                connection.send(RawFrame.text(text + "{\"sid\":\"s\"}"));
            }
            seen.put(text);
        }
        connection.send(RawFrame.close(1000, ""));
    }

    @Test
    void isAskedOnceAndGetsTheDisconnectAllTheSame() {
        try (SocketIoClient client = client(Duration.ofSeconds(2))) {
            Socket main = client.socket("/").connect().join();
            Socket admin = client.socket("/admin").connect().join();
            expect("40", "40/admin,");

            main.emit("last");
            long start = System.nanoTime();
            main.disconnect();
            expect("42[\"last\"]", PING, "41");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(250));

            admin.emit("last");
            admin.disconnect();
            expect("42/admin,[\"last\"]", "41/admin,");
        }
    }

    @Test
    void isNotWaitedForLongerThanClosingMayTake() {
        long start;
        try (SocketIoClient client = client(Duration.ofMillis(100))) {
            Socket main = client.socket("/").connect().join();
            main.emit("last");
            expect("40", "42[\"last\"]");
            start = System.nanoTime();
        }
        expect(PING, "41");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    private void expect(String... frames) {
        for (String frame : frames) {
            assertThat(seen.take()).isEqualTo(frame);
        }
    }

    private SocketIoClient client(Duration closeTimeout) {
        return SocketIoClient.builder(server.uri())
                .transports(TransportType.WEBSOCKET)
                .closeTimeout(closeTimeout)
                .build();
    }
}
