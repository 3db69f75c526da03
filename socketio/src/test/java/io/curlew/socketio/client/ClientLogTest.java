package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientLogTest {
    @Test
    void aClientLogsUnderTheNameThatProgramsKnow() {
        assertThat(ClientLog.LOG.getName()).isEqualTo(SocketIoClient.class.getName());
    }
}
