package io.curlew.interop.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.engineio.protocol.PeerText;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a server says, no log line of any level, no message and no {@code toString} prints it as it came. */
@Tag("N06")
class ForgedLinesIT {
    private static final String LONG = "x".repeat(1_000_000);
    /** Almost more than a name may have. */
    private static final String LONG_NAME = "x".repeat(16_000);

    /** As JSON has it, where some controls must be escaped and others need not. */
    private static final String NAME =
            "\\u001b]0;x\\u0007\\u001b[2J\\n0000 INFO forged\\r\\n\u009b2J\u007f\u202e\u2066\u2028\\ud800";

    private static final String NAMESPACE =
            "/\u001b]0;x\u0007\u001b[2J\n0000 INFO forged\r\n\u009b2J\u007f\u202e\u2066\u2028";

    @TempDir
    private Path directory;

    private static void talk(RawConnection connection) throws IOException {
        connection.acceptWebSocket(connection.readRequest());
        connection.send(RawFrame.text(OpenPacket.of("s").text().replace("[]", "[\"" + NAME + "\"]")));
        connection.readFrame();
        connection.send(RawFrame.text("40{\"sid\":\"a\"}"));
        connection.send(RawFrame.text("2" + NAMESPACE)); // a ping of Engine.IO
        for (String more : new String[] {"", LONG_NAME}) {
            connection.send(RawFrame.text("42" + NAMESPACE + more + ",[\"a\"]"));
            connection.send(RawFrame.text("41" + NAMESPACE + more + ","));
            connection.send(RawFrame.text("44" + NAMESPACE + more + ",\"no\""));
            connection.send(RawFrame.text("43" + NAMESPACE + more + ",7[]"));
            connection.send(RawFrame.text("42[\"" + NAME + more + "\",\"" + NAME + more + "\"]"));
        }
        String connect;
        do {
            connect = connection.readFrame().text();
        } while (!connect.startsWith("40/guarded"));
        connection.send(RawFrame.text("44/guarded,{\"message\":\"" + NAME + LONG + "\"}"));
        connection.send(RawFrame.close(1001, "\u001b[2J\n0000 INFO forged\u202e"));
    }

    @Test
    void cannotBeMadeByAServer() throws Exception {
        Path log = directory.resolve("log");
        try (RawServer server = RawServer.start()) {
            server.onConnection(ForgedLinesIT::talk);
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                            "-Dfile.encoding=UTF-8",
                            "-cp",
                            System.getProperty("java.class.path"),
                            TalkativeProgram.class.getName(),
                            server.uri().toString())
                    .redirectError(log.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(program.waitFor()).as(() -> read(log)).isZero();
        }
        assertThat(read(log))
                .contains("Ignored a Event", "Ignored a Ack", "A listener failed", "refused", "code 1001", "(160")
                .contains("\\u001b]0;x\\u0007\\u001b[2J\\n0000 INFO forged\\r\\n\\u009b2J\\u007f\\u202e\\u2066\\u2028");
        assertThat(read(log).split("\n", -1))
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThan(4096)
                        .doesNotStartWith("0000")
                        .satisfies(text -> assertThat(PeerText.escaped(text.replace("\t", "")))
                                .isEqualTo(text.replace("\t", ""))));
    }

    private static String read(Path log) {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
