package io.curlew.socketio.client;

import static io.curlew.socketio.client.Socket.State.CONNECTED;
import static io.curlew.socketio.client.Socket.State.CONNECTING;
import static io.curlew.socketio.client.Socket.State.DISCONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a socket and its client say that they are doing. */
class StateTest {
    private final FakeServer server = new FakeServer();
    private final SocketIoClient client =
            FakeServer.client().reconnection(Backoff.fixed(Duration.ofHours(1))).build(server);
    private final Socket socket = client.socket("/");

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void beforeConnectingNothingIsDone() {
        assertThat(socket.state()).isEqualTo(DISCONNECTED);
        assertThat(socket.active()).isFalse();
        assertThat(client.state()).isEqualTo(SocketIoClient.State.IDLE);
    }

    @Test
    void aSocketConnectsUntilTheServerHasAnswered() {
        server.silent = true;
        var unused = socket.connect();
        await().until(() -> client.state() == SocketIoClient.State.OPEN);
        assertThat(socket.state()).isEqualTo(CONNECTING);
        assertThat(socket.active()).isTrue();
        server.newest().sendText("0{\"sid\":\"late\"}");
        await().until(() -> socket.state() == CONNECTED);
        assertThat(socket.connected()).isTrue();
        assertThat(socket.active()).isTrue();
    }

    @Test
    void aSocketWhoseConnectionIsLostIsOnItsWayBack() {
        socket.connect().join();
        server.drop();
        await().until(() -> client.state() == SocketIoClient.State.PAUSED);
        assertThat(socket.state()).isEqualTo(CONNECTING);
        assertThat(socket.active()).isTrue();
        assertThat(socket.connected()).isFalse();
        client.reconnectNow();
        await().until(() -> socket.state() == CONNECTED);
    }

    @Test
    void whoLeavesOrIsSentAwayOrRefusedIsDisconnected() {
        socket.connect().join();
        client.socket("/b").connect().join();
        socket.disconnect();
        await().until(() -> socket.state() == DISCONNECTED);
        assertThat(client.state()).isEqualTo(SocketIoClient.State.OPEN);
        server.kick("/b");
        await().until(() -> client.socket("/b").state() == DISCONNECTED);
        await().until(() -> client.state() == SocketIoClient.State.IDLE);
        server.refusedNamespaces.add("/c");
        assertThat(client.socket("/c")
                        .connect()
                        .handle((connected, refused) -> refused)
                        .join())
                .isNotNull();
        assertThat(client.socket("/c").active()).isFalse();
    }

    @Test
    void whoeverIsToldOfAChangeFindsItDone() throws Exception {
        try (SocketIoClient direct =
                FakeServer.client().direct().noReconnection().build(server)) {
            Socket told = direct.socket("/");
            BlockingQueue<Object> states = new LinkedBlockingQueue<>();
            direct.onOpen(() -> states.add(direct.state()));
            told.onConnect(() -> states.add(told.state()));
            told.onDisconnect(gone -> states.add(told.state()));
            direct.onClose(closed -> states.add(direct.state()));
            told.connect().join();
            server.drop();
            assertThat(states.take()).isEqualTo(SocketIoClient.State.OPEN);
            assertThat(states.take()).isEqualTo(CONNECTED);
            assertThat(states.take()).isEqualTo(SocketIoClient.State.IDLE);
            assertThat(states.take()).isEqualTo(DISCONNECTED);
        }
    }

    @Test
    void aClosedClientIsClosed() {
        socket.connect().join();
        client.close();
        assertThat(client.state()).isEqualTo(SocketIoClient.State.CLOSED);
        assertThat(socket.state()).isEqualTo(DISCONNECTED);
        SocketIoClient unused = FakeServer.client().build(server);
        unused.close();
        assertThat(unused.state()).isEqualTo(SocketIoClient.State.CLOSED);
    }
}
