package io.curlew.socketio.jackson2;

import static org.assertj.core.api.Assertions.assertThat;

import io.curlew.socketio.codectests.RoundTripContract;
import io.curlew.socketio.protocol.JsonCodec;
import org.junit.jupiter.api.Test;

class RoundTripTest extends RoundTripContract {
    @Override
    protected JsonCodec codec() {
        return JsonCodec.load();
    }

    @Test
    void theCodecIsFoundByItself() {
        assertThat(JsonCodec.load()).isInstanceOf(Jackson2JsonCodec.class);
    }
}
