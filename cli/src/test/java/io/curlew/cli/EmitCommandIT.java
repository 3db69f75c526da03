package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawConnection;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmitCommandIT {
    /** More than the buffers of two sockets hold. */
    private static final int LARGE = 40_000_000;

    private final CountDownLatch done = new CountDownLatch(1);

    @TempDir
    private Path directory;

    private void joinAndReadNoMore(RawConnection connection) throws IOException, InterruptedException {
        connection.open(connection.readRequest(), OpenPacket.of("deaf"));
        connection.readFrame();
        connection.send(RawFrame.text("40{\"sid\":\"deaf\"}"));
        done.await();
    }

    @Test
    void whatTheConnectionCouldNotWriteIsAFailure() throws Exception {
        Path large = Files.writeString(directory.resolve("large"), "x".repeat(LARGE));
        try (RawServer server = RawServer.start().onConnection(this::joinAndReadNoMore)) {
            String url = server.uri().toString();
            Run run = await() // the limit is one for connecting too
                    .until(
                            () -> Run.of("emit", "-t", "websocket", "--timeout", "3s", url, "big", "@" + large),
                            ended -> ended.exitCode() != ExitCode.NO_CONNECTION);
            done.countDown();
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).anySatisfy(line -> assertThat(line).contains("the event may not have arrived: "));
        }
    }
}
