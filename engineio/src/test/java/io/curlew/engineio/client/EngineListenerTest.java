package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EngineData;
import io.curlew.engineio.protocol.EnginePacket;
import io.curlew.engineio.protocol.Handshake;
import io.curlew.engineio.protocol.TransportType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeft.class)
class EngineListenerTest {
    private final FakeNetwork network = new FakeNetwork();
    private final List<String> told = new CopyOnWriteArrayList<>();

    private final class Telling implements EngineListener {
        @Override
        public void opened(Handshake handshake) {
            told.add("opened");
        }

        @Override
        public void received(EngineData data) {
            told.add("received " + data.text());
            if (data.text().equals("bad")) {
                throw new IllegalStateException("on purpose");
            }
        }

        @Override
        public void batchEnd() {
            told.add("batch end");
        }

        @Override
        public void pinged() {
            told.add("pinged");
        }

        @Override
        public void roundTrip(Duration time) {
            told.add("round trip");
        }

        @Override
        public void upgraded(TransportType transport) {
            told.add("upgraded to " + transport.wireName());
        }

        @Override
        public void upgradeFailed(Throwable why) {
            told.add("upgrade failed");
        }

        @Override
        public void released(Released messages) {
            told.add("released " + messages.messages());
        }

        @Override
        public void drained() {
            told.add("drained");
        }

        @Override
        public void failed(Throwable why) {
            told.add("failed: " + why.getMessage());
        }

        @Override
        public void closed(EngineClose close) {
            told.add("closed");
        }
    }

    private EngineSocket connected() {
        EngineSocket socket = network.builder().direct().build();
        socket.listen(new Telling());
        Wait.forResult(socket.connect()); // which completes just before the listener is told
        Wait.until(() -> assertThat(told).contains("opened", "batch end"));
        return socket;
    }

    private void expect(String... all) {
        Wait.until(() -> assertThat(told).containsExactly(all));
    }

    @Test
    void itHearsOfEverythingInOrder() {
        EngineSocket socket = connected();
        FakeTransport server = network.next();
        server.send("a", "b");
        expect("opened", "batch end", "received a", "received b", "batch end");
        told.clear();
        server.send(EnginePacket.Ping.HEARTBEAT);
        expect("pinged", "batch end", "round trip", "drained");
        told.clear();
        socket.send("hello");
        expect("released 1", "drained");
        told.clear();
        socket.close();
        expect("closed");
    }

    @Test
    void itHearsOfAnUpgrade() {
        network.server(transport -> transport.welcome(FakeTransport.handshake("websocket")));
        EngineSocket socket = connected();
        Wait.until(() -> assertThat(told).contains("opened", "upgraded to websocket"));
        socket.close();
    }

    @Test
    void itComesBeforeCallbacksAndIsToldWhatItAndTheyThrow() {
        EngineSocket socket = connected();
        socket.onData(data -> {
            told.add("callback " + data.text());
            throw new IllegalStateException("in the callback");
        });
        socket.onError(error -> told.add("error callback: " + error.getMessage()));
        told.clear();
        network.next().send("bad");
        expect(
                "received bad",
                "failed: on purpose",
                "error callback: on purpose",
                "callback bad",
                "failed: in the callback",
                "error callback: in the callback",
                "batch end");
        socket.close();
    }

    @Test
    void itIsForDirectModeAndSetBeforeConnecting() {
        EngineSocket inLane = network.builder().build();
        assertThatIllegalStateException().isThrownBy(() -> inLane.listen(new Telling()));
        EngineSocket late = connected();
        assertThatIllegalStateException().isThrownBy(() -> late.listen(new Telling()));
        late.close();
    }
}
