package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Scale;
import io.curlew.testserver.EngineConnection;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.fault.Fault;
import io.curlew.testserver.fault.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages both ways while the session moves, over a line that slices and delays: a seed is a line. */
@Tag("F16")
class UpgradeStressIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int SEEDS = Scale.of(30, 300);
    private static final int MESSAGES = Scale.tenth(2000);
    private static final List<String> NUMBERS =
            IntStream.range(0, MESSAGES).mapToObj(String::valueOf).toList();

    @Test
    void nothingIsLostDoubledOrReordered() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            exchange(seed);
        }
    }

    private static void exchange(int seed) throws Exception {
        List<String> atServer = new ArrayList<>();
        ConcurrentLinkedQueue<String> atClient = new ConcurrentLinkedQueue<>();
        CountDownLatch missing = new CountDownLatch(MESSAGES);
        try (EngineTestServer server = TestServer.builder().buildEngine()) {
            server.onConnection(connection -> NUMBERS.forEach(connection::send)).start();
            try (FaultProxy proxy = FaultProxy.to(server.uri()).seed(seed).start()) {
                proxy.faults(
                        Fault.jitter(Duration.ZERO, Duration.ofMillis(seed % 7)),
                        Fault.slices(1 + seed % 50, 1000 + seed, Duration.ZERO));
                EngineSocket socket = EngineSocket.builder(proxy.uri()).build();
                CompletableFuture<TransportType> upgraded = new CompletableFuture<>();
                socket.onUpgrade(upgraded::complete);
                socket.onData(data -> {
                    atClient.add(data.text());
                    missing.countDown();
                });
                var unused = socket.connect();
                NUMBERS.forEach(socket::send);
                EngineConnection connection = server.awaitConnection(LONG);
                NUMBERS.forEach(
                        number -> atServer.add(connection.awaitMessage(LONG).text()));
                assertThat(missing.await(30, TimeUnit.SECONDS))
                        .as("seed %s", seed)
                        .isTrue();
                assertThat(upgraded.get(30, TimeUnit.SECONDS)).isEqualTo(TransportType.WEBSOCKET);
                socket.close();
            }
        }
        assertThat(atServer).as("seed %s, to the server", seed).containsExactlyElementsOf(NUMBERS);
        assertThat(atClient).as("seed %s, to the client", seed).containsExactlyElementsOf(NUMBERS);
    }
}
