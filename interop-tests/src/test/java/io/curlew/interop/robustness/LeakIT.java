package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.curlew.engineio.client.EngineSocket;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Scale;
import io.curlew.interop.Transports;
import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.TestServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a thousand sessions leave behind: nothing. A hundred in the ordinary build. */
@Tag("F32")
@Isolated("counts the threads, descriptors and heap of the JVM")
class LeakIT {
    private static final int CYCLES = Scale.tenth(1000);
    private static final long MIB = 1024 * 1024;

    private EngineTestServer server;

    @BeforeEach
    void start() {
        server = TestServer.builder().journal(1).buildEngine(); // which would grow up to its limit meanwhile
        server.onConnection(connection -> connection.onMessage(connection::send))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void connectingAndClosingLeavesNoHeapDescriptorOrThread(Transports transports) {
        cycles(transports, CYCLES / 10);
        settle();
        long heap = usedHeap();
        long descriptors = descriptors();
        int threads = threads();

        cycles(transports, CYCLES - CYCLES / 10);

        await().until(() -> threads() <= threads);
        await().until(() -> descriptors() <= descriptors);
        await().until(() -> usedHeap() < heap + MIB);
    }

    private void cycles(Transports transports, int count) {
        for (int i = 0; i < count; i++) {
            EngineSocket socket = EngineSocket.builder(server.uri())
                    .transports(transports.types().toArray(TransportType[]::new))
                    .build();
            CompletableFuture<Object> echoed = new CompletableFuture<>();
            socket.onData(echoed::complete);
            socket.connect().join();
            if (transports == Transports.UPGRADE) {
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> socket.transport().equals(java.util.Optional.of(TransportType.WEBSOCKET)));
            }
            socket.send("hello");
            assertThat(echoed.join()).isNotNull();
            socket.close();
        }
    }

    /** Threads that end a while after their work, those of a shared group, are gone before the first count. */
    private static void settle() {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("curlew-loop")));
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("curlew"))
                .count();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
