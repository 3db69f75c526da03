package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.curlew.engineio.client.EventLoops;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.socketio.protocol.Args;
import io.curlew.socketio.protocol.DisconnectReason;
import io.curlew.socketio.protocol.SocketPacket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("F17")
@Timeout(20)
class ClientClosingTest {
    private final FakeServer server = new FakeServer();
    private final SocketIoClient client = FakeServer.client().build(server);
    private final Socket socket = client.socket("/");

    @Test
    void closeLeavesAndTells() throws Exception {
        List<DisconnectReason> reasons = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> told = new CompletableFuture<>();
        socket.onDisconnect(left -> {
            reasons.add(left.reason());
            told.complete(null);
        });
        socket.connect().join();
        CompletableFuture<Args> answer = socket.emitWithAck("silence");
        socket.emit("last");
        client.close();
        client.close();
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("silence");
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("last");
        assertThat(server.next(SocketPacket.Disconnect.class).namespace()).isEqualTo("/");
        told.join();
        assertThat(reasons).containsExactly(DisconnectReason.IO_CLIENT_DISCONNECT);
        assertThat(client.closed().join()).isSameAs(client);
        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        AckException.class, why -> assertThat(why.reason()).isEqualTo(AckException.Reason.CLOSED));
    }

    @Test
    void whatIsConnectingStillSendsWhatWasAccepted() throws Exception {
        CompletableFuture<Socket> unused = socket.connect();
        socket.emit("accepted");
        client.close();
        assertThat(server.next(SocketPacket.Event.class).name()).isEqualTo("accepted");
    }

    @Test
    void whatTheConnectionTookAndCouldNotWriteIsTold() throws Exception {
        BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
        server.lingers = true;
        try (SocketIoClient hasty = FakeServer.client()
                .closeTimeout(Duration.ofMillis(50))
                .onError(errors::add)
                .build(server)) {
            hasty.socket("/").connect().join();
            await().until(() -> hasty.bufferedPackets() == 0);
            server.stalled = true;
            for (int i = 0; i < 3; i++) {
                hasty.socket("/").emit("n", i);
            }
            hasty.close();
            assertThat(hasty.closed().join()).isSameAs(hasty);
            assertThat(errors.poll(30, TimeUnit.SECONDS))
                    .hasMessage(
                            "The connection took 3 packets and did not write them within the close timeout of 50 ms: "
                                    + "they may not have arrived");
        }
    }

    @Test
    void closeGivesUpOnAServerThatDoesNotAnswer() {
        server.silent = true;
        try (SocketIoClient hasty =
                FakeServer.client().closeTimeout(Duration.ofMillis(50)).build(server)) {
            CompletableFuture<Socket> connect = hasty.socket("/").connect();
            hasty.socket("/").emit("accepted");
            hasty.close();
            assertThatThrownBy(connect::join).cause().isInstanceOf(ConnectFailedException.class);
        }
    }

    @Test
    void aClosedClientRefuses() {
        socket.connect().join();
        client.close();
        assertThatIllegalStateException().isThrownBy(() -> socket.emit("e"));
        assertThatIllegalStateException().isThrownBy(() -> socket.emitWithAck("e"));
        assertThatThrownBy(() -> socket.connect().join()).cause().isInstanceOf(IllegalStateException.class);
        socket.disconnect();
    }

    @Test
    void aClientThatWasNeverUsedCloses() {
        assertThat(client.transport()).isEmpty();
        socket.disconnect();
        client.close();
        assertThat(client.closed()).isCompleted();
        assertThatIllegalStateException().isThrownBy(() -> socket.blocking().receive(Duration.ofSeconds(1)));
    }

    @Test
    void closeInAListenerOnlyStarts() {
        socket.onConnect(client::close);
        CompletableFuture<Socket> unused = socket.connect();
        assertThat(client.closed().join()).isSameAs(client);
    }

    @Test
    void closeWhileReconnectingEndsIt() {
        socket.connect().join();
        server.down = true;
        server.drop();
        client.close();
        assertThat(client.closed().join()).isSameAs(client);
    }

    @Test
    void closingTheLoopsFirstDoesNotHang() throws Exception {
        EventLoops loops = EventLoops.create(1);
        SocketIoClient own = FakeServer.client().eventLoops(loops).build(server);
        own.socket("/").connect().join();
        loops.close();
        CompletableFuture<SocketIoClient> closed = own.closeAsync();
        try {
            assertThat(closed.get(1, TimeUnit.SECONDS)).isSameAs(own);
        } catch (TimeoutException loopEndedAfterTakingTheTask) {
            assertThat(closed).isNotDone();
        }
    }

    @Test
    void aLateConnectDoesNotOutliveTheClient() {
        server.silent = true;
        CompletableFuture<Socket> connect = socket.connect(Duration.ofHours(1));
        client.close();
        assertThatThrownBy(connect::join)
                .cause()
                .hasMessage("The namespace / was left, or the client closed, before the server answered");
    }

    @Test
    void theTransportIsKnownWhileThereIsAConnection() {
        socket.connect().join();
        assertThat(client.transport()).hasValue(TransportType.WEBSOCKET);
        client.close();
        assertThat(client.transport()).isEmpty();
    }

    @Test
    void aUrlNamesNoNamespace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SocketIoClient.builder("http://localhost/admin"))
                .withMessageContaining("use socket(\"/name\")");
        assertThat(SocketIoClient.builder(URI.create("http://localhost/"))).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> SocketIoClient.builder("ftp://localhost"));
    }

    @Test
    void mistakesInSettingsAreFoundWhenTheyAreMade() {
        SocketIoClientBuilder builder = FakeServer.client();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.path("no slash"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.query("sid", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.header("bad name", "x"));
        assertThatIllegalArgumentException().isThrownBy(builder::transports);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.connectTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.closeTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.ackTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.reconnectionAttempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.incomingBound(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.incomingBound(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> EmitOptions.timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> socket.connect(Duration.ZERO));
    }
}
