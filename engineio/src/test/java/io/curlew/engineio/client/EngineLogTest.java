package io.curlew.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineLogTest {
    @Test
    void aSocketLogsUnderTheNameThatProgramsKnow() {
        assertThat(EngineLog.LOG.getName()).isEqualTo(EngineSocket.class.getName());
    }
}
