package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class FutureTest {
    private final FakeNetwork network = new FakeNetwork();

    @Test
    void connectingTwiceIsConnectingOnce() {
        EngineSocket socket = network.builder().build();
        CompletableFuture<Handshake> first = socket.connect();
        CompletableFuture<Handshake> second = socket.connect();
        assertThat(Wait.forResult(first)).isSameAs(Wait.forResult(second));
        assertThat(network.next().calls()).containsExactly("open");
        socket.close();
    }

    @Test
    void aSocketThatWasOpenAndIsClosedRefusesToConnect() {
        EngineSocket socket = network.builder().build();
        Wait.forResult(socket.connect());
        socket.close();
        assertThat(Wait.forFailure(socket.connect()))
                .isInstanceOf(EngineClosedException.class)
                .hasMessage("The session is closed: forced close");
    }

    @Test
    void aCallbackThatWaitsForAFutureGetsIt() {
        CompletableFuture<EngineClose> got = new CompletableFuture<>();
        EngineSocket socket = network.builder().build();
        socket.onOpen(handshake -> got.complete(Wait.forResult(socket.closeAsync())));
        var unused = socket.connect();
        assertThat(Wait.forResult(got).reason()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void whatDependsOnAFutureMayWaitForAnother() {
        EngineSocket socket = network.builder().build();
        CompletableFuture<EngineClose> got =
                socket.connect().thenApply(handshake -> Wait.forResult(socket.closeAsync()));
        assertThat(Wait.forResult(got).reason()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void whoCancelsOrCompletesACopyChangesNothing() {
        network.server(transport -> {});
        EngineSocket socket = network.builder().build();
        socket.connect().cancel(true);
        socket.closed().complete(new EngineClose(CloseReason.PING_TIMEOUT, Optional.empty(), 0));
        CompletableFuture<Handshake> open = socket.connect();
        network.next().welcome();
        Wait.forResult(open);
        socket.close();
        assertThat(Wait.forResult(socket.closed()).reason()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void connectingFailsWithWhatTheTransportSaid() {
        network.server(FakeTransport::refuse);
        EngineSocket socket = network.builder().build();
        assertThat(Wait.forFailure(socket.connect()))
                .isInstanceOf(TransportException.class)
                .hasMessage("polling, handshake: refused");
        assertThat(Wait.forResult(socket.closed()).cause()).containsInstanceOf(TransportException.class);
    }

    @Test
    @Tag("F17")
    void connectingFailsWhenTheSocketIsClosedMeanwhile() {
        network.server(transport -> {});
        EngineSocket socket = network.builder().build();
        CompletableFuture<Handshake> open = socket.connect();
        network.next();
        socket.close();
        assertThat(Wait.forFailure(open)).isInstanceOf(EngineClosedException.class);
    }

    @Test
    @Tag("F17")
    void aSocketThatIsClosedFirstCantBeConnected() {
        EngineSocket socket = network.builder().build();
        socket.close();
        assertThat(socket.state()).isEqualTo(EngineSocket.State.CLOSED);
        assertThat(Wait.forFailure(socket.connect())).isInstanceOf(EngineClosedException.class);
    }

    @Test
    void connectingThatTakesTooLongFails() {
        network.server(transport -> {});
        EngineSocket socket =
                network.builder().connectTimeout(Duration.ofMillis(5)).build();
        assertThat(Wait.forFailure(socket.connect()))
                .hasMessage("polling, connect: timed out: no connection within 5 ms");
        assertThat(Wait.forResult(socket.closed()).reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void withARequiredUpgradeConnectingIsDoneWhenTheSessionHasMoved() {
        network.server(transport -> transport.welcome(FakeTransport.handshake("websocket")))
                .prepare(transport -> {
                    if (transport.sid.isPresent()) {
                        transport.holdWrites();
                    }
                });
        EngineSocket socket = network.builder().buildWebSocketWithUpgrade();
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        socket.onOpen(handshake -> opened.complete(true));
        CompletableFuture<Handshake> open = socket.connect();
        Wait.forResult(opened);
        assertThat(open).isNotDone();
        network.next();
        network.next().releaseWrites();
        Wait.forResult(open);
        socket.close();
    }

    @Test
    void withARequiredUpgradeConnectingFailsWhenTheServerHasNone() {
        EngineSocket socket = network.builder().buildWebSocketWithUpgrade();
        assertThat(Wait.forFailure(socket.connect()))
                .hasMessage("websocket, upgrade: the server offers no upgrade to websocket");
    }

    @Test
    void withFallbackTheNextTransportIsTried() {
        network.server(transport -> {
            if (transport.type == TransportType.POLLING) {
                transport.refuse();
            } else {
                transport.later(transport::welcome);
            }
        });
        EngineSocket socket = network.builder().buildWithFallback();
        Wait.forResult(socket.connect());
        assertThat(socket.transport()).contains(TransportType.WEBSOCKET);
        socket.close();
    }
}
