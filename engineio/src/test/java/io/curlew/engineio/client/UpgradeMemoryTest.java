package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.TransportException;
import io.curlew.engineio.protocol.TransportException.Phase;
import io.curlew.engineio.protocol.TransportType;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What makes a builder that remembers upgrades begin with WebSocket, and what makes it forget. */
@ExtendWith(NothingLeft.class)
@Tag("N17")
class UpgradeMemoryTest {
    private final FakeNetwork network = new FakeNetwork();
    private final EngineSocketBuilder builder =
            network.builder("http://host.test").rememberUpgrade().direct();

    /** Connects, moves to WebSocket if it did not begin there, and returns what carries the session then. */
    private FakeTransport onWebSocket(EngineSocket socket) {
        network.server(transport -> transport.welcome(FakeTransport.handshake("websocket")));
        CompletableFuture<Object> moved = new CompletableFuture<>();
        socket.onUpgrade(moved::complete);
        Wait.forResult(socket.connect());
        FakeTransport first = network.next();
        if (first.type == TransportType.WEBSOCKET) {
            return first;
        }
        FakeTransport second = network.next();
        Wait.forResult(moved);
        return second;
    }

    private void remember() {
        EngineSocket socket = builder.build();
        FakeTransport unused = onWebSocket(socket);
        socket.close();
    }

    /** How the next socket begins, whatever becomes of it. */
    private TransportType next() {
        network.server(transport -> {});
        EngineSocket socket = builder.build();
        var unused = socket.connect();
        TransportType type = network.next().type;
        socket.close();
        return type;
    }

    /** A socket that begins with a remembered WebSocket, which ends like this. */
    private void endsWith(TransportException why) {
        remember();
        network.server(transport -> transport.end(why));
        EngineSocket socket = builder.build();
        CompletableFuture<EngineClose> end = end(socket);
        var unused = socket.connect();
        assertThat(network.next().type).isEqualTo(TransportType.WEBSOCKET);
        Wait.forResult(end);
    }

    /** Completes behind the callback that the memory has. */
    private static CompletableFuture<EngineClose> end(EngineSocket socket) {
        CompletableFuture<EngineClose> end = new CompletableFuture<>();
        socket.onClose(end::complete);
        return end;
    }

    private static TransportException.Builder error(Phase phase) {
        return TransportException.error(TransportType.WEBSOCKET, phase, "a test");
    }

    @Test
    void aSessionThatIsLostForgetsNothing() {
        EngineSocket socket = builder.build();
        CompletableFuture<EngineClose> end = end(socket);
        onWebSocket(socket).lose();
        Wait.forResult(end);
        assertThat(next()).isEqualTo(TransportType.WEBSOCKET);
    }

    @Test
    void norDoesOneThatBeganWithTheWebSocket() {
        remember();
        aSessionThatIsLostForgetsNothing();
    }

    @Test
    void aSessionOnPollingThatIsLostForgetsNothing() {
        EngineSocket early = builder.build();
        remember();
        network.server(FakeTransport::welcome);
        CompletableFuture<EngineClose> end = end(early);
        Wait.forResult(early.connect());
        network.next().lose();
        Wait.forResult(end);
        assertThat(next()).isEqualTo(TransportType.WEBSOCKET);
    }

    @Test
    void aServerThatCannotBeReachedForgetsNothing() {
        endsWith(error(Phase.CONNECT).cause(new ConnectException("refused")).build());
        assertThat(next()).isEqualTo(TransportType.WEBSOCKET);
    }

    @Test
    void aHandshakeThatIsRefusedForgets() {
        endsWith(error(Phase.HANDSHAKE).httpStatus(400).build());
        assertThat(next()).isEqualTo(TransportType.POLLING);
    }

    @Test
    void aWebSocketThatTakesTooLongForgets() {
        endsWith(error(Phase.CONNECT).build());
        assertThat(next()).isEqualTo(TransportType.POLLING);
    }

    @Test
    void aWebSocketThatIsBrokenForgets() {
        EngineSocket socket = builder.build();
        CompletableFuture<EngineClose> end = end(socket);
        onWebSocket(socket).end(error(Phase.READ).build());
        Wait.forResult(end);
        assertThat(next()).isEqualTo(TransportType.POLLING);
    }

    private static void webSocketsFail(FakeTransport transport) {
        if (transport.type == TransportType.POLLING) {
            transport.welcome(FakeTransport.handshake("websocket"));
        } else {
            transport.refuse();
        }
    }

    @Test
    void anUpgradeThatFailsForgets() {
        EngineSocket early = builder.build(); // begins with polling, as nothing is known yet
        CompletableFuture<Object> failed = new CompletableFuture<>();
        early.onUpgradeError(failed::complete);
        remember();
        network.server(UpgradeMemoryTest::webSocketsFail);
        Wait.forResult(early.connect());
        Wait.forResult(failed);
        early.close();
        FakeTransport polling = network.next();
        FakeTransport refused = network.next();
        assertThat(polling.type).isNotEqualTo(refused.type);
        assertThat(next()).isEqualTo(TransportType.POLLING);
    }

    @Test
    void aWebSocketThatPollingHadToReplaceForgets() {
        remember();
        network.server(UpgradeMemoryTest::webSocketsFail);
        EngineSocket socket = builder.noUpgrade().buildWithFallback();
        Wait.forResult(socket.connect());
        socket.close();
        assertThat(network.next().type).isEqualTo(TransportType.WEBSOCKET);
        assertThat(network.next().type).isEqualTo(TransportType.POLLING);
        assertThat(next()).isEqualTo(TransportType.POLLING);
    }

    @Test
    void aCopyKnowsItToo() {
        EngineSocket socket = builder.copy().build();
        FakeTransport unused = onWebSocket(socket);
        socket.close();
        assertThat(next()).isEqualTo(TransportType.WEBSOCKET);
    }
}
