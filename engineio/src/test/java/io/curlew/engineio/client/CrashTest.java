package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.delivery.NothingLeft;
import io.curlew.engineio.delivery.Wait;
import io.curlew.engineio.protocol.CloseReason;
import io.curlew.engineio.protocol.EngineClose;
import io.curlew.engineio.protocol.EnginePacket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A transport that throws, which is a bug, still leads to exactly one end. */
@ExtendWith(NothingLeft.class)
@Tag("F39")
class CrashTest {
    private final FakeNetwork network = new FakeNetwork();
    private final AtomicInteger ends = new AtomicInteger();

    @Test
    void whereverATransportThrowsThereIsOneEnd() {
        EngineClose close = crashIn("open");
        assertThat(close.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "write, TRANSPORT_ERROR",
        "pauseReading, TRANSPORT_ERROR",
        "close, TRANSPORT_ERROR",
        // Here the server has closed already.
        "abort, TRANSPORT_CLOSE",
        "leave, SLOW_CONSUMER"
    })
    void alsoInMidSession(String method, CloseReason reason) {
        assertThat(crashIn(method).reason()).isEqualTo(reason);
    }

    private EngineClose crashIn(String method) {
        // As if that were not enough, it throws again when it is dropped.
        network.prepare(transport -> {
            transport.throwIn(method);
            transport.throwIn("abort");
        });
        EngineSocket socket = network.builder()
                .maxStall(Duration.ofMillis(1))
                .onClose(close -> ends.incrementAndGet())
                .build();
        CompletableFuture<?> open = socket.connect();
        if (!method.equals("open")) {
            Wait.forResult(open);
            provoke(socket, method);
        }
        EngineClose close = Wait.forResult(socket.closed());
        socket.close();
        Wait.until(() -> assertThat(ends).hasValue(1));
        return close;
    }

    private void provoke(EngineSocket socket, String method) {
        switch (method) {
            case "write" -> socket.send("a");
            case "pauseReading", "leave" -> socket.pauseReading();
            case "close" -> {
                var unused = socket.closeAsync();
            }
            default -> network.next().send(new EnginePacket.Close());
        }
    }

    @Test
    void aTransportThatCantEvenBeMadeIsTheEndToo() {
        network.prepare(transport -> {
            throw new IllegalArgumentException("no such host");
        });
        EngineSocket socket =
                network.builder().onClose(close -> ends.incrementAndGet()).build();
        assertThat(Wait.forFailure(socket.connect())).hasRootCauseMessage("no such host");
        assertThat(Wait.forResult(socket.closed()).cause()).containsInstanceOf(IllegalArgumentException.class);
        Wait.until(() -> assertThat(ends).hasValue(1));
    }
}
