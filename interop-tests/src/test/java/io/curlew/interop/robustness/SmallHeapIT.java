package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.curlew.interop.Scale;
import io.curlew.testserver.raw.Hostile;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawScript;
import io.curlew.testserver.raw.RawServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client with 64 MB of heap meets servers that offer a gigabyte. What it may refuse ends the session at its limit;
 * what it must read on (pings) goes through it: 10 MB in the ordinary build. What it accepts and what grows when it is
 * decoded arrives as far as there is room for it.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(SmallHeapIT.FIRST)
@Timeout(
        value = 20,
        unit = TimeUnit.MINUTES) // more than a thorough build takes; the programs have a limit of their own
class SmallHeapIT {
    /** The longest, so that no other class waits for it. */
    static final int FIRST = 1;

    private static final long GB = 1_000_000_000;
    private static final int MINUTES = Scale.of(3, 15);
    /** 3 bytes each, with the frame's head. */
    private static final int PINGS = Scale.of(3_300_000, 330_000_000);
    /** 2 bytes each. */
    private static final int WEBSOCKET_PINGS = Scale.of(5_000_000, 500_000_000);

    static Stream<Arguments> servers() {
        return Stream.of(
                arguments("a huge frame", "websocket", Hostile.hugeFrame(GB), "transport error"),
                arguments("an endless handshake", "polling", Hostile.endlessHandshake(GB), "transport error"),
                arguments("an endless refusal", "websocket", Hostile.endlessHandshake(GB), "transport error"),
                arguments("an endless poll", "polling", Hostile.endlessPoll(GB), "transport error"),
                arguments("a gzip bomb as handshake", "polling", Hostile.gzipHandshake(GB), "transport error"),
                arguments("a gzip bomb as poll", "polling", Hostile.gzipPoll(GB), "transport error"),
                arguments("a deflate bomb", "websocket", Hostile.deflateBomb(GB), "transport error"),
                arguments("empty fragments", "websocket", Hostile.tinyFragments(GB_OF_FRAGMENTS, 0), "transport error"),
                arguments("tiny fragments", "websocket", Hostile.tinyFragments(GB_OF_FRAGMENTS, 1), "transport error"),
                arguments("very many headers", "polling", Hostile.manyHeaders((int) (GB / 14)), "transport error"),
                arguments("a flood of pings", "websocket", Hostile.pingFlood(PINGS), "forced close"),
                arguments(
                        "a flood of WebSocket pings",
                        "websocket",
                        floodThenClose(WEBSOCKET_PINGS),
                        "transport close: websocket, read: the server closed"));
    }

    private static final int GB_OF_FRAGMENTS = (int) (GB / 2);

    private static RawScript floodThenClose(int pings) {
        byte[] ping = RawFrame.of(RawFrame.PING, new byte[0]).bytes();
        byte[] many = new byte[50_000 * ping.length];
        for (int i = 0; i < many.length; i++) {
            many[i] = ping[i % ping.length];
        }
        return connection -> {
            connection.open(connection.readRequest(), OpenPacket.of("hostile"));
            connection.discardInput();
            connection.writeEndlessly(many, (long) pings * ping.length);
            connection.send(RawFrame.close(1001, "enough"));
            connection.awaitEnd();
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    @Tag("A33")
    @Tag("A34")
    @Tag("A35")
    @Tag("A36")
    @Tag("A38")
    @Tag("A39")
    void memoryIsNeverExhausted(String what, String transport, RawScript script, String reason) throws Exception {
        try (RawServer server = RawServer.start().onConnection(script)) {
            String output = run(
                    HostileClient.class,
                    server.uri().toString(),
                    transport,
                    String.valueOf(MINUTES),
                    String.valueOf(PINGS));
            assertThat(output).contains(reason);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.curlew.interop.robustness.Amplifications#all")
    @Tag("N04")
    void norIsItByWhatGrowsWhenItIsDecoded(
            String what, String taker, String transport, RawScript script, String outcome) throws Exception {
        try (RawServer server = RawServer.start().onConnection(script)) {
            String output =
                    run(AmplifiedProgram.class, taker, transport, server.uri().toString());
            assertThat(output).contains(outcome);
        }
    }

    private static String run(Class<?> program, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(args));
        Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor()).as(output).isZero();
        return output;
    }
}
