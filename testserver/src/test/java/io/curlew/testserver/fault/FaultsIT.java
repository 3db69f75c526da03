package io.curlew.testserver.fault;

import static io.curlew.testserver.fault.Direction.TO_CLIENT;
import static io.curlew.testserver.fault.Direction.TO_SERVER;
import static io.curlew.testserver.fault.Rig.assertEnded;
import static io.curlew.testserver.fault.Rig.assertPasses;
import static io.curlew.testserver.fault.Rig.assertReset;
import static io.curlew.testserver.fault.Rig.assertSilent;
import static io.curlew.testserver.fault.Rig.read;
import static io.curlew.testserver.fault.Rig.write;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each fault does to the bytes. */
class FaultsIT {
    private Rig rig;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        rig = new Rig(proxy -> proxy.seed(7));
        proxy = rig.proxy;
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private interface Exchange {
        void run() throws IOException;
    }

    private static Duration timeOf(Exchange exchange) throws IOException {
        long start = System.nanoTime();
        exchange.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void latencyDelaysBothWays() throws IOException {
        proxy.faults(Fault.latency(ofMillis(40)));
        Rig.Ends ends = rig.connect();
        Duration time = timeOf(() -> {
            assertPasses("there", ends.client(), ends.server());
            assertPasses("back", ends.server(), ends.client());
        });
        assertThat(time).isGreaterThanOrEqualTo(ofMillis(80));
    }

    @Test
    void latenciesAddUpAndDelayTheEndToo() throws IOException {
        proxy.faults(Fault.latency(TO_SERVER, ofMillis(20)), Fault.jitter(TO_SERVER, ofMillis(20), ofMillis(30)));
        Rig.Ends ends = rig.connect();
        assertThat(timeOf(() -> {
                    ends.client().shutdownOutput();
                    assertEnded(ends.server());
                }))
                .isGreaterThan(ofMillis(40));
        assertPasses("back", ends.server(), ends.client());
    }

    @Test
    void whatWasHeldBackGoesOnAtOnceWithoutTheFault() throws IOException {
        proxy.faults(Fault.latency(Duration.ofHours(1)));
        Rig.Ends ends = rig.connect();
        write(ends.client(), "early");
        ends.client().shutdownOutput();
        assertSilent(ends.server());
        proxy.noFaults();
        assertThat(read(ends.server(), 5)).isEqualTo("early");
        assertEnded(ends.server());
    }

    @Test
    void aBlackHoleOneWayLetsTheOtherPass() throws IOException {
        Rig.Ends ends = rig.connect();
        proxy.faults(Fault.blackHole(TO_SERVER));
        write(ends.client(), "lost");
        ends.client().shutdownOutput();
        assertSilent(ends.server());
        assertPasses("alive", ends.server(), ends.client());
        proxy.noFaults();
        assertThat(read(ends.server(), 4)).isEqualTo("lost");
        assertEnded(ends.server());
    }

    @Test
    void aBlackHoleHidesEvenAReset() throws IOException {
        Rig.Ends ends = rig.connect();
        assertPasses("x", ends.client(), ends.server());
        proxy.faults(Fault.blackHole());
        ends.server().setSoLinger(true, 0);
        ends.server().close();
        assertSilent(ends.client());
        proxy.noFaults();
        assertReset(ends.client());
    }

    @Test
    void aBlackHoleBlocksASenderInTheEnd() throws IOException {
        proxy.faults(Fault.blackHole());
        try (SocketChannel client =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()))) {
            client.configureBlocking(false);
            ByteBuffer much = ByteBuffer.allocate(1 << 20);
            long written = 0;
            for (int n = client.write(much.clear()); n > 0; n = client.write(much.clear())) {
                written += n;
            }
            assertThat(written).isLessThan(64 << 20);
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutsAfterEveryByteOfASession(Cut cut) throws IOException {
        String session = "a session of some bytes";
        for (int k = 0; k <= session.length(); k++) {
            proxy.faults(Fault.cutAfter(TO_CLIENT, k, cut));
            Rig.Ends ends = rig.connect();
            if (k > 0) { // else the connection may have ended before there is anything to write
                write(ends.server(), session);
                assertThat(read(ends.client(), k)).isEqualTo(session.substring(0, k));
            }
            assertCut(ends, cut);
        }
    }

    private static void assertCut(Rig.Ends ends, Cut cut) throws IOException {
        if (cut == Cut.RST) {
            assertReset(ends.client());
            assertReset(ends.server());
            return;
        }
        assertEnded(ends.client());
        if (cut == Cut.FIN) {
            assertEnded(ends.server());
        } else {
            assertPasses("back", ends.client(), ends.server());
        }
    }

    @Test
    void aConnectionThatIsBeyondAnOffsetIsCutAtOnce() throws IOException {
        Rig.Ends ends = rig.connect();
        assertPasses("12345", ends.client(), ends.server());
        proxy.faults(Fault.cutAfter(TO_SERVER, 3, Cut.RST));
        assertReset(ends.client());
    }

    @Test
    void stallsAfterAByteUntilTheFaultIsGone() throws IOException {
        proxy.faults(Fault.stallAfter(TO_CLIENT, 3));
        Rig.Ends ends = rig.connect();
        write(ends.server(), "12345");
        assertThat(read(ends.client(), 3)).isEqualTo("123");
        assertSilent(ends.client());
        assertPasses("other way", ends.client(), ends.server());
        proxy.noFaults();
        assertThat(read(ends.client(), 2)).isEqualTo("45");
    }

    @Test
    void slicesWithPausesBetween() throws IOException {
        proxy.faults(Fault.slices(TO_CLIENT, 1, 2, ofMillis(10)));
        Rig.Ends ends = rig.connect();
        assertThat(timeOf(() -> assertPasses("twenty little bytes.", ends.server(), ends.client())))
                .isGreaterThan(ofMillis(90));
    }

    @Test
    void limitsBandwidth() throws IOException {
        proxy.faults(Fault.bandwidth(TO_CLIENT, 100_000));
        Rig.Ends ends = rig.connect();
        Duration time = timeOf(() -> assertPasses("x".repeat(20_000), ends.server(), ends.client()));
        assertThat(time).isGreaterThanOrEqualTo(ofMillis(150));
    }

    @Test
    void allFaultsTogetherChangeNoByte() throws Exception {
        proxy.faults(
                Fault.jitter(Duration.ZERO, ofMillis(2)),
                Fault.slices(1, 5_000, Duration.ZERO),
                Fault.bandwidth(4_000_000));
        Rig.Ends ends = rig.connect();
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        CompletableFuture<byte[]> there = transfer(bytes, ends.client(), ends.server());
        CompletableFuture<byte[]> back = transfer(bytes, ends.server(), ends.client());
        assertThat(there.get()).isEqualTo(bytes);
        assertThat(back.get()).isEqualTo(bytes);
        ProxyConnection connection = proxy.connections().get(0);
        assertThat(connection.bytes(TO_SERVER) + connection.bytes(TO_CLIENT)).isEqualTo(2_000_000);
        assertThat(connection.recorded(TO_SERVER)).isEmpty();
    }

    private static CompletableFuture<byte[]> transfer(byte[] bytes, Socket from, Socket to) {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        inBackground(received, () -> received.complete(to.getInputStream().readNBytes(bytes.length)));
        inBackground(received, () -> from.getOutputStream().write(bytes));
        return received;
    }

    private static void inBackground(CompletableFuture<?> fails, Exchange work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                fails.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void aFaultIsAValue() {
        assertThat(Fault.latency(ofMillis(5))).isEqualTo(Fault.jitter(ofMillis(5), ofMillis(5)));
        assertThat(Fault.blackHole(TO_CLIENT)).isEqualTo(Fault.stallAfter(TO_CLIENT, 0));
    }
}
