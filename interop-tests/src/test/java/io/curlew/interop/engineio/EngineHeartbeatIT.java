package io.curlew.interop.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

@OnEveryPairing
class EngineHeartbeatIT extends EngineInterop {
    @Override
    Duration pingInterval() {
        return Duration.ofMillis(50);
    }

    @Test
    void keepsTheSessionForSeveralPings() {
        for (int beat = 0; beat < 5; beat++) {
            client.pinged();
            client.send("beat " + beat);

            assertThat(client.next()).isEqualTo("beat " + beat);
        }
        assertThat(server.connections()).isEqualTo(1);
    }
}
