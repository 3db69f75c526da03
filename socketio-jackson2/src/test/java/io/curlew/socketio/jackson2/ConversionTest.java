package io.curlew.socketio.jackson2;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curlew.socketio.codectests.ConversionContract;
import io.curlew.socketio.protocol.JsonCodec;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConversionTest extends ConversionContract {
    @Override
    protected JsonCodec codec() {
        return new Jackson2JsonCodec();
    }

    record Order(Instant createdAt) {}

    @Test
    @Tag("N25")
    void theModuleThatIsMissingIsNamed() {
        assertThatThrownBy(() -> write(1, Map.of("order", new Order(Instant.EPOCH))))
                .hasMessage("Argument 1 can't be written as JSON, at .order.createdAt: java.time.Instant needs"
                        + " com.fasterxml.jackson.datatype:jackson-datatype-jsr310 on the class path");
        assertThatThrownBy(() -> read("{\"createdAt\":1}", Order.class))
                .hasMessageEndingWith(", at .createdAt: java.time.Instant needs"
                        + " com.fasterxml.jackson.datatype:jackson-datatype-jsr310 on the class path");
        assertThatThrownBy(() -> write(Optional.of(1)))
                .hasMessageEndingWith(
                        "java.util.Optional needs com.fasterxml.jackson.datatype:jackson-datatype-jdk8 on the"
                                + " class path");
    }
}
