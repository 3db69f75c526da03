package io.curlew.testserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The port of a server as it opens and closes. */
class ListenerIT {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final TestServer server = TestServer.builder().build();
    private final HangingHandler handler = new HangingHandler();

    @AfterEach
    void close() {
        handler.release();
        server.close();
    }

    private void holdUp() throws InterruptedException {
        server.engine().context().loop().run(handler::aHandlerThatHangs);
        handler.awaitCall();
    }

    /** Asks for something as soon as the port is open, and returns how the answer begins. */
    private static String firstAnswer(int port) {
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write("GET /other HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(US_ASCII));
                return new String(socket.getInputStream().readNBytes(12), US_ASCII);
            } catch (ConnectException notOpenYet) {
                Thread.onSpinWait();
            } catch (IOException reset) {
                return reset.toString();
            }
        }
    }

    @Test
    void theFirstConnectionIsServed() throws Exception {
        server.start();
        for (int i = 0; i < 20; i++) {
            server.crash();
            CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> firstAnswer(server.port()));
            server.start();
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("HTTP/1.1 404");
        }
    }

    @Test
    void aStartThatAHandlerHoldsUpFails() throws InterruptedException {
        Listener listener = new Listener(server.engine());
        holdUp();
        assertThatIllegalStateException()
                .isThrownBy(() -> listener.start(SHORT))
                .withMessageContainingAll(
                        "A handler holds up the server's thread for more than 20 ms", "aHandlerThatHangs");
        handler.release();
        listener.start(Duration.ofSeconds(30));
        assertThat(firstAnswer(listener.port())).isEqualTo("HTTP/1.1 404");
        listener.stop();
    }

    @Test
    void aStopThatAHandlerHoldsUpFailsAndHappensLater() throws InterruptedException {
        Listener listener = new Listener(server.engine());
        listener.start();
        holdUp();
        assertThatIllegalStateException()
                .isThrownBy(() -> listener.stop(SHORT))
                .withMessageContainingAll(
                        "A handler holds up the server's thread for more than 20 ms", "aHandlerThatHangs");
        handler.release();
        listener.stop(Duration.ofSeconds(30));
        listener.start(Duration.ofSeconds(30));
        listener.stop();
    }

    @Test
    void aServerWhosePortIsTakenIsClosed() {
        server.start();
        try (TestServer second = TestServer.builder()
                .port(server.port())
                .usualWait(Duration.ofDays(1))
                .build()) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(second::start)
                    .withMessageContaining("Can't listen on 127.0.0.1:" + server.port());
            assertThatExceptionOfType(WaitFailedError.class)
                    .isThrownBy(second::awaitConnection)
                    .withMessageContaining("the server was closed");
        }
    }
}
