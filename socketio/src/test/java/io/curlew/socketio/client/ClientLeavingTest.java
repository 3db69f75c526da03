package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.SocketPacket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a program sees of leaving while the DISCONNECT waits until the server has read what was sent before. */
@Tag("N20")
@Timeout(20)
class ClientLeavingTest {
    private final FakeServer server = new FakeServer();
    private final SocketIoClient client = FakeServer.client().build(server);
    private final Socket socket = client.socket("/");

    @BeforeEach
    void connect() throws Exception {
        server.holdsReceipts = true;
        socket.connect().join();
        SocketPacket.Connect unused = server.next(SocketPacket.Connect.class);
        socket.emit("last");
    }

    @AfterEach
    void close() {
        server.holdsReceipts = false;
        client.close();
    }

    @Test
    void leavingIsDoneAtOnce() throws Exception {
        BlockingQueue<Disconnection> told = new LinkedBlockingQueue<>();
        socket.onDisconnect(told::add);
        socket.disconnect();
        assertThat(told.take().reason()).isEqualTo(DisconnectReason.IO_CLIENT_DISCONNECT);
        assertThat(socket.state()).isEqualTo(Socket.State.DISCONNECTED);
        assertThat(client.state()).isEqualTo(SocketIoClient.State.OPEN);
        assertThat(server.received).allMatch(SocketPacket.Event.class::isInstance);
        server.newest().giveReceipts();
        assertThat(server.next(SocketPacket.Disconnect.class).namespace()).isEqualTo("/");
        await().until(() -> client.state() == SocketIoClient.State.IDLE);
    }

    @Test
    void connectingMeanwhileWaits() throws Exception {
        socket.disconnect();
        await().until(() -> !socket.active());
        CompletableFuture<Socket> again = socket.connect();
        await().until(() -> socket.state() == Socket.State.CONNECTING);
        server.newest().giveReceipts();
        SocketPacket.Disconnect unused = server.next(SocketPacket.Disconnect.class);
        assertThat(again).isNotDone();
        await().until(() -> {
            server.newest().giveReceipts();
            return again.isDone();
        });
        assertThat(again.join()).isSameAs(socket);
        assertThat(server.wires).hasSize(1);
    }

    @Test
    void closingReadsOnSoThatTheServersAnswerIsSeen() throws Exception {
        int before = server.newest().resumptions.get();
        CompletableFuture<SocketIoClient> closed = client.closeAsync();
        await().until(() -> server.newest().resumptions.get() > before);
        assertThat(server.received).allMatch(SocketPacket.Event.class::isInstance);
        server.newest().giveReceipts();
        SocketPacket.Disconnect unused = server.next(SocketPacket.Disconnect.class);
        assertThat(closed.join()).isSameAs(client);
    }
}
