package io.curlew.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.protocol.Json;
import io.curlew.socketio.session.ConnectFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectFailedExceptionTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"message\":\"%s\"}", "\"%s\""})
    @Tag("N04")
    void theMessageHasTheBeginningAndThePayloadAll(String payload) {
        Json said = Json.of(String.format(payload, "é".repeat(2000)));
        ConnectFailedException failed = ConnectFailedException.of("/prices", new ConnectFailure.Refused(said), false);
        assertThat(failed).hasMessage("The server refuses the namespace /prices: " + "é".repeat(256) + "...");
        assertThat(failed.payload()).contains(said);
    }
}
