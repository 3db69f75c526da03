package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnEveryPairing
@Timeout(5)
class EngineCloseIT extends EngineInterop {
    @Test
    void theClientCloses() {
        client.close();

        assertThat(client.closed()).isEqualTo("forced close");
        assertThat(server.left()).isEqualTo("transport close");
        assertThat(server.connections()).isZero();
    }

    @Test
    void theClientClosesAfterTheUpgrade() {
        upgraded();
        client.close();

        assertThat(client.closed()).isEqualTo("forced close");
        assertThat(server.left()).isEqualTo("transport close");
    }

    @Test
    void whatWasSentBeforeCloseArrives() {
        for (int i = 0; i < 100; i++) {
            client.send("!tock " + i);
        }
        client.send("!close");
        client.close();

        assertThat(server.left()).isIn("transport close", "forced close");
    }

    @Test
    void theServerCloses() {
        client.send("!close");

        assertThat(client.closed()).isEqualTo("transport close");
        assertThat(server.left()).isEqualTo("forced close");
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
