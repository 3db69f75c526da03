package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.TransportType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Once for each time everything was written a drain is reported, and then the socket is writable. */
@ExtendWith(NothingLeft.class)
class DrainTest {
    private final FakeNetwork network = new FakeNetwork();
    /** For each drain, whether the socket was writable then. */
    private final List<Boolean> drains = new CopyOnWriteArrayList<>();

    private EngineSocket connected() {
        EngineSocket socket = network.builder().direct().build();
        socket.onDrain(() -> drains.add(socket.writable()));
        Wait.forResult(socket.connect());
        return socket;
    }

    private void expectDrains(int number) {
        Wait.until(() -> assertThat(drains).hasSize(number));
        assertThat(drains).containsOnly(true);
    }

    /** Ends with a drain of its own, before which no other may come late. */
    private void end(EngineSocket socket, int drainsBefore) {
        expectDrains(drainsBefore);
        socket.send("the last");
        expectDrains(drainsBefore + 1);
        socket.close();
    }

    @Test
    void itComesWhenWhatTheTransportHasTakenWasWritten() {
        EngineSocket socket = connected();
        FakeTransport server = network.next().holdWrites();
        socket.send("slow");
        Wait.until(() -> assertThat(server.texts()).containsExactly("slow"));
        server.sayWritable();
        server.releaseWrites();
        end(socket, 1);
    }

    @Test
    void ofManyWritesUnderWayTheLastBringsIt() {
        EngineSocket socket = connected();
        FakeTransport server = network.next().holdWrites();
        for (String text : List.of("a", "b", "c")) {
            socket.send(text);
            Wait.until(() -> assertThat(server.texts()).endsWith(text));
            server.sayWritable();
        }
        server.releaseWrites();
        end(socket, 1);
    }

    @Test
    void itComesAfterAnUpgrade() {
        EngineSocket socket = upgrading();
        FakeTransport polling = network.next();
        FakeTransport webSocket = network.next().holdWrites();
        polling.releasePause();
        Wait.until(() -> assertThat(webSocket.written()).contains(new EnginePacket.Upgrade()));
        webSocket.sayWritable();
        webSocket.releaseWrites();
        Wait.until(() -> assertThat(socket.transport()).contains(TransportType.WEBSOCKET));
        end(socket, 1);
    }

    @Test
    void itComesAfterAnUpgradeThatFailed() {
        EngineSocket socket = upgrading();
        network.next();
        network.next().lose();
        end(socket, 1);
    }

    /** Returns a socket that waits for polling to come to rest. */
    private EngineSocket upgrading() {
        network.prepare(FakeTransport::holdPause)
                .server(transport -> transport.welcome(FakeTransport.handshake("websocket")));
        EngineSocket socket = connected();
        Wait.until(() -> assertThat(socket.writable()).isFalse());
        assertThat(drains).isEmpty();
        return socket;
    }
}
