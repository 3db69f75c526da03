package io.curlew.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.testserver.ConnectRefusedException;
import io.curlew.testserver.ServerSocket;
import io.curlew.testserver.TestServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenCommandIT {
    private final BlockingQueue<ServerSocket> joined = new LinkedBlockingQueue<>();
    private final TestServer server = TestServer.builder().build();

    @BeforeEach
    void start() {
        server.namespace("/").onConnection(joined::add);
        server.namespace("/closed").use(socket -> {
            throw new ConnectRefusedException("closed today");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void printsEachEventAsALineUntilTheCountIsReached() throws InterruptedException {
        Run run = Run.start("listen", server.uri().toString(), "--count", "3");
        ServerSocket peer = joined.take();
        peer.emit("price", "BTC", 1.5, null);
        peer.emit("new\nline");
        peer.emit("image", new byte[] {0, 1, 2});
        peer.emit("too much");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsExactly(
                        "{\"event\":\"price\",\"args\":[\"BTC\",1.5,null]}",
                        "{\"event\":\"new\\nline\",\"args\":[]}",
                        "{\"event\":\"image\",\"args\":[{\"$binary\":\"AAEC\"}]}");
        assertThat(run.err()).containsExactly("curlew: connected to " + server.uri() + "/");
    }

    @Test
    void connectsAgainWhenTheConnectionIsLost() throws InterruptedException {
        Run run = Run.start("listen", server.uri().toString(), "--transport", "websocket", "--count", "2");
        ServerSocket first = joined.take();
        first.emit("before");
        await().until(() -> run.out().size() == 1);
        first.dropConnection();
        joined.take().emit("after");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsExactly("{\"event\":\"before\",\"args\":[]}", "{\"event\":\"after\",\"args\":[]}");
        String connected = "curlew: connected to " + server.uri() + "/";
        assertThat(run.err())
                .containsExactly(connected, "curlew: disconnected (transport close), connecting again", connected);
    }

    @Test
    void failsWhenTheServerSendsItAway() throws InterruptedException {
        Run run = Run.start("listen", server.uri().toString());
        joined.take().disconnect();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).last().isEqualTo("curlew: disconnected: io server disconnect");
    }

    @Test
    void failsWhenItIsRefused() {
        Run run = Run.of("listen", server.uri() + "/closed");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).containsExactly("curlew: cannot connect to " + server.uri() + "/closed: closed today");
    }

    @Test
    void failsAtOnceWhenThereIsNoServer() {
        server.close();
        Run run = Run.of("listen", server.uri().toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).singleElement().asString().contains("cannot connect to", "Connection refused");
    }
}
