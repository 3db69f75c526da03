package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.interop.Scale;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.fault.Direction;
import io.curlew.testserver.fault.Fault;
import io.curlew.testserver.fault.FaultProxy;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A network that is slower than the program, and listeners that are slower than the server: with 64 MB, at full speed.
 */
class FloodIT {
    /** Events of the flood count from 0 to here, and again. */
    static final int NUMBERS = 1000;

    private static final long SECONDS = Scale.of(1, 60);
    private static final long BYTES_PER_SECOND = 2_000_000;
    private static final Pattern COUNTS = Pattern.compile("accepted (\\d+), dropped (\\d+), refused (\\d+)");

    @ParameterizedTest
    @ValueSource(strings = {"failing", "blocking", "dropping", "volatile"})
    @Tag("F20")
    void aSlowNetworkLosesNothingThatIsNotTold(String policy) throws Exception {
        AtomicLong received = new AtomicLong();
        TestServer server = TestServer.builder().build();
        server.namespace("/").onConnection(socket -> socket.on("n", event -> received.incrementAndGet()));
        try (server) {
            server.start();
            try (FaultProxy proxy = FaultProxy.to(server.uri()).start()) {
                proxy.faults(Fault.bandwidth(Direction.TO_SERVER, BYTES_PER_SECOND));
                Matcher counts = COUNTS.matcher(run(policy, proxy.uri()));
                assertThat(counts.find()).isTrue();
                long accepted = Long.parseLong(counts.group(1));
                long dropped = Long.parseLong(counts.group(2));
                long refused = Long.parseLong(counts.group(3));
                await().atMost(Duration.ofSeconds(20)).until(() -> received.get() >= accepted - dropped);
                assertThat(received.get()).isEqualTo(accepted - dropped).isPositive();
                assertThat(dropped + refused).as("more was emitted than fits").isPositive();
                assertThat(dropped == 0).isEqualTo(policy.equals("failing") || policy.equals("blocking"));
            }
        }
    }

    @Test
    @Tag("F19")
    void slowListenersMissNothing() throws Exception {
        try (RawServer server = RawServer.start().onConnection(FloodIT::flood)) {
            assertThat(run("listen", server.uri())).contains("missing 0, out of order 0");
        }
    }

    private static void flood(RawConnection connection) throws IOException, InterruptedException {
        connection.open(connection.readRequest(), OpenPacket.of("flood"));
        connection.readFrame();
        connection.discardInput();
        connection.send(RawFrame.text("40{\"sid\":\"flood\"}"));
        byte[] piece = piece();
        long sent = 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            connection.write(piece);
            sent += NUMBERS;
        }
        connection.send(RawFrame.text("42[\"end\"," + sent + "]"));
        connection.awaitEnd();
    }

    /** A ping, and then events of 1 kB each. */
    private static byte[] piece() {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        piece.writeBytes(RawFrame.text("2").bytes());
        String padding = "x".repeat(1000);
        for (int number = 0; number < NUMBERS; number++) {
            piece.writeBytes(RawFrame.text("42[\"n\"," + number + ",\"" + padding + "\"]")
                    .bytes());
        }
        return piece.toByteArray();
    }

    /** Returns what the program printed, once it has ended well. */
    private static String run(String what, URI uri) throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FloodProgram.class.getName(),
                        what,
                        uri.toString(),
                        String.valueOf(SECONDS))
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(output).isZero();
        return output;
    }
}
