package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.curlew.interop.engineio.EngineServer.Left;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnEveryPairing
class EngineCloseIT extends EngineInterop {
    @Test
    void theClientCloses() {
        client.close();

        assertThat(client.closed()).isEqualTo("forced close");
        assertThat(server.left().reason()).isEqualTo("transport close");
        assertThat(server.connections()).isZero();
    }

    @Test
    void theClientClosesAfterTheUpgrade() {
        upgraded();
        client.close();

        assertThat(client.closed()).isEqualTo("forced close");
        assertThat(server.left().reason()).isEqualTo("transport close");
    }

    @Test
    void whatTheClientSentBeforeItClosedArrives() {
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
        numbers.forEach(number -> client.send("!tock " + number));
        client.close();

        assertThat(server.left()).isEqualTo(new Left("transport close", numbers));
    }

    @Test
    void whatTheServerSentBeforeItClosedArrives() {
        for (int i = 0; i < 100; i++) {
            client.send("echo " + i);
        }
        client.send("!close");

        assertThat(client.closed()).isEqualTo("transport close");
        for (int i = 0; i < 100; i++) {
            assertThat(client.next()).isEqualTo("echo " + i);
        }
    }

    @Test
    void bothCloseAtOnce() {
        client.send("!close");
        client.close();

        assertThat(client.closed()).isIn("transport close", "forced close");
        assertThat(server.left().reason()).isIn("transport close", "forced close");
    }

    @Test
    void theServerCloses() {
        client.send("!close");

        assertThat(client.closed()).isEqualTo("transport close");
        assertThat(server.left().reason()).isEqualTo("forced close");
    }

    @Test
    void theServerClosesAfterTheUpgrade() {
        upgraded();
        client.send("!close");

        assertThat(client.closed()).isEqualTo("transport close");
    }

    @Test
    void theConnectionIsCut() {
        upgraded();
        client.send("!cut");

        assertThat(client.closed()).startsWith("transport");
    }

    @Test
    void theServerIsClosed() {
        upgraded();
        server.close();

        assertThat(client.closed()).startsWith("transport");
    }

    private void upgraded() {
        await().until(() -> client.transport().equals(pairing.transports().last()));
    }
}
