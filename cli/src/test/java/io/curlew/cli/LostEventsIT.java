package io.curlew.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.testserver.EngineTestServer;
import io.curlew.testserver.Rule;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import io.curlew.testserver.raw.OpenPacket;
import io.curlew.testserver.raw.RawFrame;
import io.curlew.testserver.raw.RawServer;
import io.curlew.testsupport.LastingPorts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may not have arrived is a failure, and what can't be sent yet waits. */
class LostEventsIT {
    private static final String EVENT = "{\"event\":\"keep\",\"args\":[1]}\n";
    private static final int MANY = 20_000;

    private final TestServer server = TestServer.builder()
            .port(LastingPorts.CLI.next())
            .usualWait(Duration.ofMinutes(1))
            .build();

    @AfterEach
    void close() {
        server.close();
    }

    private String url() {
        return server.uri().toString();
    }

    private static InputStream lines(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Test
    void emitFailsIfTheConnectionIsLostBeforeTheServerIsKnownToHaveReadTheEvent() {
        server.rule(Rule.received().after(1).reset()).start();
        Run run = Run.of("emit", "-t", "websocket", "--timeout", "1m", url(), "news");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).singleElement().asString().startsWith("curlew: the event may not have arrived: ");
    }

    @Test
    void emitOfAVolatileEventDoesNotFailIfThatIsLost() {
        server.rule(Rule.received().after(1).reset()).start();
        Run run = Run.of("emit", "--volatile", "-t", "websocket", "--timeout", "1m", url(), "news");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void pipeFailsIfTheConnectionIsLostBehindItsEvents() {
        server.rule(Rule.received().after(1).next(1).reset()).start();
        Run run = Run.reading(lines(EVENT), "pipe", "-q", "-t", "websocket", "--timeout", "1m", url());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).singleElement().asString().startsWith("curlew: events may not have arrived (");
    }

    @Test
    void pipeFailsIfEventsAreLeftThatWaitForAServerThatIsGone() throws IOException {
        server.start();
        try (OutputStream stdin = new PipedOutputStream()) {
            Run run = Run.reading(
                    new PipedInputStream((PipedOutputStream) stdin), "pipe", "--timeout", "1s", "--retry", "99", url());
            ServerSocket peer = server.awaitConnection();
            await().until(peer::connected);
            server.stop();
            await().until(() -> run.err().toString().contains("connecting again"));
            stdin.write(EVENT.repeat(3).getBytes(UTF_8));
            stdin.close();
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).last().isEqualTo("curlew: events that were not sent: 3 (CLOSED)");
        }
    }

    @Test
    void pipeSaysByItsExitCodeThatAnAnswerDidNotComeInTime() {
        server.start();
        Run run = Run.reading(
                lines("{\"event\":\"ask\",\"ack\":1}"), "pipe", "-q", "--timeout", "1s", "--retry", "99", url());
        assertThat(run.exitCode()).isEqualTo(ExitCode.LATE);
        assertThat(run.out()).singleElement().asString().startsWith("{\"ack\":1,\"error\":\"");
        assertThat(run.err()).containsExactly("curlew: answers that did not come within 1 s: 1");
    }

    @Test
    void callTellsWhatTheServerSaysWhenItDisconnects() throws IOException {
        try (RawServer banning = RawServer.start().onConnection(connection -> {
            connection.open(connection.readRequest(), OpenPacket.of("sid"));
            connection.readFrame();
            connection.send(RawFrame.text("40{\"sid\":\"a\"}"));
            connection.readFrame();
            connection.send(RawFrame.text("41{\"message\":\"banned\"}"));
        })) {
            Run run = Run.of(
                    "call", "-t", "websocket", "--timeout", "1m", banning.uri().toString(), "ask");
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).singleElement().asString().endsWith(": banned");
        }
    }

    @Test
    void engineReadsStdinNoFasterThanTheServerReads() throws InterruptedException {
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(MANY);
        try (EngineTestServer slow = TestServer.builder().buildEngine()) {
            slow.onConnection(connection -> connection.onMessage(message -> {
                awaitUninterruptibly(reads);
                all.countDown();
            }));
            slow.start();
            byte[] text = ("x".repeat(1000) + "\n").repeat(MANY).getBytes(UTF_8);
            InputStream stdin = new ByteArrayInputStream(text) {
                @Override
                public synchronized int read(byte[] bytes, int from, int length) {
                    if (pos > 8 << 20) { // as much as waits to be sent; the server reads none of it yet
                        reads.countDown();
                    }
                    return super.read(bytes, from, length);
                }
            };
            Run run = Run.reading(
                    stdin,
                    "engine",
                    "-q",
                    "-t",
                    "websocket",
                    "--lines",
                    slow.uri().toString());
            assertThat(all.await(50, SECONDS)).isTrue();
            run.interrupt();
            assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(run.err()).isEmpty();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(50, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
