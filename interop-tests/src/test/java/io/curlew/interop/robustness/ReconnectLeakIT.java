package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.curlew.engineio.protocol.TransportType;
import io.curlew.interop.Scale;
import io.curlew.socketio.client.Backoff;
import io.curlew.socketio.client.SocketIoClient;
import io.curlew.testserver.TestServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ten thousand reconnects leave behind, half of them on polling: nothing. A tenth in the ordinary build. */
@Tag("F32")
@Isolated("counts the threads, descriptors and heap of the JVM")
class ReconnectLeakIT {
    private static final int RECONNECTS = Scale.tenth(5000);
    private static final long MIB = 1024 * 1024;

    @ParameterizedTest
    @EnumSource
    void reconnectingLeavesNoHeapDescriptorOrThread(TransportType transport) throws Exception {
        Semaphore connects = new Semaphore(0);
        // The server's journal would grow up to its limit meanwhile.
        try (TestServer server = TestServer.builder().journal(1).build()) {
            server.start();
            try (SocketIoClient client = SocketIoClient.builder(server.uri())
                    .transports(transport)
                    .reconnection(Backoff.fixed(Duration.ofMillis(1)))
                    .build()) {
                client.socket("/").onConnect(connects::release);
                client.socket("/").connect().join();
                reconnect(client, connects, RECONNECTS / 10);
                long heap = usedHeap();
                long descriptors = descriptors();
                long threads = threads();

                reconnect(client, connects, RECONNECTS - RECONNECTS / 10);

                await().until(() -> threads() <= threads);
                await().until(() -> descriptors() <= descriptors);
                await().until(() -> usedHeap() < heap + MIB);
            }
        }
    }

    private static void reconnect(SocketIoClient client, Semaphore connects, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            assertThat(connects.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            client.reconnectNow();
        }
        assertThat(connects.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        connects.release();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
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
