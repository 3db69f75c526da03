package io.curlew.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnginePacketTest {

    @Test
    void theProtocolsOwnPingsAndPongsAreShown() {
        assertThat(EnginePacket.Ping.HEARTBEAT).hasToString("Ping[]");
        assertThat(EnginePacket.Ping.PROBE).hasToString("Ping[probe]");
        assertThat(EnginePacket.Pong.HEARTBEAT).hasToString("Pong[]");
        assertThat(EnginePacket.Pong.PROBE).hasToString("Pong[probe]");
    }

    @Test
    void whateverElseIsInAPacketIsNotShown() {
        assertThat(new EnginePacket.Ping("canary")).hasToString("Ping[6 characters]");
        assertThat(new EnginePacket.Pong("canary")).hasToString("Pong[6 characters]");
        assertThat(EnginePacket.message("canary")).hasToString("Message[data=text of 6 bytes]");
    }
}
