package io.curlew.interop.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client says of the memory that waiting events take is no less than half of it, and no more than twice as much.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // a busy machine takes longer than the usual minute
class HeldMemoryIT {
    /** Enough that what else there is in a heap does not matter. */
    private static final int EVENTS = 8_000;

    private static final Pattern MEASURED = Pattern.compile("held (\\d+), says (\\d+)");

    /** Each is sent as often as there are to be events; the number makes a difference. */
    private static final Map<String, IntFunction<byte[]>> SHAPES = new LinkedHashMap<>();

    static {
        shape("the smallest", n -> "2[\"\"]");
        shape("a name", n -> "2[\"price\"]");
        shape("names that differ", n -> "2[\"" + "n".repeat(55) + n + "\"]");
        shape("long names", n -> "2[\"" + "n".repeat(500) + n + "\"]");
        shape("long names that take two bytes a character", n -> "2[\"" + "n".repeat(500) + "€" + n + "\"]");
        shape("names of other alphabets", n -> "2[\"" + "ж".repeat(60) + n + "\",0]");
        shape("one small argument", n -> "2[\"a\",0]");
        shape("one argument", n -> "2[\"price\",{\"id\":" + n + ",\"bid\":1.5,\"ask\":2.5}]");
        shape("fifteen arguments", n -> "2[\"a\"" + ",0".repeat(15) + "]");
        shape("sixteen arguments", n -> "2[\"a\"" + ",0".repeat(16) + "]");
        shape("a thousand arguments", n -> "2[\"a\"" + ",0".repeat(1000) + "]");
        shape("with an id", n -> "2" + n + "[\"" + "ж".repeat(32) + "\"" + ",0".repeat(15) + "]");
        shape("a kilobyte", n -> "2[\"a\",\"" + "x".repeat(1000) + "\"]");
        SHAPES.put("an attachment that nobody refers to", n -> binary("51-[\"a\"]", 1, 100));
        SHAPES.put("ten empty attachments", n -> binary("510-[\"a\",0]", 10, 0));
        SHAPES.put("an attachment", n -> binary("51-[\"a\",{\"_placeholder\":true,\"num\":0}]", 1, 500));
    }

    private static void shape(String name, IntFunction<String> packet) {
        SHAPES.put(name, n -> RawFrame.text("4" + packet.apply(n)).bytes());
    }

    private static byte[] binary(String packet, int attachments, int size) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(RawFrame.text("4" + packet).bytes());
        for (int i = 0; i < attachments; i++) {
            frames.writeBytes(RawFrame.binary(new byte[size]).bytes());
        }
        return frames.toByteArray();
    }

    @Test
    @Tag("N04")
    void ofEventsForListenersIsWhatTheClientSays() throws Exception {
        assertHeldAsSaid("listener", List.copyOf(SHAPES.keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"view", "both"})
    @Tag("N04")
    void ofEventsForAViewIsWhatTheClientSays(String taker) throws Exception {
        assertHeldAsSaid(taker, List.of("the smallest", "with an id", "sixteen arguments", "a kilobyte"));
    }

    private static void assertHeldAsSaid(String taker, List<String> shapes) throws Exception {
        List<RawServer> servers = new ArrayList<>();
        try {
            shapes.forEach(shape -> servers.add(serving(Objects.requireNonNull(SHAPES.get(shape)))));
            String output = run(taker, servers);
            List<MatchResult> measured =
                    MEASURED.matcher(output).results().skip(1).toList();
            assertThat(measured).as(output).hasSameSizeAs(shapes);
            SoftAssertions softly = new SoftAssertions();
            for (int i = 0; i < shapes.size(); i++) {
                double ratio = number(measured.get(i), 2) / number(measured.get(i), 1);
                softly.assertThat(ratio).as("%s, %s", shapes.get(i), taker).isBetween(0.5, 2.0);
            }
            softly.assertAll();
        } finally {
            servers.forEach(RawServer::close);
        }
    }

    private static double number(MatchResult measured, int group) {
        return Double.parseDouble(measured.group(group));
    }

    private static RawServer serving(IntFunction<byte[]> shape) {
        return RawServer.start().onConnection(connection -> serve(connection, shape));
    }

    private static void serve(RawConnection connection, IntFunction<byte[]> shape)
            throws IOException, InterruptedException {
        connection.open(connection.readRequest(), OpenPacket.of("held"));
        connection.readFrame(); // CONNECT
        connection.send(RawFrame.text("40{\"sid\":\"held\"}"));
        connection.readFrame(); // "go"
        connection.discardInput();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int n = 0; n < EVENTS; n++) {
            all.writeBytes(shape.apply(n));
        }
        connection.write(all.toByteArray());
        connection.awaitEnd();
    }

    private static String run(String taker, List<RawServer> servers) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:MarkSweepAlwaysCompactCount=1", // or some of what is dead counts as used
                "-cp",
                System.getProperty("java.class.path"),
                HeldMemoryProgram.class.getName(),
                taker,
                String.valueOf(EVENTS)));
        servers.forEach(server -> command.add(server.uri().toString()));
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(output).isZero();
        return output;
    }
}
